import { useTranslations } from "use-intl";
import { api, query as search } from "../../shared/api/client";
import { useFormat } from "../data/cafe";
import { useAct } from "../data/useAct";
import { useLoad } from "../data/useLoad";
import styles from "../parts/office.module.css";
import { Empty, Page, Problem, Show, Table, wide } from "../parts/parts";
import { AgainButton, JobState } from "./jobs";
import { hasNext, onPage, pageQuery, Turn, useOffset } from "./places";

interface Mail {
  id: string;
  recipient: string;
  subject: string;
  status: string;
  lastError: string | null;
  createdAt: string;
}

/** Mails on their way, newest first; what was given up can be tried again. */
export function MailQueue() {
  const t = useTranslations("office.system");
  const format = useFormat();
  const act = useAct();
  const queue = useLoad<{ mails: Mail[] }>(`/mail-queue${search(pageQuery(useOffset()))}`);
  const retry = async (mail: Mail) => {
    if (await act.run((key) => api.post(`/mail-queue/${mail.id}/retry`, {}, { key }))) queue.reload();
  };
  return (
    <Page title={t("views.mails")}>
      <Problem of={act.problem} />
      <Show of={queue}>
        {({ mails }) => (
          <>
            {mails.length === 0 ? (
              <Empty>{t("noMails")}</Empty>
            ) : (
              <Table
                label={t("views.mails")}
                head={[t("when"), t("recipient"), wide(t("subject")), t("state"), wide(t("problem")), t("again")]}
              >
                {onPage(mails).map((mail) => (
                  <tr key={mail.id}>
                    <th scope="row">{format.moment(mail.createdAt)}</th>
                    <td>{mail.recipient}</td>
                    <td className={styles.wide}>{mail.subject}</td>
                    <td>
                      <JobState status={mail.status} />
                    </td>
                    <td className={styles.wide}>{mail.lastError}</td>
                    <td>
                      {(mail.status === "dead" || mail.status === "queued") && (
                        <AgainButton name={mail.subject} busy={act.busy} onClick={() => void retry(mail)} />
                      )}
                    </td>
                  </tr>
                ))}
              </Table>
            )}
            <Turn more={hasNext(mails)} />
          </>
        )}
      </Show>
    </Page>
  );
}
