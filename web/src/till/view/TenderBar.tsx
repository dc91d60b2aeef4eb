import { useTranslations } from "use-intl";
import { dueBy, noteSuggestions } from "../../shared/order/tender";
import { showSheet, useTill } from "../store";
import { tenderAll } from "../tendering";
import styles from "./Cart.module.css";
import { useMoney } from "./useMoney";

/** How most sales are paid, by one tap. Always there. */
export function TenderBar() {
  const t = useTranslations("till");
  const { money, note } = useMoney();
  const order = useTill((state) => state.order);
  const rules = useTill((state) => state.snapshot?.rules);
  if (!rules) return null;
  const ready = order.lines.length > 0 && order.phase === "open";
  const due = order.lines.length > 0 ? dueBy(order, rules, "cash").total : 0;
  const cash = rules.methods.includes("cash");
  return (
    <fieldset className={styles.tender} aria-label={t("pay")}>
      {rules.methods.includes("card") && (
        <button
          type="button"
          className={`button primary ${styles.half}`}
          disabled={!ready}
          onClick={() => void tenderAll("card", null)}
        >
          {t("card")}
        </button>
      )}
      {cash && (
        <button
          type="button"
          className={`button primary ${styles.half}`}
          disabled={!ready}
          onClick={() => void tenderAll("cash", due)}
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
            onClick={() => void tenderAll("cash", amount)}
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
