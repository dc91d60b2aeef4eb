import { useTranslations } from "use-intl";
import { api } from "../../shared/api/client";
import { useSession } from "../../shared/session";
import { useFormat } from "../data/cafe";
import { useAct } from "../data/useAct";
import { useLoad } from "../data/useLoad";
import styles from "../parts/office.module.css";
import { Badge, Empty, Page, Problem, Show, Table, wide } from "../parts/parts";

interface PrintJob {
  id: string;
  kind: string;
  status: string;
  attempts: number;
  printer: string | null;
  lastError: string | null;
  createdAt: string;
}

/** The colour of how a job or a mail stands. */
export function toneOf(status: string): "good" | "warn" | "bad" {
  if (status === "printed" || status === "sent") return "good";
  return status === "failed" || status === "dead" ? "bad" : "warn";
}

/** Slips on their way, newest first; what failed can be tried again. */
export function PrintJobs() {
  const t = useTranslations("office.system");
  const may = useSession((state) => state.may);
  const format = useFormat();
  const act = useAct();
  const jobs = useLoad<{ printJobs: PrintJob[] }>("/print-jobs?limit=50", [
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
        {({ printJobs }) =>
          printJobs.length === 0 ? (
            <Empty>{t("noPrints")}</Empty>
          ) : (
            <Table label={t("views.prints")} head={[t("when"), t("kind"), t("state"), wide(t("problem")), t("again")]}>
              {printJobs.map((job) => (
                <tr key={job.id}>
                  <th scope="row">{format.moment(job.createdAt)}</th>
                  <td>{name(job)}</td>
                  <td>
                    <Badge tone={toneOf(job.status)}>
                      {t.has(`states.${job.status}`) ? t(`states.${job.status}`) : job.status}
                    </Badge>
                  </td>
                  <td className={styles.wide}>{job.lastError}</td>
                  <td>
                    {job.status === "failed" && may("receipts.reprint") && (
                      <button
                        type="button"
                        className="button"
                        aria-label={t("againOf", { name: name(job) })}
                        disabled={act.busy}
                        onClick={() => void retry(job)}
                      >
                        {t("again")}
                      </button>
                    )}
                  </td>
                </tr>
              ))}
            </Table>
          )
        }
      </Show>
    </Page>
  );
}
