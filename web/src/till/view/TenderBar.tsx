import { useTranslations } from "use-intl";
import { noteSuggestions, restBy } from "../../shared/order/tender";
import { showSheet, useTill } from "../store";
import { askAgain, tenderRest } from "../tendering";
import styles from "./Cart.module.css";
import { useMoney } from "./useMoney";

/** How most sales are paid, by one tap. Always there. */
export function TenderBar() {
  const t = useTranslations("till");
  const { money, note } = useMoney();
  const order = useTill((state) => state.order);
  const rules = useTill((state) => state.snapshot?.rules);
  const unanswered = useTill((state) => state.unanswered);
  if (!rules) return null;
  if (unanswered)
    return (
      <fieldset className={styles.tender} aria-label={t("pay")}>
        <button type="button" className={`button primary ${styles.half}`} onClick={() => void askAgain()}>
          {t("askAgain", { amount: money(unanswered.entry.total) })}
        </button>
      </fieldset>
    );
  const ready = order.lines.length > 0 && order.phase === "open";
  const due = order.lines.length > 0 ? restBy(order, rules, "cash") : 0;
  const cash = rules.methods.includes("cash");
  return (
    <fieldset className={styles.tender} aria-label={t("pay")}>
      {rules.methods.includes("card") && (
        <button
          type="button"
          className={`button primary ${styles.half}`}
          disabled={!ready}
          onClick={() => void tenderRest("card", null)}
        >
          {t("card")}
        </button>
      )}
      {cash && (
        <button
          type="button"
          className={`button primary ${styles.half}`}
          disabled={!ready}
          onClick={() => void tenderRest("cash", due)}
        >
          {t("exact")} {money(due)}
        </button>
      )}
      {cash &&
        (due > 0 ? noteSuggestions(due).slice(0, 3) : [500, 1_000, 2_000]).map((amount) => (
          <button
            key={amount}
            type="button"
            className="button"
            disabled={!ready}
            onClick={() => void tenderRest("cash", amount)}
          >
            {note(amount)}
          </button>
        ))}
      <button type="button" className="button" disabled={!ready} onClick={() => showSheet("more")}>
        {t("more")}
      </button>
    </fieldset>
  );
}
