import { useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../shared/api/client";
import { useSession } from "../../shared/session";
import { useAct } from "../data/useAct";
import { useLoad } from "../data/useLoad";
import { ChoiceField, TextField } from "../parts/fields";
import styles from "../parts/office.module.css";
import { Badge, Done, Empty, numbers, Page, Problem, Show, Table, wide } from "../parts/parts";
import { changeQuery, link, useRoute } from "../router/router";
import { categories, itemName, search } from "./model";
import { PriceCell } from "./PriceCell";
import type { MenuItem } from "./wire";

function SoldOut({ item, onDone }: { item: MenuItem; onDone: () => void }) {
  const t = useTranslations("office.menu");
  const may = useSession((state) => state.may);
  const act = useAct();
  const available = item.availability?.available ?? true;
  const turn = async () => {
    if (await act.run(() => api.put(`/menu_items/${item.id}/availability`, { available: !available }))) onDone();
  };
  if (!item.isActive) return <Badge>{t("inactive")}</Badge>;
  if (!may("menu.availability")) return available ? null : <Badge tone="bad">{t("soldOut")}</Badge>;
  return (
    <>
      <span className={styles.inline}>
        <button
          type="button"
          className={`button ${styles.switch}`}
          role="switch"
          aria-checked={available}
          aria-label={t("availableOf", { name: itemName(item) })}
          disabled={act.busy}
          onClick={() => void turn()}
        >
          {t("available")}
        </button>
        {!available && <Badge tone="bad">{t("soldOut")}</Badge>}
      </span>
      {act.problem ? <Problem of={act.problem} /> : null}
    </>
  );
}

function Row({ item, reload, onSaved }: { item: MenuItem; reload: () => void; onSaved: (text: string) => void }) {
  const may = useSession((state) => state.may);
  return (
    <tr>
      <th scope="row">
        <span className={styles.inline}>
          {item.imageUrl && (
            <img className={styles.thumb} src={item.imageUrl} alt="" loading="lazy" width={40} height={40} />
          )}
          <a href={link(["menu", "items", item.id])}>{item.name}</a>
          <span className={styles.quiet}>{item.size}</span>
        </span>
      </th>
      <td className={styles.wide}>{item.category}</td>
      <td>
        <SoldOut item={item} onDone={reload} />
      </td>
      <td className={styles.number}>
        <PriceCell item={item} editable={may("menu.edit")} onSaved={onSaved} />
      </td>
    </tr>
  );
}

/** The menu as a list: search it, change prices where they stand, say what is sold out. */
export function ItemList() {
  const t = useTranslations("office.menu");
  const parts = useTranslations("office.parts");
  const may = useSession((state) => state.may);
  const { query } = useRoute();
  const menu = useLoad<{ menu_items: MenuItem[] }>("/menu_items?expand=options", ["menu", "menu.availability"]);
  const [done, setDone] = useState("");
  const add = may("menu.create") && (
    <a className={`button primary ${styles.linkButton}`} href="#/menu/items/new">
      {t("newItem")}
    </a>
  );
  const saved = (text: string) => {
    setDone(text);
    menu.reload();
  };
  return (
    <Page title={t("items")} actions={add}>
      <Show of={menu}>
        {({ menu_items: items }) => {
          const found = search(items, query.search ?? "", query.category ?? "");
          return (
            <>
              <div className={styles.tools}>
                <TextField
                  label={parts("search")}
                  type="search"
                  value={query.search ?? ""}
                  onChange={(value) => changeQuery({ search: value })}
                />
                <ChoiceField
                  label={t("category")}
                  value={query.category ?? ""}
                  onChange={(category) => changeQuery({ category })}
                  choices={[
                    { value: "", text: parts("all") },
                    ...categories(items).map((value) => ({ value, text: value })),
                  ]}
                />
              </div>
              <Done>{done}</Done>
              {found.length === 0 ? (
                <Empty>{t(items.length === 0 ? "noItems" : "nothingFound")}</Empty>
              ) : (
                <Table label={t("items")} head={[t("item"), wide(t("category")), t("sale"), numbers(t("price"))]}>
                  {found.map((item) => (
                    <Row key={item.id} item={item} reload={menu.reload} onSaved={saved} />
                  ))}
                </Table>
              )}
            </>
          );
        }}
      </Show>
    </Page>
  );
}
