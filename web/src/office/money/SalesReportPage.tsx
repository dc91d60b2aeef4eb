import { useTranslations } from "use-intl";
import { query as search } from "../../shared/api/client";
import { useSession } from "../../shared/session";
import { useFormat } from "../data/cafe";
import { usePersonOf } from "../data/people";
import { useLoad } from "../data/useLoad";
import { useMethodName } from "../orders/OrderList";
import { DownloadButton } from "../parts/DownloadButton";
import { ChoiceField, DayRange, useDays } from "../parts/fields";
import styles from "../parts/office.module.css";
import { Empty, numbers, Page, Show, Table, wideNumbers } from "../parts/parts";
import { changeQuery, useRoute } from "../router/router";
import { columnsOf, counts, type Group, groupOf, groups, headingOf, isForWideScreens } from "./model";
import type { SalesReport, SalesRow } from "./wire";

function Totals({ report }: { report: SalesReport }) {
  const t = useTranslations("office.money");
  const format = useFormat();
  const { totals } = report;
  const figures = [
    [t("revenue"), format.money(totals.totalRevenue)],
    [t("orders"), format.number(totals.totalTransactions)],
    [t("net"), format.money(totals.netRevenue)],
    [t("columns.tax"), format.money(totals.taxCollected)],
    ...(totals.rounding === 0 ? [] : [[t("rounding"), format.money(totals.rounding)]]),
    [t("columns.refunded"), format.money(totals.refundsProcessed)],
    [t("columns.discounts"), format.money(totals.discountsGiven)],
  ];
  return (
    <dl className={styles.figures}>
      {figures.map(([name, value]) => (
        <div key={name} className={styles.figure}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Rows({ rows, group }: { rows: readonly SalesRow[]; group: Group }) {
  const t = useTranslations("office.money");
  const format = useFormat();
  const methodName = useMethodName();
  const personOf = usePersonOf(group === "staff");
  const columns = columnsOf(rows);
  const label = (row: SalesRow) => {
    if (group === "day") return format.day(row.label);
    if (group === "staff") return personOf(row.key) ?? row.label;
    return group === "payment" ? methodName(row.label) : row.label;
  };
  return (
    <Table
      label={t("views.reports")}
      head={[
        t(`groups.${group}`),
        ...columns.map((column) =>
          (isForWideScreens(column, group) ? wideNumbers : numbers)(t(`columns.${headingOf(column, group)}`)),
        ),
      ]}
    >
      {rows.map((row) => (
        <tr key={row.key}>
          <th scope="row">{label(row)}</th>
          {columns.map((column) => (
            <td
              key={column}
              className={isForWideScreens(column, group) ? `${styles.wide} ${styles.number}` : styles.number}
            >
              {counts(column) ? format.number(row[column] ?? 0) : format.money(row[column])}
            </td>
          ))}
        </tr>
      ))}
    </Table>
  );
}

/** Sales of a range of days, by what the address says. */
export function SalesReportPage() {
  const t = useTranslations("office.money");
  const csv = useTranslations("office.parts")("csv");
  const may = useSession((state) => state.may);
  const { query } = useRoute();
  const days = useDays();
  const group = groupOf(query.by);
  const path = `/reports/sales${search({ ...days, group_by: group })}`;
  const report = useLoad<SalesReport>(path, ["sale", "refund", "void"]);
  const actions = may("reports.export") && (
    <>
      <DownloadButton text={csv} path={`${path}&format=csv`} name={`sales-by-${group}-${days.from}-${days.to}.csv`} />
      <DownloadButton
        text={t("journal")}
        path={`/reports/journal${search(days)}`}
        name={`journal-${days.from}-${days.to}.csv`}
      />
    </>
  );
  return (
    <Page title={t("views.reports")} actions={actions}>
      <div className={styles.tools}>
        <DayRange />
        <ChoiceField
          label={t("by")}
          value={group}
          onChange={(by) => changeQuery({ by })}
          choices={groups.map((value) => ({ value, text: t(`groups.${value}`) }))}
        />
      </div>
      <Show of={report}>
        {(found) => (
          <>
            <Totals report={found} />
            {found.rows.length === 0 ? <Empty>{t("noSales")}</Empty> : <Rows rows={found.rows} group={group} />}
          </>
        )}
      </Show>
    </Page>
  );
}
