import { useTranslations } from "use-intl";
import { type Tls, useTls } from "../shared/tls";
import { LanguageChoice } from "../shared/ui/LanguageChoice";
import { QrCode } from "./QrCode";
import { hostForOthers, hostForTls, type System, systemNames, systemOf, systems } from "./systems";
import styles from "./Trust.module.css";

function Steps({ system }: { system: System }) {
  const t = useTranslations("trust");
  const numbers = Array.from({ length: systems[system] }, (_, index) => String(index + 1));
  return (
    <details className={styles.system} open={systemOf(navigator) === system}>
      <summary>{t(`${system}.title`)}</summary>
      <ol className={styles.steps}>
        {numbers.map((number) => (
          <li key={number}>{t(`${system}.${number}` as "apple.1")}</li>
        ))}
      </ol>
    </details>
  );
}

/** The café's own root: to take, to compare, to trust. */
function Root({ fingerprint }: { fingerprint: string }) {
  const t = useTranslations("trust");
  return (
    <>
      <section className={styles.part}>
        <h2>{t("take")}</h2>
        <p className={styles.files}>
          <a className="button" href="/tls/root.crt">
            {t("certificate")}
          </a>
          <a className="button" href="/tls/root.mobileconfig">
            {t("profile")}
          </a>
        </p>
        {systemNames.map((system) => (
          <Steps key={system} system={system} />
        ))}
      </section>
      <section className={styles.part}>
        <h2>{t("compare")}</h2>
        <p>{t("compareText")}</p>
        <p className={styles.fingerprint}>
          <bdi dir="ltr">{fingerprint}</bdi>
        </p>
      </section>
    </>
  );
}

function Ways({ tls }: { tls: Tls }) {
  const t = useTranslations("trust");
  const { hostname, origin, port } = location;
  const others = origin.replace(hostname, hostForOthers(hostname, tls.hosts));
  const https = `https://${hostForTls(hostname, tls.hosts)}:${tls.port}/app/till`;
  const isThere = port === String(tls.port);
  return (
    <>
      {tls.root && <Root fingerprint={tls.root.fingerprint} />}
      {!tls.root && <p>{t("foreign")}</p>}
      <section className={styles.part}>
        <h2>{t("goOn")}</h2>
        {!isThere && <p>{t("goOnText")}</p>}
        <p>
          <a href={isThere ? "/app/till" : https}>{t("open")}</a>
        </p>
      </section>
      <section className={styles.part}>
        <h2>{t("scan")}</h2>
        <QrCode text={`${others}/app/trust`} label={t("scanLabel", { address: `${others}/app/trust` })} />
        <p className="hint">
          <bdi dir="ltr">{`${others}/app/trust`}</bdi>
        </p>
      </section>
    </>
  );
}

/** How a device comes to trust this server's certificate; open to everybody, before anybody trusts anything. */
export function Trust() {
  const t = useTranslations("trust");
  const tls = useTls();
  return (
    <main className={styles.page}>
      <h1>{t("title")}</h1>
      <p>{t("why")}</p>
      {location.protocol === "https:" && <p className={styles.good}>{t("trusted")}</p>}
      {tls && (tls.on ? <Ways tls={tls} /> : <p>{t("off")}</p>)}
      <fieldset className={styles.languages}>
        <legend>{t("language")}</legend>
        <LanguageChoice />
      </fieldset>
    </main>
  );
}
