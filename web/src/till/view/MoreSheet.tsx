import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Minor } from "../../shared/money/money";
import type { Rules } from "../../shared/order/catalog";
import { setName, setPayments } from "../../shared/order/order";
import { roundCash } from "../../shared/order/pricing";
import {
  equalParts,
  isCash,
  noteSuggestions,
  type Payment,
  paymentOf,
  remaining,
  tipOf,
} from "../../shared/order/tender";
import { useSession } from "../../shared/session";
import { padAmount } from "../model/pad";
import { change, showSheet, useTill } from "../store";
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

/** A share of what is paid now, which follows it, or an amount of its own. */
type Tip = { percent: number } | { amount: Minor } | null;

function tipIn(tip: Tip, of: Minor, { coin }: Rules): Minor {
  if (!tip) return 0;
  return "amount" in tip ? tip.amount : tipOf(of, tip.percent, coin);
}

interface TipsProps {
  rules: Rules;
  of: Minor;
  tip: Tip;
  typed: Minor;
  onTip: (tip: Tip) => void;
}

function Tips({ rules, of, tip, typed, onTip }: TipsProps) {
  const t = useTranslations("till");
  const { money, percent } = useMoney();
  if (rules.tips.length === 0) return null;
  const own = tip && "amount" in tip ? tip.amount : 0;
  return (
    <fieldset className={`${styles.row} ${styles.group}`}>
      <legend>{t("tender.tip")}</legend>
      <button type="button" className="button" aria-pressed={tip === null} onClick={() => onTip(null)}>
        {t("tender.noTip")}
      </button>
      {rules.tips.map((rate) => (
        <button
          key={rate}
          type="button"
          className="button"
          aria-pressed={tip !== null && "percent" in tip && tip.percent === rate}
          onClick={() => onTip({ percent: rate })}
        >
          {percent(rate * 10_000)} · {money(tipOf(of, rate, rules.coin))}
        </button>
      ))}
      <button
        type="button"
        className="button"
        aria-pressed={own > 0}
        disabled={typed === 0 && own === 0}
        onClick={() => typed > 0 && onTip({ amount: typed })}
      >
        {own > 0 ? `${t("tender.tipTyped")} · ${money(own)}` : t("tender.tipTyped")}
      </button>
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

/** The discount of the whole: for an open order it is given when it is paid. Not any more when a part is. */
function DiscountButton({ disabled }: { disabled: boolean }) {
  const t = useTranslations("till");
  const may = useSession((state) => state.may("sales.apply_discount"));
  if (!may) return null;
  const open = () => {
    useTill.setState({ selected: null });
    showSheet("discount");
  };
  return (
    <button type="button" className="button" disabled={disabled} onClick={open}>
      {t("discount.title")}
    </button>
  );
}

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
  const [chosenTip, setTip] = useState<Tip>(null);
  const [ways, setWays] = useState(1);
  if (!rules) return null;
  const left = remaining(order, rules, payments, "");
  const part = ways > 1 ? (equalParts(left, Math.max(1, ways - payments.length))[0] ?? left) : left;
  const tip = tipIn(chosenTip, part, rules);
  const pay = (method: string, given: Minor | null) => {
    const due = remaining(order, rules, payments, method);
    const wanted = ways > 1 ? (isCash(method) ? roundCash(part, rules.coin) : part) : due;
    const typed = given ?? (text === "" ? null : padAmount(text));
    const payment = paymentOf(method, { due, part: wanted, typed, tip });
    if (typeof payment === "string") {
      useTill.setState({ problem: payment });
      return;
    }
    const all = [...payments, payment];
    setText("");
    setTip(null);
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
          {tip > 0 && (
            <p>
              {t("tender.withTip")} <strong className={styles.big}>{money(part + tip)}</strong>
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
          <Tips
            rules={rules}
            of={part}
            tip={chosenTip}
            typed={padAmount(text)}
            onTip={(now) => {
              if (now && "amount" in now) setText("");
              setTip(now);
            }}
          />
          <div className={styles.row}>
            <DiscountButton disabled={payments.length > 0} />
          </div>
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
