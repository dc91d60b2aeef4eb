import { useTranslations } from "use-intl";
import { query as search } from "../../shared/api/client";
import { useFormat } from "../data/cafe";
import { useLoad } from "../data/useLoad";
import { DayRange, useDays } from "../parts/fields";
import styles from "../parts/office.module.css";
import { Empty, Page, Show, Table, wide } from "../parts/parts";
import { pageSize, Turn, useOffset } from "./places";

interface Entry {
  id: string;
  timestamp: string;
  username: string;
  action: string;
  entity: string;
  detail: unknown;
  ipAddress: string;
}
interface Log {
  entries: Entry[];
  pagination: { total: number; hasMore: boolean };
}

/** Who did what, when and from where; pages by place, because the log is read backwards from a day. */
export function AuditLog({ route, title }: { route: "access-log" | "failed-logins"; title: string }) {
  const t = useTranslations("office.system");
  const words = useTranslations("office.audit");
  const format = useFormat();
  const { from, to } = useDays();
  const offset = useOffset();
  const log = useLoad<Log>(`/audit/${route}${search({ date_from: from, date_to: to, limit: pageSize, offset })}`);
  return (
    <Page title={title}>
      <div className={styles.tools}>
        <DayRange />
      </div>
      <Show of={log}>
        {({ entries, pagination }) => (
          <>
            {entries.length === 0 ? (
              <Empty>{t("noEntries")}</Empty>
            ) : (
              <Table label={title} head={[t("when"), t("who"), t("kind"), wide(t("from")), wide(t("details"))]}>
                {entries.map((entry) => (
                  <tr key={entry.id}>
                    <th scope="row">{format.moment(entry.timestamp)}</th>
                    <td>{entry.username}</td>
                    <td>{words.has(entry.action) ? words(entry.action) : entry.action}</td>
                    <td className={styles.wide}>{entry.ipAddress}</td>
                    <td className={styles.wide}>
                      {entry.detail ? (
                        <details>
                          <summary>{t("details")}</summary>
                          <pre className={styles.code}>{JSON.stringify(entry.detail, null, 1)}</pre>
                        </details>
                      ) : null}
                    </td>
                  </tr>
                ))}
              </Table>
            )}
            <Turn more={pagination.hasMore} />
          </>
        )}
      </Show>
    </Page>
  );
}
