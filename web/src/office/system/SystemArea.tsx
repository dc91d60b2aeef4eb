import { useTranslations } from "use-intl";
import { useLive } from "../../shared/live/live";
import { useSession } from "../../shared/session";
import { TrustLink } from "../../shared/ui/TrustLink";
import styles from "../parts/office.module.css";
import { Card, Page, Views } from "../parts/parts";
import { useRoute } from "../router/router";
import { AuditLog } from "./AuditLog";
import { HealthLights, useHealth } from "./HealthLights";
import { MailQueue } from "./MailQueue";
import { PrintJobs } from "./PrintJobs";

function HealthPage() {
  const t = useTranslations("office.system");
  const health = useHealth();
  const live = useLive((state) => state.state);
  const facts = [
    [t("server"), health.data?.version],
    [t("waitingWrites"), health.data && String(health.data.waitingWrites)],
    [t("stream"), t(`streamStates.${live}`)],
  ] as const;
  return (
    <Page title={t("views.health")}>
      <div className={styles.cards}>
        <Card title={t("parts")}>
          <HealthLights health={health} />
          <TrustLink />
        </Card>
        <Card title={t("versions")}>
          <dl className={styles.pairs}>
            {facts.map(([name, value]) => (
              <div key={name} className={styles.inline}>
                <dt>{name}</dt>
                <dd>{value ?? "–"}</dd>
              </div>
            ))}
          </dl>
        </Card>
        <Card title={t("api.title")}>
          <p>{t("api.text")}</p>
          <p>
            <a href="/app/api">{t("api.open")}</a>
          </p>
        </Card>
      </div>
    </Page>
  );
}

/** Whether the house is well, what it prints and mails, and who did what. */
export function SystemArea() {
  const t = useTranslations("office.system");
  const label = useTranslations("office.parts")("views");
  const may = useSession((state) => state.may);
  const { path } = useRoute();
  const open = [
    "health" as const,
    ...(may("receipts.print") ? (["prints"] as const) : []),
    ...(may("system.logs") ? (["mails", "audit", "logins"] as const) : []),
  ];
  const view = open.find((name) => name === path[1]) ?? "health";
  return (
    <>
      <Views
        label={label}
        views={open.map((key) => ({ key, text: t(`views.${key}`), href: `#/system/${key}` }))}
        now={view}
      />
      {view === "health" && <HealthPage />}
      {view === "prints" && <PrintJobs />}
      {view === "mails" && <MailQueue />}
      {view === "audit" && <AuditLog key="audit" route="access-log" title={t("views.audit")} />}
      {view === "logins" && <AuditLog key="logins" route="failed-logins" title={t("views.logins")} />}
    </>
  );
}
