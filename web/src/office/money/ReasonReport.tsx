import { useTranslations } from "use-intl";
import { query as search } from "../../shared/api/client";
import { useSession } from "../../shared/session";
import { useFormat } from "../data/cafe";
import { useLoad } from "../data/useLoad";
import { DownloadButton } from "../parts/DownloadButton";
import { DayRange, useDays } from "../parts/fields";
import styles from "../parts/office.module.css";
import { Empty, numbers, Page, Show, Table } from "../parts/parts";

interface Report {
  rows: { reason: string; staffId?: string; staffName?: string; count: number; amount: number }[];
  count: number;
  amount: number;
}

/** Discounts or refunds of a range of days, by reason; refunds also by who gave them. */
export function ReasonReport({ kind }: { kind: "discounts" | "refunds" }) {
  const t = useTranslations("office.money");
  const parts = useTranslations("office.parts");
  const may = useSession((state) => state.may);
  const format = useFormat();
  const days = useDays();
  const path = `/reports/${kind}${search({ ...days })}`;
  const report = useLoad<Report>(path, ["sale", "refund", "void"]);
  const people = kind === "refunds";
  const title = t(`views.${kind}`);
  return (
    <Page
      title={title}
      actions={
        may("reports.export") && (
          <DownloadButton
            text={parts("csv")}
            path={`${path}&format=csv`}
            name={`${kind}-${days.from}-${days.to}.csv`}
          />
        )
      }
    >
      <div className={styles.tools}>
        <DayRange />
      </div>
      <Show of={report}>
        {({ rows, count, amount }) =>
          rows.length === 0 ? (
            <Empty>{t(`none.${kind}`)}</Empty>
          ) : (
            <Table
              label={title}
              head={[t("reason"), ...(people ? [t("groups.staff")] : []), numbers(t("count")), numbers(t("amount"))]}
              foot={
                <tr>
                  <th scope="row" colSpan={people ? 2 : 1}>
                    {parts("total")}
                  </th>
                  <td className={styles.number}>{format.number(count)}</td>
                  <td className={styles.number}>{format.money(amount)}</td>
                </tr>
              }
            >
              {rows.map((row) => (
                <tr key={`${row.reason} ${row.staffId ?? ""}`}>
                  <th scope="row">{row.reason || t("noReason")}</th>
                  {people && <td>{row.staffName}</td>}
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
