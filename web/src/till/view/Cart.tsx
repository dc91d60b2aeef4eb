import { useState } from "react";
import { useTranslations } from "use-intl";
import { partsIn, priceOrder, unitPrice } from "../../shared/order/order";
import { restBy } from "../../shared/order/tender";
import { useSession } from "../../shared/session";
import { useTill } from "../store";
import { hold, leaveTab } from "../tabActions";
import { AloneNote } from "./AloneNote";
import styles from "./Cart.module.css";
import { CartLine } from "./CartLine";
import { DoneBand } from "./DoneBand";
import { ServiceSwitch } from "./ServiceSwitch";
import { StatePill } from "./StatePill";
import { TabStrip } from "./TabStrip";
import { TenderBar } from "./TenderBar";
import { useMoney } from "./useMoney";
import { useSellProblem } from "./useSellProblem";
import { useTabName } from "./useTabName";

function Totals() {
  const t = useTranslations("till");
  const { money, percent } = useMoney();
  const order = useTill((state) => state.order);
  const rules = useTill((state) => state.snapshot?.rules);
  if (!rules) return null;
  const priced = priceOrder(order, rules);
  const paid = (order.payments ?? []).reduce((sum, payment) => sum + payment.amount, 0);
  return (
    <dl className={styles.totals}>
      {priced.discount > 0 && (
        <>
          <dt>{order.discount ? t("discountNamed", { name: order.discount.name }) : t("discount.title")}</dt>
          <dd>−{money(priced.discount)}</dd>
        </>
      )}
      {priced.taxes
        .filter((one) => one.amount > 0)
        .map((one) => (
          <div key={`${one.tax.name} ${one.tax.ppm}`}>
            <dt>
              {t(rules.taxInclusive ? "taxIncluded" : "taxAdded", { name: one.tax.name, rate: percent(one.tax.ppm) })}
            </dt>
            <dd>{money(one.amount)}</dd>
          </div>
        ))}
      <div className={styles.total}>
        <dt>{t("total")}</dt>
        <dd>{money(priced.total)}</dd>
      </div>
      {paid > 0 && (
        <>
          <dt>{t("tender.paid")}</dt>
          <dd>{money(paid)}</dd>
          <dt>{t("tender.remaining")}</dt>
          <dd>{money(restBy(order, rules, ""))}</dd>
        </>
      )}
    </dl>
  );
}

/** Says what was added or changed, for who does not see it. */
function Spoken() {
  const t = useTranslations("till");
  const { money } = useMoney();
  const order = useTill((state) => state.order);
  const selected = useTill((state) => state.selected);
  const rules = useTill((state) => state.snapshot?.rules);
  const line = order.lines.find((one) => one.id === selected);
  const parts = line ? partsIn(line).flatMap((part) => [part.name, ...part.options.map((option) => option.name)]) : [];
  const options = [...parts, ...(line?.options.map((option) => option.name) ?? [])].join(", ");
  return (
    <p className="visually-hidden" aria-live="polite">
      {line && rules
        ? t("spoken", {
            line: [`${line.quantity} × ${line.name} ${line.size}`, options, money(unitPrice(line) * line.quantity)]
              .filter(Boolean)
              .join(", "),
            total: money(priceOrder(order, rules).total),
          })
        : ""}
    </p>
  );
}

/** What is ordered, what it costs, and how it is paid. */
export function Cart() {
  const t = useTranslations("till");
  const nameOf = useTabName();
  const order = useTill((state) => state.order);
  const problem = useSellProblem();
  const multiplier = useTill((state) => state.multiplier);
  const durable = useTill((state) => state.durable);
  const mayTabs = useSession((state) => state.may("tabs.use"));
  const maySell = useSession((state) => state.may("sales.process"));
  const isAlone = useSession((state) => state.isAlone);
  const unsendable = useTill((state) => (maySell ? 0 : state.waiting.length));
  const [open, setOpen] = useState(false);
  return (
    <section className={styles.cart} aria-label={t("order")} data-open={open}>
      <header className={styles.cartHead}>
        <h2>{order.tab ? nameOf(order.tab) : t("order")}</h2>
        {multiplier !== null && <strong className={styles.multiplier}>{multiplier} ×</strong>}
        <StatePill />
        {order.lines.length > 0 && (
          <button type="button" className={`button ${styles.fold}`} aria-expanded={open} onClick={() => setOpen(!open)}>
            {t("lines", { count: order.lines.length })}
          </button>
        )}
        {order.tab && (
          <button type="button" className="button" onClick={leaveTab}>
            {t("tabs.leave")}
          </button>
        )}
        {mayTabs && order.lines.length > 0 && (
          <button type="button" className="button" disabled={order.phase !== "open"} onClick={() => void hold()}>
            {t(order.tab ? "tabs.save" : "tabs.hold")}
          </button>
        )}
      </header>
      <ServiceSwitch />
      {isAlone && <AloneNote />}
      {unsendable > 0 && <p className={styles.warning}>{t("waiting.noRight", { count: unsendable })}</p>}
      {!durable && <p className={styles.warning}>{t("notDurable")}</p>}
      <DoneBand />
      <p role="alert" className={problem ? "problem" : "visually-hidden"}>
        {problem}
      </p>
      {order.lines.length === 0 && order.tab === null && mayTabs ? (
        <TabStrip />
      ) : (
        <ul className={styles.lines}>
          {order.lines.map((line) => (
            <CartLine key={line.id} line={line} />
          ))}
        </ul>
      )}
      <Spoken />
      <Totals />
      <TenderBar />
    </section>
  );
}
