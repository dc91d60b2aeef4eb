import { useCallback, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { fromWire, type Minor } from "../../shared/money/money";
import { useSession } from "../../shared/session";
import { useProblem } from "../../shared/ui/useProblem";
import { withApproval } from "../approvals";
import { atTill, showUndone } from "../store";
import { type OrderRecord, orders, paidFor } from "../wire/orders";
import { ComboHead } from "./ComboHead";
import { EmailField } from "./EmailField";
import { RefundLines } from "./RefundLines";
import { Problem } from "./Sheet";
import styles from "./Sheet.module.css";
import { useMethodName } from "./useMethodName";
import { useMoney } from "./useMoney";

function Figures({ order }: { order: OrderRecord }) {
  const t = useTranslations("till");
  const { money } = useMoney();
  const methodName = useMethodName();
  const rows: [string, number][] = [
    [t("subtotal"), order.subtotal],
    ...(order.discount_amount > 0 ? [[t("discount.title"), -order.discount_amount] as [string, number]] : []),
    [t("tax"), order.tax_amount],
    ...(order.rounding_amount !== 0 ? [[t("rounding"), order.rounding_amount] as [string, number]] : []),
    [t("total"), order.total],
    ...(order.payments ?? []).map((one): [string, number] => [methodName(one.method), one.amount]),
    ...(order.tip_amount > 0 ? [[t("tender.tip"), order.tip_amount] as [string, number]] : []),
    ...(order.refunds ?? []).map((one): [string, number] => [`${one.refundNumber} · ${one.reason}`, -one.amount]),
  ];
  return (
    <dl className={styles.figures}>
      {rows.map(([name, amount], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows of a bill have no name but their place
        <div key={index} className={styles.row}>
          <dt>{name}</dt>
          <dd className={styles.end}>{money(fromWire(amount))}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A sale: what was sold and paid, and what can still be done about it. `givesBack`: begins with what of it comes back. */
export function OrderDetail({ id, givesBack, onBack }: { id: string; givesBack: boolean; onBack: () => void }) {
  const t = useTranslations("till");
  const back = useTranslations("shared");
  const { money } = useMoney();
  const methodName = useMethodName();
  const problemOf = useProblem();
  const may = useSession((state) => state.may);
  const [order, setOrder] = useState<OrderRecord | null>(null);
  const [words, setWords] = useState("");
  const [problem, setProblem] = useState("");
  const [mode, setMode] = useState<"" | "refund" | "email">(givesBack ? "refund" : "");
  const [busy, setBusy] = useState(false);
  const read = useCallback(
    () =>
      orders.one(id).then(
        (now) => {
          setOrder(now);
          if (now.status !== "completed") void showUndone(id);
        },
        (error: unknown) => setProblem(problemOf(error)),
      ),
    [id, problemOf],
  );
  useEffect(() => void read(), [read]);
  /** Does something with the order, asks for a PIN where it is needed, and shows how it stands then. */
  const act = async <Answer,>(what: (approval?: string) => Promise<Answer>, said: (answer: Answer) => string) => {
    setBusy(true);
    setProblem("");
    setWords("");
    try {
      setWords(said(await withApproval(what)));
      setMode("");
      await read();
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  };
  if (!order) return <Problem text={problem} />;
  /** What goes over the counter now, and how. */
  const givenBack = (parts: { method: string; amount: Minor }[]) =>
    t("history.refundDone", {
      what: parts.map((part) => `${methodName(part.method)} ${money(part.amount)}`).join(", "),
    });
  const canGiveBack = order.status === "completed";
  return (
    <div className={styles.column}>
      <div className={styles.row}>
        <button type="button" className="button" onClick={onBack}>
          {back("back")}
        </button>
        <strong>{order.order_number}</strong>
        {order.status !== "completed" && <span>{t(`history.${order.status}`)}</span>}
      </div>
      <Problem text={problem} />
      <p aria-live="polite" className={words ? styles.said : undefined}>
        {words}
      </p>
      {mode === "refund" && canGiveBack ? (
        <RefundLines
          order={order}
          busy={busy}
          onRefund={(items, reason, key) =>
            void act(
              (approval) => orders.refund(id, items, reason, { ...atTill(approval), key }),
              ({ refund }) =>
                givenBack(refund.payments.map(({ method, amount }) => ({ method, amount: fromWire(amount) }))),
            )
          }
          onVoid={(reason) =>
            void act(
              (approval) => orders.void(id, reason, atTill(approval)),
              () => `${t("history.voidDone")} ${givenBack(paidFor(order))}`,
            )
          }
        />
      ) : (
        <>
          <ul className={styles.list}>
            {order.items.map((item, index) => (
              <li key={item.id} className={styles.item} data-part={item.combo !== undefined}>
                <ComboHead items={order.items} index={index} />
                <span>
                  {item.quantity} × <strong>{item.product_name}</strong> {item.size}
                </span>
                <span className="hint">{item.options?.map((option) => option.name).join(", ")}</span>
                {item.refunded_quantity > 0 && <span>{t("history.cameBack", { count: item.refunded_quantity })}</span>}
                <span className={styles.end}>{money(fromWire(item.line_total))}</span>
              </li>
            ))}
          </ul>
          <Figures order={order} />
        </>
      )}
      <div className={styles.row}>
        {canGiveBack && mode !== "refund" && (
          <button type="button" className="button" onClick={() => setMode("refund")}>
            {t("history.giveBack")}
          </button>
        )}
        {may("receipts.reprint") && (
          <button
            type="button"
            className="button"
            disabled={busy}
            onClick={() =>
              void act(
                (approval) => orders.reprint(id, atTill(approval)),
                () => t("done.reprinted"),
              )
            }
          >
            {t("done.reprint")}
          </button>
        )}
        {may("receipts.email") && (
          <button type="button" className="button" onClick={() => setMode("email")}>
            {t("done.email")}
          </button>
        )}
      </div>
      {mode === "email" && <EmailField orderId={id} onDone={() => setMode("")} onWords={setWords} />}
    </div>
  );
}
