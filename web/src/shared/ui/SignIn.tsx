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

/** In place of a temporary password one that nobody else knows; twice, for nobody sees what is typed. */
function OwnPasswordForm({ enter }: { enter: Enter }) {
  const t = useTranslations("shared.signIn");
  const { setOwnPassword, signOut } = useSession.getState();
  const [busy, setBusy] = useState(false);
  const [draft, setDraft] = useState({ password: "", again: "" });
  const id = useId();
  const field = (name: keyof typeof draft, label: string) => (
    <div className="field">
      <label htmlFor={id + name}>{label}</label>
      <input
        id={id + name}
        type="password"
        autoComplete="new-password"
        value={draft[name]}
        onChange={(event) => setDraft({ ...draft, [name]: event.target.value })}
        required
      />
    </div>
  );
  const isOther = draft.again !== "" && draft.again !== draft.password;
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setBusy(true);
    await enter(() => setOwnPassword(draft.password));
    setBusy(false);
  };
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)}>
      <p>{t("ownText")}</p>
      {field("password", t("own"))}
      {field("again", t("again"))}
      {isOther && <p className="hint">{t("other")}</p>}
      <button type="submit" className="button primary" disabled={busy || !draft.again || isOther}>
        {t("signIn")}
      </button>
      <button type="button" className="button" onClick={() => void signOut()}>
        {t("cancel")}
      </button>
    </form>
  );
}

function Ways({ byPassword, enter, onOther }: { byPassword: boolean; enter: Enter; onOther: () => void }) {
  const t = useTranslations("shared.signIn");
  return (
    <>
      {byPassword ? (
        <PasswordForm enter={enter} />
      ) : (
        <PinPad go={t("go")} sendsItself onPin={(pin) => enter(() => useSession.getState().signInByPin(pin))} />
      )}
      <button type="button" className="button" onClick={onOther}>
        {byPassword ? t("byPin") : t("byPassword")}
      </button>
    </>
  );
}

/** The lock: PIN pad and password form side by side. `prefer` says which is wanted first; both are always there. */
export function SignIn({ prefer, title }: { prefer: "pin" | "password"; title: string }) {
  const t = useTranslations("shared.signIn");
  const ended = useSession((state) => state.ended);
  const isNew = useSession((state) => state.newcomer !== null);
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
        {isNew ? (
          <OwnPasswordForm enter={enter} />
        ) : (
          <Ways byPassword={byPassword} enter={enter} onOther={() => setByPassword(!byPassword)} />
        )}
        <fieldset className={styles.languages} aria-label={t("language")}>
          <LanguageChoice />
        </fieldset>
      </div>
    </main>
  );
}
