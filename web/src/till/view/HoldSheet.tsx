import { type FormEvent, useId, useState } from "react";
import { useTranslations } from "use-intl";
import { useProblem } from "../../shared/ui/useProblem";
import { showSheet, useTill } from "../store";
import { hold } from "../tabActions";
import { Problem, Sheet } from "./Sheet";
import styles from "./Sheet.module.css";

/** Puts the order away until it is paid. */
export function HoldSheet({ onClose }: { onClose: () => void }) {
  const t = useTranslations("till");
  const problemOf = useProblem();
  const order = useTill((state) => state.order);
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const id = useId();
  const discounted = order.discount !== null || order.lines.some((line) => line.discount);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const submitter = (event.nativeEvent as SubmitEvent).submitter;
    setBusy(true);
    try {
      await hold(
        String(form.get("name") ?? "").trim(),
        String(form.get("table") ?? "").trim(),
        submitter?.getAttribute("value") === "send",
      );
      showSheet(null);
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Sheet title={t(order.tab ? "tabs.save" : "tabs.hold")} onClose={onClose}>
      <Problem text={problem} />
      {discounted ? (
        <p>{t("tabs.noDiscounts")}</p>
      ) : (
        <form className={styles.column} onSubmit={(event) => void submit(event)}>
          {!order.tab && (
            <>
              <div className="field">
                <label htmlFor={`${id}n`}>{t("tabs.name")}</label>
                <input id={`${id}n`} name="name" autoComplete="off" maxLength={80} />
              </div>
              <div className="field">
                <label htmlFor={`${id}t`}>{t("tabs.table")}</label>
                <input id={`${id}t`} name="table" autoComplete="off" maxLength={20} />
              </div>
            </>
          )}
          <div className={styles.row}>
            <button type="submit" value="send" className="button primary grow" disabled={busy}>
              {t("tabs.send")}
            </button>
            <button type="submit" value="keep" className="button grow" disabled={busy}>
              {t("tabs.keep")}
            </button>
          </div>
        </form>
      )}
    </Sheet>
  );
}
