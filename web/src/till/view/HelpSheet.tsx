import { useState } from "react";
import { useTranslations } from "use-intl";
import { useSession } from "../../shared/session";
import { LanguageChoice } from "../../shared/ui/LanguageChoice";
import { TrustLink } from "../../shared/ui/TrustLink";
import { chooseTheme, chosenTheme, type Theme, themes } from "../../shared/ui/theme";
import { UpdateNote } from "../../shared/updates/UpdateNote";
import { useTill } from "../store";
import { Sheet } from "./Sheet";
import styles from "./Sheet.module.css";
import { keysEnabled, setKeysEnabled } from "./useKeys";

const shortcuts = [
  ["F1", "help"],
  ["F2", "search"],
  ["F4", "hold"],
  ["F7", "history"],
  ["F8", "discount"],
  ["F9", "card"],
  ["Ctrl + Enter", "exact"],
  ["Alt + 1…9", "category"],
  ["3 *", "quantity"],
  ["↑ ↓", "line"],
  ["+ −", "count"],
  ["Del", "remove"],
  ["Esc", "back"],
] as const;

/** The keys, and what belongs to this device: how it looks, its language, how safely it is connected. */
export function HelpSheet({ onClose }: { onClose: () => void }) {
  const t = useTranslations("till");
  const person = useSession((state) => state.person);
  const lasts = useTill((state) => state.lasts);
  const [theme, setTheme] = useState<Theme>(chosenTheme());
  const [keys, setKeys] = useState(keysEnabled());
  return (
    <Sheet title={t("help.title")} onClose={onClose} wide>
      <p className="hint">{t("help.signedIn", { name: `${person?.firstName ?? ""} ${person?.lastName ?? ""}` })}</p>
      <p>{t(window.isSecureContext ? "help.secure" : "help.plain")}</p>
      {!window.isSecureContext && <TrustLink />}
      <p>{t(lasts === null ? "help.unasked" : lasts ? "help.lasts" : "help.mayGo")}</p>
      <UpdateNote />
      <div className={styles.columns}>
        <section className={styles.column}>
          <h3>{t("help.keys")}</h3>
          <dl className={styles.keys}>
            {shortcuts.map(([key, name]) => (
              <div key={key} className={styles.row}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{t(`help.key.${name}`)}</dd>
              </div>
            ))}
          </dl>
          <p className="hint">{t("availability.how")}</p>
          <label className={styles.check}>
            <input
              type="checkbox"
              checked={keys}
              onChange={(event) => {
                setKeysEnabled(event.target.checked);
                setKeys(event.target.checked);
              }}
            />
            {t("help.keysOn")}
          </label>
        </section>
        <section className={styles.column}>
          <fieldset className={`${styles.row} ${styles.group}`}>
            <legend>{t("help.theme")}</legend>
            {themes.map((one) => (
              <button
                key={one}
                type="button"
                className="button"
                aria-pressed={theme === one}
                onClick={() => {
                  chooseTheme(one);
                  setTheme(one);
                }}
              >
                {t(`help.themes.${one}`)}
              </button>
            ))}
          </fieldset>
          <fieldset className={`${styles.row} ${styles.group}`}>
            <legend>{t("help.language")}</legend>
            <LanguageChoice />
          </fieldset>
        </section>
      </div>
    </Sheet>
  );
}
