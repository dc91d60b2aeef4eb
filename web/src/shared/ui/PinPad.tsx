import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { feedKey, noScan } from "../scanner";
import styles from "./PinPad.module.css";

/** PINs have four to eight digits. */
const pinShortest = 4;
const pinLongest = 8;
/** Most have four: one that is sent by itself is sent when nothing follows. */
const restMs = 350;

const digits = ["1", "2", "3", "4", "5", "6", "7", "8", "9"] as const;

/** Takes a PIN by touch or by keys, wherever the focus is, and forgets it when `onPin` has had it. What a scanner types is none. */
export function PinPad({
  onPin,
  go,
  sendsItself = false,
}: {
  onPin: (pin: string) => Promise<void>;
  go: string;
  sendsItself?: boolean;
}) {
  const t = useTranslations("shared.signIn");
  const [pin, setPin] = useState("");
  const [busy, setBusy] = useState(false);
  const typed = useRef("");
  const sending = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const scan = useRef(noScan);
  const pad = useRef<HTMLDivElement>(null);

  const send = async () => {
    clearTimeout(timer.current);
    if (sending.current || typed.current.length < pinShortest) return;
    sending.current = true;
    setBusy(true);
    await onPin(typed.current);
    sending.current = false;
    typed.current = "";
    setPin("");
    setBusy(false);
  };
  const type = (next: string) => {
    if (sending.current) return;
    typed.current = next.replace(/\D/g, "").slice(0, pinLongest);
    setPin(typed.current);
    clearTimeout(timer.current);
    if (sendsItself && typed.current.length >= pinShortest) timer.current = setTimeout(() => void send(), restMs);
  };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.target instanceof HTMLInputElement || event.ctrlKey || event.altKey || event.metaKey) return;
      const fed = feedKey(scan.current, event.key, event.timeStamp);
      scan.current = fed.state;
      const onPad = event.target instanceof Node && pad.current?.contains(event.target);
      if (fed.code !== null) type("");
      else if (/^\d$/.test(event.key)) type(typed.current + event.key);
      else if (event.key === "Backspace") type(typed.current.slice(0, -1));
      else if (event.key === "Enter" && !onPad && typed.current.length >= pinShortest) void send();
      else return;
      event.preventDefault();
    };
    const onPaste = (event: ClipboardEvent) => {
      if (!(event.target instanceof HTMLInputElement))
        type(typed.current + (event.clipboardData?.getData("text") ?? ""));
    };
    window.addEventListener("keydown", onKey, true);
    window.addEventListener("paste", onPaste);
    return () => {
      window.removeEventListener("keydown", onKey, true);
      window.removeEventListener("paste", onPaste);
    };
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  const key = (name: string, press: () => void) => (
    <button key={name} type="button" className={`button ${styles.key}`} disabled={busy} onClick={press}>
      {name}
    </button>
  );
  return (
    <div ref={pad} className={styles.pad}>
      <output className={styles.dots} aria-label={t("digitsTyped", { count: pin.length })}>
        {Array.from({ length: Math.max(pinShortest, pin.length) }, (_, i) => (i < pin.length ? "●" : "○")).join(" ")}
      </output>
      {digits.map((digit) => key(digit, () => type(typed.current + digit)))}
      {key(t("clear"), () => type(""))}
      {key("0", () => type(`${typed.current}0`))}
      {key(go, () => void send())}
    </div>
  );
}
