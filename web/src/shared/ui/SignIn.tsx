import { type FormEvent, useId, useState } from "react";
import { useTranslations } from "use-intl";
import { useSession } from "../session";
import { LanguageChoice } from "./LanguageChoice";
import { PinPad } from "./PinPad";
import styles from "./SignIn.module.css";
import { useProblem } from "./useProblem";

/** Signs in, and tells what went wrong; "" while it goes on. */
type Enter = (signIn: () => Promise<void>) => Promise<void>;

function PasswordForm({ enter }: { enter: Enter }) {
  const t = useTranslations("shared.signIn");
  const [busy, setBusy] = useState(false);
  const id = useId();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const word = (name: string) => String(form.get(name));
    setBusy(true);
    await enter(() => useSession.getState().signInByPassword(word("username"), word("password")));
    setBusy(false);
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
  const [byPassword, setByPassword] = useState(prefer === "password");
  const problemOf = useProblem();
  const enter: Enter = async (signIn) => {
    setProblem("");
    await signIn().catch((error: unknown) => setProblem(problemOf(error)));
  };
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <h1>{title}</h1>
        {ended && !problem && <p className="hint">{t(ended === "back" ? "back" : "ended")}</p>}
        <p role="alert" className={problem ? "problem" : "visually-hidden"}>
          {problem}
        </p>
        {byPassword ? (
          <PasswordForm enter={enter} />
        ) : (
          <PinPad go={t("go")} sendsItself onPin={(pin) => enter(() => useSession.getState().signInByPin(pin))} />
        )}
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
