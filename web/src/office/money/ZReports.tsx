import { useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../shared/api/client";
import { useFormat } from "../data/cafe";
import { useAct } from "../data/useAct";
import { useLoad, usePages } from "../data/useLoad";
import { DownloadButton } from "../parts/DownloadButton";
import styles from "../parts/office.module.css";
import { PaperDialog } from "../parts/PaperDialog";
import { Badge, Done, Empty, More, numbers, Page, Problem, Show, Table, wide, wideNumbers } from "../parts/parts";
import type { ZReport } from "./wire";

interface ZList {
  zReports: ZReport[];
  nextCursor: string | null;
}
const pick = (answer: ZList) => ({ rows: answer.zReports, next: answer.nextCursor });

function Difference({ report }: { report: ZReport }) {
  const t = useTranslations("office.money");
  const format = useFormat();
  if (report.cashDifference === null) return <Badge tone="warn">{t("notCounted")}</Badge>;
  return <Badge tone={report.cashDifference === 0 ? "good" : "bad"}>{format.money(report.cashDifference)}</Badge>;
}

function ZDialog({ number, onClose }: { number: number; onClose: () => void }) {
  const t = useTranslations("office.money");
  const act = useAct();
  const [done, setDone] = useState("");
  const print = async () => {
    if (await act.run((key) => api.post(`/z-reports/${number}/print`, {}, { key }))) setDone(t("printed"));
  };
  return (
    <PaperDialog title={t("zOf", { number })} path={`/z-reports/${number}?format=html`} onClose={onClose}>
      <Done>{done}</Done>
      <Problem of={act.problem} />
      <div className={styles.end}>
        <DownloadButton text={t("pdf")} path={`/z-reports/${number}?format=pdf`} name={`z-${number}.pdf`} />
        <button type="button" className="button primary" disabled={act.busy} onClick={() => void print()}>
          {t("print")}
        </button>
      </div>
    </PaperDialog>
  );
}

/** The Z reports: what each closed drawer came to. */
export function ZReports() {
  const t = useTranslations("office.money");
  const format = useFormat();
  const tills = useLoad<{ tills: { id: string; name: string }[] }>("/tills");
  const list = usePages<ZList, ZReport>("/z-reports?limit=50", pick, ["drawer"]);
  const [open, setOpen] = useState<number | null>(null);
  return (
    <Page title={t("views.z")}>
      <Show of={list}>
        {(reports) =>
          reports.length === 0 ? (
            <Empty>{t("noZ")}</Empty>
          ) : (
            <Table
              label={t("views.z")}
              head={[
                t("number"),
                t("groups.day"),
                wide(t("till")),
                wideNumbers(t("sales")),
                numbers(t("netSales")),
                wideNumbers(t("expected")),
                numbers(t("difference")),
              ]}
            >
              {reports.map((report) => (
                <tr key={report.number}>
                  <th scope="row">
                    <button type="button" className="button" onClick={() => setOpen(report.number)}>
                      {t("zOf", { number: report.number })}
                    </button>
                  </th>
                  <td>{format.day(report.businessDate)}</td>
                  <td className={styles.wide}>{tills.data?.tills.find((till) => till.id === report.tillId)?.name}</td>
                  <td className={`${styles.wide} ${styles.number}`}>{format.money(report.sales)}</td>
                  <td className={styles.number}>{format.money(report.net)}</td>
                  <td className={`${styles.wide} ${styles.number}`}>{format.money(report.cashExpected)}</td>
                  <td className={styles.number}>
                    <Difference report={report} />
                  </td>
                </tr>
              ))}
            </Table>
          )
        }
      </Show>
      <More more={list.more} busy={list.loading} />
      {open !== null && <ZDialog number={open} onClose={() => setOpen(null)} />}
    </Page>
  );
}
