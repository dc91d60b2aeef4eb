import { useState } from "react";
import { useTranslations } from "use-intl";
import { useLanguage } from "../../shared/i18n/i18n";
import { useLive } from "../../shared/live/live";
import { clockText } from "../model/age";
import type { Station } from "../model/ticket";
import { prefer, usePreferences } from "../preferences";
import { useNow } from "../wire/clock";
import { allowSound, beep, useSound } from "../wire/sound";
import { chooseStation } from "../wire/station";
import styles from "./Bar.module.css";
import { icons } from "./icons";
import { Recall } from "./Recall";
import { Settings } from "./Settings";

function Clock() {
  const { language } = useLanguage();
  const minute = useNow(({ now }) => Math.floor(now / 60_000));
  return <time className={styles.clock}>{clockText(minute * 60_000, language)}</time>;
}

function LiveLight() {
  const t = useTranslations("kitchen");
  const state = useLive((live) => live.state);
  if (state === "stale") return null; // the band says it
  return (
    <span className={styles.live} data-state={state}>
      {state === "live" ? t("live") : t("loading")}
    </span>
  );
}

function SoundButton() {
  const t = useTranslations("kitchen.sound");
  const state = useSound((sound) => sound.state);
  const press = async () => {
    if (state === "on") prefer({ sound: false });
    else if (await allowSound()) {
      prefer({ sound: true });
      beep();
    }
  };
  const word = { none: "off", blocked: "blocked", on: "on" } as const;
  return (
    <button
      type="button"
      className={styles.tool}
      data-urged={state === "blocked" || undefined}
      onClick={() => void press()}
    >
      {state === "on" ? icons.sound : icons.mute}
      <span>{t(word[state])}</span>
    </button>
  );
}

/** On top: stations, whether it is live, and what else there is. */
export function Bar({
  stations,
  stationId,
  count,
}: {
  stations: readonly Station[];
  stationId: string | null;
  count: number;
}) {
  const t = useTranslations("kitchen");
  const totals = usePreferences((preferences) => preferences.totals);
  const [open, setOpen] = useState<"recall" | "settings" | null>(null);
  return (
    <header className={styles.bar}>
      <fieldset className={styles.stations} aria-label={t("stations")}>
        {stations.length > 1 &&
          [null, ...stations].map((station) => (
            <button
              key={station?.id ?? ""}
              type="button"
              className="button"
              aria-pressed={stationId === (station?.id ?? null)}
              onClick={() => chooseStation(station)}
            >
              {station?.name ?? t("allStations")}
            </button>
          ))}
      </fieldset>
      <span className={styles.count}>{count}</span>
      <LiveLight />
      <Clock />
      <div className={styles.tools}>
        <button type="button" className={styles.tool} aria-pressed={totals} onClick={() => prefer({ totals: !totals })}>
          {icons.totals}
          <span>{t("totals.title")}</span>
        </button>
        <button type="button" className={styles.tool} onClick={() => setOpen("recall")}>
          {icons.recall}
          <span>{t("recall.title")}</span>
        </button>
        <SoundButton />
        <button type="button" className={styles.tool} onClick={() => setOpen("settings")}>
          {icons.settings}
          <span>{t("settings.open")}</span>
        </button>
      </div>
      {open === "recall" && <Recall stationId={stationId} onClose={() => setOpen(null)} />}
      {open === "settings" && <Settings onClose={() => setOpen(null)} />}
    </header>
  );
}
