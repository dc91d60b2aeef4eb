import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useProblem } from "../../shared/ui/useProblem";
import type { ApprovalAsk } from "../store";
import { approve } from "../wire/orders";
import { Problem, Sheet } from "./Sheet";
import styles from "./Sheet.module.css";

const digits = ["1", "2", "3", "4", "5", "6", "7", "8", "9"] as const;
const pinMin = 4;
const known = new Set([
  "sales.refund",
  "sales.exceed_discount_limit",
  "tabs.remove_sent",
  "tabs.cancel",
  "drawers.open",
  "drawers.move",
  "drawers.close",
]);

/** Somebody who may allows this one act by PIN; nobody signs in or out. */
export function ApprovalSheet({ ask }: { ask: ApprovalAsk }) {
  const t = useTranslations("till");
  const problemOf = useProblem();
  const [pin, setPin] = useState("");
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const sending = useRef(false);
  const what = known.has(ask.permission) ? t(`approval.what.${ask.permission.replace(".", "_")}`) : ask.permission;
  const type = (digit: string) => setPin((now) => (now + digit).slice(0, 8));
  const send = async () => {
    if (sending.current || pin.length < pinMin) return;
    sending.current = true;
    setBusy(true);
    try {
      ask.answer(await approve({ pinCode: pin }, ask.permission, what.slice(0, 200)));
    } catch (error) {
      setProblem(problemOf(error));
      setPin("");
    } finally {
      sending.current = false;
      setBusy(false);
    }
  };
  return (
    <Sheet title={t("approval.title")} onClose={() => ask.answer(null)}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: digits may be typed wherever the focus is in the sheet */}
      <div
        className={styles.column}
        onKeyDown={(event) => {
          if (/^\d$/.test(event.key)) type(event.key);
          if (event.key === "Backspace") setPin(pin.slice(0, -1));
          if (event.key === "Enter" && pin.length >= pinMin) {
            event.preventDefault();
            void send();
          }
        }}
      >
        <p>{what}</p>
        <p className="hint">{t("approval.who")}</p>
        <Problem text={problem} />
        <p
          className={styles.dots}
          aria-live="polite"
          aria-label={t("approval.typed", { count: pin.length })}
          role="img"
        >
          {"●".repeat(pin.length) + "○".repeat(Math.max(0, pinMin - pin.length))}
        </p>
        <div className={styles.pad}>
          {digits.map((digit) => (
            <button key={digit} type="button" className="button" disabled={busy} onClick={() => type(digit)}>
              {digit}
            </button>
          ))}
          <button type="button" className="button" disabled={busy} onClick={() => setPin("")}>
            {t("approval.clear")}
          </button>
          <button type="button" className="button" disabled={busy} onClick={() => type("0")}>
            0
          </button>
          <button
            type="button"
            className="button primary"
            disabled={busy || pin.length < pinMin}
            onClick={() => void send()}
          >
            {t("approval.allow")}
          </button>
        </div>
      </div>
    </Sheet>
  );
}
