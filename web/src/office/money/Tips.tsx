import { useTranslations } from "use-intl";
import { query as search } from "../../shared/api/client";
import { useSession } from "../../shared/session";
import { useFormat } from "../data/cafe";
import { useLoad } from "../data/useLoad";
import { useMethodName } from "../orders/OrderList";
import { DownloadButton } from "../parts/DownloadButton";
import { DayRange, useDays } from "../parts/fields";
import styles from "../parts/office.module.css";
import { Empty, numbers, Page, Show, Table } from "../parts/parts";

interface TipReport {
  rows: { date: string; staffId: string; staffName: string; method: string; count: number; amount: number }[];
  amount: number;
}

/** Tips by day, person and tender. */
export function Tips() {
  const t = useTranslations("office.money");
  const parts = useTranslations("office.parts");
  const may = useSession((state) => state.may);
  const format = useFormat();
  const methodName = useMethodName();
  const days = useDays();
  const path = `/reports/tips${search({ ...days })}`;
  const tips = useLoad<TipReport>(path, ["sale"]);
  return (
    <Page
      title={t("views.tips")}
      actions={
        may("reports.export") && (
          <DownloadButton text={parts("csv")} path={`${path}&format=csv`} name={`tips-${days.from}-${days.to}.csv`} />
        )
      }
    >
      <div className={styles.tools}>
        <DayRange />
      </div>
      <Show of={tips}>
        {({ rows, amount }) =>
          rows.length === 0 ? (
            <Empty>{t("noTips")}</Empty>
          ) : (
            <Table
              label={t("views.tips")}
              head={[
                t("groups.day"),
                t("groups.staff"),
                t("groups.payment"),
                numbers(t("count")),
                numbers(t("amount")),
              ]}
              foot={
                <tr>
                  <th scope="row" colSpan={4}>
                    {parts("total")}
                  </th>
                  <td className={styles.number}>{format.money(amount)}</td>
                </tr>
              }
            >
              {rows.map((row) => (
                <tr key={`${row.date} ${row.staffId} ${row.method}`}>
                  <th scope="row">{format.day(row.date)}</th>
                  <td>{row.staffName}</td>
                  <td>{methodName(row.method)}</td>
                  <td className={styles.number}>{format.number(row.count)}</td>
                  <td className={styles.number}>{format.money(row.amount)}</td>
                </tr>
              ))}
            </Table>
          )
        }
      </Show>
    </Page>
  );
}
