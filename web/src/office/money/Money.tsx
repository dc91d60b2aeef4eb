import { useTranslations } from "use-intl";
import { useSession } from "../../shared/session";
import { Views } from "../parts/parts";
import { useRoute } from "../router/router";
import { Drawers } from "./Drawers";
import { ReasonReport } from "./ReasonReport";
import { SalesReportPage } from "./SalesReportPage";
import { Tips } from "./Tips";
import { ZReports } from "./ZReports";

/** The money: reports, drawers and what they came to. */
export function Money() {
  const t = useTranslations("office.money");
  const label = useTranslations("office.parts")("views");
  const may = useSession((state) => state.may);
  const { path } = useRoute();
  const reports = may("reports.view") ? (["reports", "tips", "discounts", "refunds"] as const) : [];
  const drawers = may("drawers.view") ? (["drawers", "z"] as const) : [];
  const open = [...reports, ...drawers];
  const view = open.find((name) => name === path[1]) ?? open[0];
  return (
    <>
      <Views
        label={label}
        views={open.map((key) => ({ key, text: t(`views.${key}`), href: `#/money/${key}` }))}
        now={view ?? ""}
      />
      {view === "reports" && <SalesReportPage />}
      {view === "tips" && <Tips />}
      {view === "discounts" && <ReasonReport key="discounts" kind="discounts" />}
      {view === "refunds" && <ReasonReport key="refunds" kind="refunds" />}
      {view === "drawers" && <Drawers />}
      {view === "z" && <ZReports />}
    </>
  );
}
