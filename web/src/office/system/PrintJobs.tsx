import { useTranslations } from "use-intl";
import { api, query as search } from "../../shared/api/client";
import { useSession } from "../../shared/session";
import { useFormat } from "../data/cafe";
import { useAct } from "../data/useAct";
import { useLoad } from "../data/useLoad";
import styles from "../parts/office.module.css";
import { Empty, Page, Problem, Show, Table, wide } from "../parts/parts";
import { AgainButton, JobState } from "./jobs";
import { hasNext, onPage, pageQuery, Turn, useOffset } from "./places";

interface PrintJob {
  id: string;
  kind: string;
  status: string;
  attempts: number;
  printer: string | null;
  lastError: string | null;
  createdAt: string;
}

/** Slips on their way, newest first; what failed can be tried again. */
export function PrintJobs() {
  const t = useTranslations("office.system");
  const may = useSession((state) => state.may);
  const format = useFormat();
  const act = useAct();
  const jobs = useLoad<{ printJobs: PrintJob[] }>(`/print-jobs${search(pageQuery(useOffset()))}`, [
    "sale",
    "refund",
    "printer.failed",
    "printer.works",
  ]);
  const retry = async (job: PrintJob) => {
    if (await act.run((key) => api.post(`/print-jobs/${job.id}/retry`, {}, { key }))) jobs.reload();
  };
  const name = (job: PrintJob) => (t.has(`jobs.${job.kind}`) ? t(`jobs.${job.kind}`) : job.kind);
  return (
    <Page title={t("views.prints")}>
      <Problem of={act.problem} />
      <Show of={jobs}>
        {({ printJobs }) => (
          <>
            {printJobs.length === 0 ? (
              <Empty>{t("noPrints")}</Empty>
            ) : (
              <Table
                label={t("views.prints")}
                head={[t("when"), t("kind"), t("state"), wide(t("problem")), t("again")]}
              >
                {onPage(printJobs).map((job) => (
                  <tr key={job.id}>
                    <th scope="row">{format.moment(job.createdAt)}</th>
                    <td>{name(job)}</td>
                    <td>
                      <JobState status={job.status} />
                    </td>
                    <td className={styles.wide}>{job.lastError}</td>
                    <td>
                      {job.status === "failed" && may("receipts.reprint") && (
                        <AgainButton name={name(job)} busy={act.busy} onClick={() => void retry(job)} />
                      )}
                    </td>
                  </tr>
                ))}
              </Table>
            )}
            <Turn more={hasNext(printJobs)} />
          </>
        )}
      </Show>
    </Page>
  );
}
