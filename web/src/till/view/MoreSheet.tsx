import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Minor } from "../../shared/money/money";
import type { Rules } from "../../shared/order/catalog";
import { setName, setPayments } from "../../shared/order/order";
import { roundCash } from "../../shared/order/pricing";
import { equalParts, isCash, noteSuggestions, type Payment, remaining, tipOf } from "../../shared/order/tender";
import { padAmount } from "../model/pad";
import { change, useTill } from "../store";
import { tender } from "../tendering";
import { AmountPad } from "./AmountPad";
import { MethodButtons } from "./MethodButtons";
import { Sheet } from "./Sheet";
import styles from "./Sheet.module.css";
import { useMethodName } from "./useMethodName";
import { useMoney } from "./useMoney";

function Paid({ payments, onRemove }: { payments: readonly Payment[]; onRemove: (index: number) => void }) {
  const t = useTranslations("till");
  const { money } = useMoney();
  const methodName = useMethodName();
  return (
    <ul className={styles.list} aria-label={t("tender.paid")}>
      {payments.map((payment, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: payments have no name but their place
        <li key={index} className={styles.item}>
          <strong>{methodName(payment.method)}</strong>
          <span>{money(payment.amount)}</span>
          {payment.tip > 0 && <span>{t("done.tip", { amount: money(payment.tip) })}</span>}
          <span className={styles.end}>
            <button type="button" className="button" onClick={() => onRemove(index)}>
              {t("remove")}
            </button>
          </span>
        </li>
      ))}
    </ul>
  );
}

function Tips({ rules, of, tip, onTip }: { rules: Rules; of: Minor; tip: Minor; onTip: (tip: Minor) => void }) {
  const t = useTranslations("till");
  const { money, percent } = useMoney();
  if (rules.tips.length === 0) return null;
  return (
    <fieldset className={`${styles.row} ${styles.group}`}>
      <legend>{t("tender.tip")}</legend>
      <button type="button" className="button" aria-pressed={tip === 0} onClick={() => onTip(0)}>
        {t("tender.noTip")}
      </button>
      {rules.tips.map((rate) => {
        const amount = tipOf(of, rate, rules.coin);
        return (
          <button
            key={rate}
            type="button"
            className="button"
            aria-pressed={tip > 0 && tip === amount}
            onClick={() => onTip(amount)}
          >
            {percent(rate * 10_000)} · {money(amount)}
          </button>
        );
      })}
    </fieldset>
  );
}

function Split({ ways, onWays }: { ways: number; onWays: (ways: number) => void }) {
  const t = useTranslations("till");
  return (
    <fieldset className={`${styles.row} ${styles.group}`}>
      <legend>{t("tender.split")}</legend>
      {[1, 2, 3, 4, 5, 6, 7, 8].map((count) => (
        <button
          key={count}
          type="button"
          className="button"
          aria-label={count === 1 ? t("tender.noSplit") : t("tender.splitBy", { count })}
          aria-pressed={ways === count}
          onClick={() => onWays(count)}
        >
          {count === 1 ? "–" : count}
        </button>
      ))}
    </fieldset>
  );
}

const none: readonly Payment[] = [];

/** Paying in any other way: several tenders, other amounts, a tip, equal parts. The sale is made when nothing remains; until
 * then the order keeps what of it is paid. */
export function MoreSheet({ onClose }: { onClose: () => void }) {
  const t = useTranslations("till");
  const { money, note } = useMoney();
  const order = useTill((state) => state.order);
  const rules = useTill((state) => state.snapshot?.rules);
  const payments = order.payments ?? none;
  const keep = (now: readonly Payment[]) => change((paid) => setPayments(paid, now));
  const [text, setText] = useState("");
  const [tip, setTip] = useState(0);
  const [ways, setWays] = useState(1);
  if (!rules) return null;
  const left = remaining(order, rules, payments, "");
  const part = ways > 1 ? (equalParts(left, Math.max(1, ways - payments.length))[0] ?? left) : left;
  const pay = (method: string, given: Minor | null) => {
    const due = remaining(order, rules, payments, method);
    const cash = isCash(method);
    const wanted = ways > 1 ? Math.min(due, cash ? roundCash(part, rules.coin) : part) : due;
    const typed = given ?? (text === "" ? null : padAmount(text));
    // Cash beyond what is due and the tip goes back; what is typed below that pays a part.
    const amount = Math.min(wanted, typed === null ? wanted : Math.max(0, typed - tip));
    if (amount <= 0 && due > 0) return;
    const all = [...payments, { method, amount, tendered: cash ? Math.max(typed ?? 0, amount + tip) : null, tip }];
    setText("");
    setTip(0);
    if (remaining(order, rules, all, method) === 0) void tender(all);
    else keep(all);
  };
  return (
    <Sheet title={t("tender.title")} onClose={onClose} wide>
      <div className={styles.columns}>
        <div className={styles.column}>
          <p>
            {t("tender.remaining")} <strong className={styles.big}>{money(left)}</strong>
          </p>
          {ways > 1 && (
            <p>
              {t("tender.part", { number: payments.length + 1, count: ways })} <strong>{money(part)}</strong>
            </p>
          )}
          {payments.length > 0 && (
            <Paid payments={payments} onRemove={(index) => keep(payments.filter((_, place) => place !== index))} />
          )}
          <MethodButtons methods={rules.methods} onChoose={(method) => pay(method, null)} />
          {!order.tab && (
            <div className="field">
              <label htmlFor="order-name">{t("tender.name")}</label>
              <input
                id="order-name"
                autoComplete="off"
                maxLength={80}
                value={order.name}
                onChange={(event) => change((now) => setName(now, event.target.value))}
              />
            </div>
          )}
          <Split ways={ways} onWays={setWays} />
          <Tips rules={rules} of={part} tip={tip} onTip={setTip} />
        </div>
        <div className={styles.column}>
          <AmountPad label={t("tender.amount")} text={text} onText={setText} />
          {rules.methods.includes("cash") && (
            <fieldset className={`${styles.row} ${styles.group}`}>
              <legend>{t("tender.notes")}</legend>
              {noteSuggestions(part + tip).map((amount) => (
                <button key={amount} type="button" className="button" onClick={() => pay("cash", amount)}>
                  {note(amount)}
                </button>
              ))}
            </fieldset>
          )}
        </div>
      </div>
    </Sheet>
  );
}
