import { useTranslations } from "use-intl";
import { api } from "../../shared/api/client";
import { useSession } from "../../shared/session";
import { useFormat } from "../data/cafe";
import { useAct } from "../data/useAct";
import { useLoad } from "../data/useLoad";
import styles from "../parts/office.module.css";
import { Badge, Empty, Page, Problem, Show, Table, wide } from "../parts/parts";
import { link } from "../router/router";
import { useAlertText } from "./useAlertText";
import type { Alert } from "./wire";

/** What stock wants somebody to know. */
export function Alerts() {
  const t = useTranslations("office.stock");
  const severity = useTranslations("office.today.severity");
  const may = useSession((state) => state.may);
  const format = useFormat();
  const textOf = useAlertText();
  const act = useAct();
  const alerts = useLoad<{ alerts: Alert[] }>("/alerts?resolved=false&limit=200", ["alert", "stock"]);
  const answer = async (alert: Alert, how: "acknowledge" | "resolve") => {
    if (await act.run(() => api.patch(`/alerts/${alert.id}/${how}`, {}))) alerts.reload();
  };
  return (
    <Page title={t("alerts")}>
      <Problem of={act.problem} />
      <Show of={alerts}>
        {({ alerts: list }) =>
          list.length === 0 ? (
            <Empty>{t("noAlerts")}</Empty>
          ) : (
            <Table label={t("alerts")} head={[t("alert"), t("severity"), wide(t("when")), t("answer")]}>
              {list.map((alert) => (
                <tr key={alert.id}>
                  <th scope="row">
                    {alert.inventory_item_id ? (
                      <a href={link(["stock", "items", alert.inventory_item_id])}>{textOf(alert)}</a>
                    ) : (
                      textOf(alert)
                    )}
                  </th>
                  <td>
                    <Badge tone={alert.severity === "high" || alert.severity === "critical" ? "bad" : "warn"}>
                      {severity(alert.severity)}
                    </Badge>
                  </td>
                  <td className={styles.wide}>{format.moment(alert.alert_time)}</td>
                  <td>
                    {may("inventory.edit") && (
                      <span className={styles.inline}>
                        {alert.acknowledged ? (
                          <Badge>{t("seen")}</Badge>
                        ) : (
                          <button
                            type="button"
                            className="button"
                            disabled={act.busy}
                            aria-label={t("markSeen", { text: textOf(alert) })}
                            onClick={() => void answer(alert, "acknowledge")}
                          >
                            {t("seen")}
                          </button>
                        )}
                        <button
                          type="button"
                          className="button"
                          disabled={act.busy}
                          aria-label={t("markDone", { text: textOf(alert) })}
                          onClick={() => void answer(alert, "resolve")}
                        >
                          {t("done")}
                        </button>
                      </span>
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
