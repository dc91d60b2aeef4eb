import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useSession } from "../session";
import { LanguageChoice } from "./LanguageChoice";
import styles from "./SignIn.module.css";
import { useProblem } from "./useProblem";

/** PINs have four to eight digits; one of four is sent by itself after a moment, because most have four. */
const pinShortest = 4;
const pinLongest = 8;

function PinPad({
  onProblem,
  busy,
  setBusy,
}: {
  onProblem: (text: string) => void;
  busy: boolean;
  setBusy: (busy: boolean) => void;
}) {
  const t = useTranslations("shared.signIn");
  const problemOf = useProblem();
  const [pin, setPin] = useState("");
  const pinRef = useRef("");
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const sending = useRef(false);

  const send = async () => {
    clearTimeout(timer.current);
    if (sending.current || pinRef.current.length < pinShortest) return;
    sending.current = true;
    setBusy(true);
    onProblem("");
    try {
      await useSession.getState().signInByPin(pinRef.current);
    } catch (error) {
      onProblem(problemOf(error));
    } finally {
      sending.current = false;
      pinRef.current = "";
      setPin("");
      setBusy(false);
    }
  };
  const change = (next: string) => {
    if (sending.current) return;
    pinRef.current = next.replace(/\D/g, "").slice(0, pinLongest);
    setPin(pinRef.current);
    clearTimeout(timer.current);
    if (pinRef.current.length >= pinShortest) timer.current = setTimeout(() => void send(), 350);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the handlers read what they need from refs
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.target instanceof HTMLInputElement) return;
      if (/^\d$/.test(event.key)) change(pinRef.current + event.key);
      if (event.key === "Backspace") change(pinRef.current.slice(0, -1));
      if (event.key === "Enter" && !(event.target instanceof HTMLButtonElement)) void send();
    };
    const onPaste = (event: ClipboardEvent) => change(pinRef.current + (event.clipboardData?.getData("text") ?? ""));
    window.addEventListener("keydown", onKey);
    window.addEventListener("paste", onPaste);
    return () => {
      window.removeEventListener("keydown", onKey);
      window.removeEventListener("paste", onPaste);
      clearTimeout(timer.current);
    };
  }, []);

  return (
    <div className={styles.pad}>
      <output className={styles.dots} aria-label={t("digitsTyped", { count: pin.length })}>
        {Array.from({ length: Math.max(pinShortest, pin.length) }, (_, i) => (i < pin.length ? "●" : "○")).join(" ")}
      </output>
      {["1", "2", "3", "4", "5", "6", "7", "8", "9"].map((digit) => (
        <button
          key={digit}
          type="button"
          className={`button ${styles.key}`}
          disabled={busy}
          onClick={() => change(pinRef.current + digit)}
        >
          {digit}
        </button>
      ))}
      <button type="button" className={`button ${styles.key}`} disabled={busy} onClick={() => change("")}>
        {t("clear")}
      </button>
      <button
        type="button"
        className={`button ${styles.key}`}
        disabled={busy}
        onClick={() => change(`${pinRef.current}0`)}
      >
        0
      </button>
      <button type="button" className={`button ${styles.key}`} disabled={busy} onClick={() => void send()}>
        {t("go")}
      </button>
    </div>
  );
}

function PasswordForm({
  onProblem,
  busy,
  setBusy,
}: {
  onProblem: (text: string) => void;
  busy: boolean;
  setBusy: (busy: boolean) => void;
}) {
  const t = useTranslations("shared.signIn");
  const problemOf = useProblem();
  const id = useId();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    onProblem("");
    try {
      await useSession.getState().signInByPassword(String(form.get("username")), String(form.get("password")));
    } catch (error) {
      onProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)}>
      <div className="field">
        <label htmlFor={`${id}u`}>{t("username")}</label>
        <input
          id={`${id}u`}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}p`}>{t("password")}</label>
        <input id={`${id}p`} name="password" type="password" autoComplete="current-password" required />
      </div>
      <button type="submit" className="button primary" disabled={busy}>
        {t("signIn")}
      </button>
    </form>
  );
}

/** The lock: PIN pad and password form side by side. `prefer` says which is wanted first; both are always there. */
export function SignIn({ prefer, title }: { prefer: "pin" | "password"; title: string }) {
  const t = useTranslations("shared.signIn");
  const ended = useSession((state) => state.ended);
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const [byPassword, setByPassword] = useState(prefer === "password");
  const parts = { onProblem: setProblem, busy, setBusy };
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <h1>{title}</h1>
        {ended === "refused" && !problem && <p className="hint">{t("ended")}</p>}
        <p role="alert" className={problem ? "problem" : "visually-hidden"}>
          {problem}
        </p>
        {byPassword ? <PasswordForm {...parts} /> : <PinPad {...parts} />}
        <button type="button" className="button" onClick={() => setByPassword(!byPassword)}>
          {byPassword ? t("byPin") : t("byPassword")}
        </button>
        <fieldset className={styles.languages} aria-label={t("language")}>
          <LanguageChoice />
        </fieldset>
      </div>
    </main>
  );
}
