import { useTranslations } from "use-intl";
import { useSession } from "../../shared/session";
import { useLoad } from "../data/useLoad";
import { Page, Show } from "../parts/parts";
import { ComboParts } from "./ComboParts";
import { ItemForm } from "./ItemForm";
import { itemName } from "./model";
import { Recipe } from "./Recipe";
import type { MenuItem } from "./wire";

/** One item of the menu, or a new one. */
export function ItemPage({ id }: { id: string | null }) {
  const t = useTranslations("office.menu");
  const may = useSession((state) => state.may);
  const back = <a href="#/menu">{t("backToItems")}</a>;
  const item = useLoad<MenuItem>(id ? `/menu_items/${encodeURIComponent(id)}?expand=options` : null);
  if (!id) {
    return (
      <Page title={t("newItem")} actions={back}>
        <ItemForm item={null} />
      </Page>
    );
  }
  return (
    <Show of={item}>
      {(found) => (
        <Page title={itemName(found)} actions={back}>
          <ItemForm item={found} />
          {found.combo && <ComboParts combo={found.combo} />}
          {found.kind !== "combo" && may("menu.edit") && may("inventory.view") && <Recipe id={found.id} />}
        </Page>
      )}
    </Show>
  );
}
