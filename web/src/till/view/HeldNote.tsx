import { type FormEvent, useId, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useProblem } from "../../shared/ui/useProblem";
import { sayOfHeld } from "../tabActions";
import type { Tab } from "../wire/tabs";
import styles from "./Cart.module.css";
import { useTabName } from "./useTabName";

const word = (form: HTMLFormElement, name: string) => String(new FormData(form).get(name) ?? "").trim();

/** The order that was just put away: it is kept. Whose it is, and the kitchen, can be told now, or not at all. */
export function HeldNote({ tab, done }: { tab: Tab; done: boolean }) {
  const t = useTranslations("till");
  const nameOf = useTabName();
  const problemOf = useProblem();
  const [problem, setProblem] = useState("");
  const said = useRef(Promise.resolve());
  const id = useId();
  /** One after the other: leaving the form and its button may both say something. */
  const say = (form: HTMLFormElement, send: boolean) => {
    setProblem("");
    said.current = said.current
      .then(() => sayOfHeld(word(form, "name"), word(form, "table"), send))
      .catch((error: unknown) => setProblem(problemOf(error)));
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const submitter = (event.nativeEvent as SubmitEvent).submitter;
    say(event.currentTarget, submitter?.getAttribute("value") === "send");
  };
  const toSend = tab.lines.some((line) => line.sentQuantity < line.quantity);
  return (
    <section className={styles.held} aria-label={t("tabs.heldTitle")}>
      <p aria-live="polite">
        <strong>{t("tabs.held", { name: nameOf(tab) })}</strong> {!toSend && t("tabs.sent")}
      </p>
      <p role="alert" className={problem ? "problem" : "visually-hidden"}>
        {problem}
      </p>
      {!done && (
        <form
          className={styles.heldForm}
          onSubmit={submit}
          onBlur={(event) => {
            // Who goes on selling has said it all the same.
            const form = event.currentTarget;
            const isNamed = word(form, "name") !== (tab.name ?? "") || word(form, "table") !== (tab.table ?? "");
            if (isNamed && !form.contains(event.relatedTarget)) say(form, false);
          }}
        >
          {(["name", "table"] as const).map((field) => (
            <div key={field} className="field">
              <label htmlFor={id + field}>{t(`tabs.${field}`)}</label>
              <input
                id={id + field}
                name={field}
                defaultValue={tab[field] ?? ""}
                autoComplete="off"
                maxLength={field === "name" ? 80 : 20}
              />
            </div>
          ))}
          <div className={styles.tools}>
            <button type="submit" value="keep" className="button">
              {t("tabs.keep")}
            </button>
            {toSend && (
              <button type="submit" value="send" className="button primary">
                {t("tabs.send")}
              </button>
            )}
          </div>
        </form>
      )}
    </section>
  );
}
