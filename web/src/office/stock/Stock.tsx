import { useTranslations } from "use-intl";
import { useSession } from "../../shared/session";
import { Views } from "../parts/parts";
import { useRoute } from "../router/router";
import { Alerts } from "./Alerts";
import { CountPage } from "./CountPage";
import { StockList } from "./StockList";
import { StockPage } from "./StockPage";

/** The stock: items with their ledger, counts, alerts. */
export function Stock() {
  const t = useTranslations("office.stock");
  const label = useTranslations("office.parts")("views");
  const may = useSession((state) => state.may);
  const { path } = useRoute();
  const [, view = "items", id] = path;
  if (view === "items" && id) return <StockPage key={id} id={id === "new" ? null : id} />;
  const views = [
    { key: "items", text: t("items"), href: "#/stock" },
    { key: "alerts", text: t("alerts"), href: "#/stock/alerts" },
    ...(may("inventory.adjust_stock") ? [{ key: "count", text: t("count"), href: "#/stock/count" }] : []),
  ];
  return (
    <>
      <Views label={label} views={views} now={view} />
      {view === "items" && <StockList />}
      {view === "alerts" && <Alerts />}
      {view === "count" && <CountPage />}
    </>
  );
}
