import { useTranslations } from "use-intl";
import type { TabRef } from "../../shared/order/order";
import { labelOf, type Tab } from "../wire/tabs";

/** How people call a tab, as the kitchen does: "4" alone could be anything. */
export function useTabName(): (tab: Tab | TabRef) => string {
  const t = useTranslations("till.tabs");
  return (tab) =>
    [tab.table && t("of", { table: tab.table }), tab.name].filter(Boolean).join(" · ") ||
    ("label" in tab ? tab.label : labelOf(tab));
}
