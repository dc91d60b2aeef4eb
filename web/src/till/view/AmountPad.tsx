import { useId } from "react";
import { useTranslations } from "use-intl";
import { padAmount, padText } from "../model/pad";
import styles from "./Sheet.module.css";
import { useMoney } from "./useMoney";

const keys = ["1", "2", "3", "4", "5", "6", "7", "8", "9", ".", "0", "⌫"] as const;

/** An amount, by keys of our own or typed: from the cents on, until a point or comma is given. */
export function AmountPad({ label, text, onText }: { label: string; text: string; onText: (text: string) => void }) {
  const t = useTranslations("till");
  const { money } = useMoney();
  const id = useId();
  const press = (key: string) => onText(key === "⌫" ? text.slice(0, -1) : padText(text + key));
  return (
    <div className={styles.column}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className={styles.shown}
        inputMode="none"
        autoComplete="off"
        data-typed={text}
        value={text === "" ? "" : money(padAmount(text))}
        placeholder={money(0)}
        onChange={(event) => onText(padText(event.target.value))}
        onPaste={(event) => onText(padText(event.clipboardData.getData("text")))}
        onKeyDown={(event) => {
          if (/^[\d.,٫]$/.test(event.key)) press(event.key);
          else if (event.key === "Backspace") press("⌫");
          else return;
          event.preventDefault();
        }}
      />
      <div className={styles.pad}>
        {keys.map((key) => (
          <button
            key={key}
            type="button"
            className="button"
            aria-label={key === "⌫" ? t("pad.delete") : key === "." ? t("pad.point") : undefined}
            onClick={() => press(key)}
          >
            {key}
          </button>
        ))}
      </div>
    </div>
  );
}
