import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { productsOf, type WireItem } from "../../shared/order/catalog";
import { useSession } from "../../shared/session";
import { useLoad } from "../data/useLoad";
import { Page, Show } from "../parts/parts";
import { LayoutEditor } from "./LayoutEditor";
import type { Layout } from "./layout";

function Editor({ layout, items }: { layout: Layout; items: readonly WireItem[] }) {
  const products = useMemo(() => productsOf(items), [items]);
  return <LayoutEditor layout={layout} products={products} />;
}

/** What tills show before the categories. */
export function LayoutPage() {
  const t = useTranslations("office.menu");
  const may = useSession((state) => state.may);
  const mayEdit = may("menu.edit");
  const layout = useLoad<Layout>(mayEdit ? "/till_layout" : null, ["menu"]);
  const menu = useLoad<{ menu_items: WireItem[] }>(mayEdit ? "/menu_items?expand=options" : null, ["menu"]);
  return (
    <Page title={t("layout.title")}>
      {mayEdit ? (
        <>
          <p className="hint">{t("layout.text")}</p>
          <Show of={menu}>
            {({ menu_items: items }) => <Show of={layout}>{(now) => <Editor layout={now} items={items} />}</Show>}
          </Show>
        </>
      ) : (
        t("layout.readOnly")
      )}
    </Page>
  );
}
