import { useState } from "react";
import { useTranslations } from "use-intl";
import { useSession } from "../../shared/session";
import { useFormat } from "../data/cafe";
import { useLoad, usePages } from "../data/useLoad";
import styles from "../parts/office.module.css";
import { Card, Done, Empty, More, numbers, Page, Show, Table, wide } from "../parts/parts";
import { AdjustDialog } from "./AdjustDialog";
import { StockForm } from "./StockForm";
import { StockBadge } from "./StockList";
import type { Movement, StockItem } from "./wire";

interface MovementList {
  movements: Movement[];
  nextCursor: string | null;
}
const pick = (answer: MovementList) => ({ rows: answer.movements, next: answer.nextCursor });

function Movements({ id, unit }: { id: string; unit: string }) {
  const t = useTranslations("office.stock");
  const format = useFormat();
  const list = usePages<MovementList, Movement>(`/inventory/${id}/movements?limit=25`, pick, ["stock"]);
  return (
    <Card title={t("movements")}>
      <Show of={list}>
        {(movements) =>
          movements.length === 0 ? (
            <Empty>{t("noMovements")}</Empty>
          ) : (
            <Table
              label={t("movements")}
              head={[t("when"), t("kind"), numbers(t("changeBy")), numbers(t("onHand")), wide(t("notes"))]}
            >
              {movements.map((movement) => (
                <tr key={movement.id}>
                  <th scope="row">{format.moment(movement.createdAt)}</th>
                  <td>{t.has(`types.${movement.type}`) ? t(`types.${movement.type}`) : movement.type}</td>
                  <td className={styles.number}>
                    {movement.quantity > 0 ? "+" : ""}
                    {format.number(movement.quantity)}
                  </td>
                  <td className={styles.number}>
                    {format.number(movement.newStock)} {unit}
                  </td>
                  <td className={styles.wide}>{movement.notes}</td>
                </tr>
              ))}
            </Table>
          )
        }
      </Show>
      <More more={list.more} busy={list.loading} />
    </Card>
  );
}

/** One stock item with its ledger, or a new one. */
export function StockPage({ id }: { id: string | null }) {
  const t = useTranslations("office.stock");
  const may = useSession((state) => state.may);
  const answer = useLoad<{ inventory_item: StockItem }>(id ? `/inventory/${encodeURIComponent(id)}` : null, ["stock"]);
  const [adjusting, setAdjusting] = useState(false);
  const [done, setDone] = useState("");
  const back = <a href="#/stock">{t("back")}</a>;
  if (!id) {
    return (
      <Page title={t("newItem")} actions={back}>
        <StockForm item={null} onSaved={() => undefined} />
      </Page>
    );
  }
  const saved = (text: string) => {
    setAdjusting(false);
    setDone(text);
    answer.reload();
  };
  return (
    <Show of={answer}>
      {({ inventory_item: item }) => (
        <Page title={item.name} actions={back}>
          <div className={styles.inline}>
            <StockBadge status={item.status} />
            {may("inventory.adjust_stock") && (
              <button type="button" className="button primary" onClick={() => setAdjusting(true)}>
                {t("adjust")}
              </button>
            )}
          </div>
          <Done>{done}</Done>
          <Movements id={item.id} unit={item.unit} />
          {may("inventory.edit") && (
            <Card title={t("edit")}>
              <StockForm key={item.id} item={item} onSaved={saved} />
            </Card>
          )}
          {adjusting && <AdjustDialog item={item} onClose={() => setAdjusting(false)} onDone={saved} />}
        </Page>
      )}
    </Show>
  );
}
