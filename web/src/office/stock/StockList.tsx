import { useState } from "react";
import { useTranslations } from "use-intl";
import { query as search } from "../../shared/api/client";
import { useSession } from "../../shared/session";
import { useCafe, useFormat } from "../data/cafe";
import { useLoad } from "../data/useLoad";
import { DownloadButton } from "../parts/DownloadButton";
import { ChoiceField, TextField } from "../parts/fields";
import styles from "../parts/office.module.css";
import { Badge, Done, Empty, numbers, Page, Show, Table, wide, wideNumbers } from "../parts/parts";
import { changeQuery, link, useRoute } from "../router/router";
import { AdjustDialog } from "./AdjustDialog";
import type { StockItem } from "./wire";

const states = ["in_stock", "low_stock", "out_of_stock", "expired"] as const;

/** How an item stands, in words. */
export function StockBadge({ status }: { status: StockItem["status"] }) {
  const t = useTranslations("office.stock");
  const tone = status === "in_stock" ? "good" : status === "low_stock" ? "warn" : "bad";
  return <Badge tone={tone}>{t(`status.${status}`)}</Badge>;
}

function Filters() {
  const t = useTranslations("office.stock");
  const parts = useTranslations("office.parts");
  const { query } = useRoute();
  return (
    <div className={styles.tools}>
      <TextField
        label={parts("search")}
        type="search"
        value={query.search ?? ""}
        onChange={(value) => changeQuery({ search: value })}
      />
      <ChoiceField
        label={t("state")}
        value={query.status ?? ""}
        onChange={(status) => changeQuery({ status })}
        choices={[{ value: "", text: parts("all") }, ...states.map((value) => ({ value, text: t(`status.${value}`) }))]}
      />
    </div>
  );
}

function Rows({ items, onAdjust }: { items: readonly StockItem[]; onAdjust: (item: StockItem) => void }) {
  const t = useTranslations("office.stock");
  const may = useSession((state) => state.may);
  const format = useFormat();
  return (
    <Table
      label={t("items")}
      head={[t("item"), wide(t("category")), t("state"), numbers(t("onHand")), wideNumbers(t("minimum")), t("change")]}
    >
      {items.map((item) => (
        <tr key={item.id}>
          <th scope="row">
            <a href={link(["stock", "items", item.id])}>{item.name}</a>
          </th>
          <td className={styles.wide}>{item.category}</td>
          <td>
            <StockBadge status={item.status} />
          </td>
          <td className={styles.number}>
            {format.number(item.currentStock)} {item.unit}
          </td>
          <td className={`${styles.wide} ${styles.number}`}>{format.number(item.minStockLevel)}</td>
          <td>
            {may("inventory.adjust_stock") && (
              <button
                type="button"
                className="button"
                aria-label={t("adjustOf", { name: item.name })}
                onClick={() => onAdjust(item)}
              >
                {t("adjust")}
              </button>
            )}
          </td>
        </tr>
      ))}
    </Table>
  );
}

/** What lies in stock and how it stands. */
export function StockList() {
  const t = useTranslations("office.stock");
  const csv = useTranslations("office.parts")("csv");
  const may = useSession((state) => state.may);
  const { today } = useCafe();
  const { query } = useRoute();
  const status = states.find((name) => name === query.status);
  const stock = useLoad<{ inventory: StockItem[] }>(`/inventory${search({ search: query.search, status })}`, ["stock"]);
  const [adjusting, setAdjusting] = useState<StockItem | null>(null);
  const [done, setDone] = useState("");
  const actions = (
    <>
      {may("inventory.export") && <DownloadButton text={csv} path="/inventory/export" name={`stock-${today}.csv`} />}
      {may("inventory.edit") && (
        <a className={`button primary ${styles.linkButton}`} href="#/stock/items/new">
          {t("newItem")}
        </a>
      )}
    </>
  );
  return (
    <Page title={t("items")} actions={actions}>
      <Filters />
      <Done>{done}</Done>
      <Show of={stock}>
        {({ inventory }) =>
          inventory.length === 0 ? <Empty>{t("none")}</Empty> : <Rows items={inventory} onAdjust={setAdjusting} />
        }
      </Show>
      {adjusting && (
        <AdjustDialog
          item={adjusting}
          onClose={() => setAdjusting(null)}
          onDone={(text) => {
            setAdjusting(null);
            setDone(text);
            stock.reload();
          }}
        />
      )}
    </Page>
  );
}
