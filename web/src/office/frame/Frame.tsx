import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { languageNames, languages, useLanguage } from "../../shared/i18n/i18n";
import { startLive, useLive } from "../../shared/live/live";
import { type Person, useSession } from "../../shared/session";
import { chooseTheme, chosenTheme, type Theme, themes } from "../../shared/ui/theme";
import { businessDay, CafeContext, useNow } from "../data/cafe";
import { personName, useRoleName } from "../data/people";
import { useLoad } from "../data/useLoad";
import partStyles from "../parts/office.module.css";
import { Badge, Dialog, Empty, Problem } from "../parts/parts";
import { useRoute } from "../router/router";
import { answerLeave, mayLeave, useUnsavedState } from "../router/unsaved";
import type { Settings } from "../settings/wire";
import { type Area, areasFor } from "./areas";
import styles from "./Frame.module.css";
import { OwnSecrets } from "./OwnSecrets";
import { screens } from "./screens";

function LeaveQuestion() {
  const t = useTranslations("office.frame");
  const leaving = useUnsavedState((state) => state.leaving);
  if (!leaving) return null;
  return (
    <Dialog title={t("unsavedTitle")} onClose={() => answerLeave(false)}>
      <p>{t("unsaved")}</p>
      <div className={partStyles.end}>
        <button type="button" className="button primary" onClick={() => answerLeave(false)}>
          {t("stay")}
        </button>
        <button type="button" className="button danger" onClick={() => answerLeave(true)}>
          {t("leave")}
        </button>
      </div>
    </Dialog>
  );
}

function Choices() {
  const t = useTranslations("office.frame");
  const { language, choose } = useLanguage();
  const [theme, setTheme] = useState<Theme>(chosenTheme());
  return (
    <>
      <select
        className={styles.choice}
        aria-label={t("language")}
        value={language}
        onChange={(event) => choose(languages.find((code) => code === event.target.value) ?? "en")}
      >
        {languages.map((code) => (
          <option key={code} value={code} lang={code}>
            {languageNames[code]}
          </option>
        ))}
      </select>
      <select
        className={styles.choice}
        aria-label={t("theme")}
        value={theme}
        onChange={(event) => {
          const next = themes.find((name) => name === event.target.value) ?? "system";
          chooseTheme(next);
          setTheme(next);
        }}
      >
        {themes.map((name) => (
          <option key={name} value={name}>
            {t(`themes.${name}`)}
          </option>
        ))}
      </select>
    </>
  );
}

function Top({ person, onSkip }: { person: Person; onSkip: () => void }) {
  const t = useTranslations();
  const roleName = useRoleName();
  const live = useLive((state) => state.state);
  const [secrets, setSecrets] = useState(false);
  const signOut = () => void useSession.getState().signOut();
  return (
    <header className={styles.top}>
      <button type="button" className={styles.skip} onClick={onSkip}>
        {t("office.frame.skip")}
      </button>
      <div className={styles.row} data-live={live}>
        <span className={styles.brand}>{t("office.brand")}</span>
        <span role="status">
          {live === "stale" ? <Badge tone="warn">{t("office.frame.stale")}</Badge> : null}
          {live === "live" ? <Badge tone="good">{t("office.frame.live")}</Badge> : null}
        </span>
        <button
          type="button"
          className={`button ${styles.person}`}
          title={t("office.staff.secrets")}
          onClick={() => setSecrets(true)}
        >
          {personName(person)} · {roleName(person.role)}
        </button>
      </div>
      <div className={styles.row}>
        <Choices />
        <button type="button" className={`button ${styles.lock}`} onClick={() => mayLeave(signOut) && signOut()}>
          {t("shared.lock")}
        </button>
      </div>
      {secrets && <OwnSecrets onClose={() => setSecrets(false)} />}
    </header>
  );
}

function Navigation({ open, now }: { open: readonly Area[]; now: Area | undefined }) {
  const t = useTranslations("office");
  const nav = useRef<HTMLElement>(null);
  // On a phone the links are a strip: the present one stays in sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `now` is what moves it
  useEffect(() => {
    nav.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [now]);
  return (
    <nav ref={nav} className={styles.nav} aria-label={t("title")}>
      {open.map((area) => (
        <a key={area} href={`#/${area}`} aria-current={area === now ? "page" : undefined}>
          {t(`areas.${area}`)}
        </a>
      ))}
    </nav>
  );
}

/** The business day of now, also on a page that is left open over night. */
function useToday(settings: Settings | null): string {
  return businessDay(useNow(), settings?.general.timezone ?? "UTC", settings?.general.businessDayStart ?? "00:00");
}

/** Rights may have changed since this device was signed in: the server knows. */
function useFreshRights(person: Person): void {
  const fresh = useLoad<{ user: Person }>("/auth/me").data?.user;
  useEffect(() => {
    if (fresh?.id !== person.id || fresh.permissions.join() === person.permissions.join()) return;
    useSession.setState({ person: fresh });
  }, [fresh, person]);
}

/** The office around its areas, for whoever is signed in. */
export function Frame({ person }: { person: Person }) {
  const t = useTranslations("office");
  const { path } = useRoute();
  const settings = useLoad<Settings>("/settings", ["settings"]);
  const today = useToday(settings.data);
  const main = useRef<HTMLElement>(null);
  useFreshRights(person);
  useEffect(() => startLive(), []);
  const open = areasFor(person.permissions);
  const now = path[0] === undefined ? open[0] : open.find((area) => area === path[0]);
  useEffect(() => {
    document.title = `${now ? t(`areas.${now}`) : t("title")} · CafePOS`;
    window.scrollTo(0, 0);
  }, [now, t]);
  const currency = settings.data?.general.currency;
  const zone = settings.data?.general.timezone;
  const cafe = useMemo(() => (currency && zone ? { currency, zone, today } : null), [currency, zone, today]);
  const Screen = now ? screens[now] : null;
  return (
    <div className={styles.frame}>
      <Top person={person} onSkip={() => main.current?.focus()} />
      <Navigation open={open} now={now} />
      <main ref={main} className={styles.main} tabIndex={-1}>
        <Problem of={settings.problem} retry={settings.reload} />
        {!Screen && <Empty>{t(open.length === 0 ? "frame.nothing" : "frame.unknown")}</Empty>}
        {Screen && cafe && (
          <CafeContext value={cafe}>
            <Screen />
          </CafeContext>
        )}
      </main>
      <LeaveQuestion />
    </div>
  );
}
