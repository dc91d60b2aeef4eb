import { type ReactNode, useId, useState } from "react";
import { useTranslations } from "use-intl";
import { languageNames, languages, useLanguage } from "../../shared/i18n/i18n";
import { useSession } from "../../shared/session";
import { TrustLink } from "../../shared/ui/TrustLink";
import { chooseTheme, chosenTheme, themes } from "../../shared/ui/theme";
import { bumpSteps, minutesMost, prefer, textSizes, usePreferences } from "../preferences";
import { allowSound, beep } from "../wire/sound";
import { useWakeLock } from "../wire/wakeLock";
import { Sheet } from "./Sheet";
import styles from "./Sheet.module.css";

/** One of several, as buttons that stand beside each other. */
function Choice<Value extends string>(props: {
  label: string;
  values: readonly Value[];
  value: Value;
  wordOf: (value: Value) => string;
  choose: (value: Value) => void;
}) {
  return (
    <fieldset className={styles.choice}>
      <legend>{props.label}</legend>
      {props.values.map((value) => (
        <button
          key={value}
          type="button"
          className="button"
          aria-pressed={value === props.value}
          onClick={() => props.choose(value)}
        >
          {props.wordOf(value)}
        </button>
      ))}
    </fieldset>
  );
}

function Check({
  checked,
  change,
  children,
}: {
  checked: boolean;
  change: (on: boolean) => void;
  children: ReactNode;
}) {
  return (
    <label className={styles.check}>
      <input type="checkbox" checked={checked} onChange={(event) => change(event.currentTarget.checked)} />
      <span>{children}</span>
    </label>
  );
}

/** The minutes as typed; they count as soon as both make sense. */
function Minutes() {
  const t = useTranslations("kitchen.settings");
  const problemId = useId();
  const [hurry, setHurry] = useState(() => String(usePreferences.getState().hurry));
  const [late, setLate] = useState(() => String(usePreferences.getState().late));
  const isRight = (text: string) => /^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= minutesMost;
  const fits = (a: string, b: string) => isRight(a) && isRight(b) && Number(a) < Number(b);
  const isFit = fits(hurry, late);
  const take = (a: string, b: string) => {
    setHurry(a);
    setLate(b);
    if (fits(a, b)) prefer({ hurry: Number(a), late: Number(b) });
  };
  const common = {
    inputMode: "numeric",
    autoComplete: "off",
    "aria-invalid": !isFit,
    "aria-describedby": problemId,
  } as const;
  return (
    <div className={styles.pair}>
      <label className="field">
        {t("hurry")}
        <input {...common} value={hurry} onChange={(event) => take(event.currentTarget.value, late)} />
      </label>
      <label className="field">
        {t("late")}
        <input {...common} value={late} onChange={(event) => take(hurry, event.currentTarget.value)} />
      </label>
      <p id={problemId} role="alert" className={isFit ? "visually-hidden" : `problem ${styles.wide}`}>
        {isFit ? "" : t("minutesWrong", { most: minutesMost })}
      </p>
    </div>
  );
}

function Sound() {
  const t = useTranslations("kitchen.settings");
  const sound = usePreferences((preferences) => preferences.sound);
  const [isMute, setMute] = useState(false);
  const attempt = async () => {
    const works = await allowSound();
    setMute(!works);
    if (works) beep();
    return works;
  };
  const change = async (on: boolean) => {
    if (!on || (await attempt())) prefer({ sound: on });
  };
  return (
    <div className={styles.choice}>
      <Check checked={sound} change={(on) => void change(on)}>
        {t("sound")}
      </Check>
      <button type="button" className="button" onClick={() => void attempt()}>
        {t("trySound")}
      </button>
      <p role="alert">{isMute ? t("noSound") : ""}</p>
    </div>
  );
}

const screenWords = { held: "screenHeld", insecure: "screenInsecure", refused: "screenRefused" } as const;

/** How this display is set up: each choice counts at once, and is kept on the device. */
export function Settings({ onClose }: { onClose: () => void }) {
  const t = useTranslations("kitchen.settings");
  const { language, choose } = useLanguage();
  const { textSize, bump, keys } = usePreferences();
  const wakeLock = useWakeLock((lock) => lock.state);
  const name = useSession(({ person }) => (person ? `${person.firstName} ${person.lastName}`.trim() : ""));
  const signOut = useSession((session) => session.signOut);
  const [theme, setTheme] = useState(() => chosenTheme("dark"));
  return (
    <Sheet title={t("title")} onClose={onClose}>
      <p className="hint">{t("hint")}</p>
      <Minutes />
      <Choice
        label={t("textSize")}
        values={textSizes}
        value={textSize}
        wordOf={(size) => t(size)}
        choose={(size) => prefer({ textSize: size })}
      />
      <Choice
        label={t("bump")}
        values={bumpSteps}
        value={bump}
        wordOf={(steps) => t(steps)}
        choose={(steps) => prefer({ bump: steps })}
      />
      <Sound />
      <Check checked={keys} change={(on) => prefer({ keys: on })}>
        {t("keys")}
      </Check>
      <Choice
        label={t("theme")}
        values={themes}
        value={theme}
        wordOf={(one) => t(one)}
        choose={(one) => {
          setTheme(one);
          chooseTheme(one);
        }}
      />
      <Choice
        label={t("language")}
        values={languages}
        value={language}
        wordOf={(code) => languageNames[code]}
        choose={choose}
      />
      <p className={styles.screen}>{t(screenWords[wakeLock])}</p>
      {wakeLock === "insecure" && <TrustLink />}
      <div className={styles.person}>
        <span>{t("signedInAs", { name })}</span>
        <button type="button" className="button" onClick={() => void signOut()}>
          {t("signOut")}
        </button>
      </div>
    </Sheet>
  );
}
