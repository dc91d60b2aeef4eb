import { useTranslations } from "use-intl";
import { useFormat } from "../data/cafe";
import styles from "../parts/office.module.css";
import { Card, Empty, numbers, Table, wideNumbers } from "../parts/parts";
import { useMethodName } from "./OrderList";
import type { Order, OrderLine } from "./wire";

function LineText({ line }: { line: OrderLine }) {
  return (
    <>
      {line.product_name} {line.size && <span className={styles.quiet}>{line.size}</span>}
      {line.options?.map((option) => (
        <span key={`${option.group} ${option.name}`} className={styles.quiet}>
          {" + "}
          {option.quantity > 1 ? `${option.quantity} × ` : ""}
          {option.name}
        </span>
      ))}
      {line.notes && <div className={styles.quiet}>{line.notes}</div>}
    </>
  );
}

/** What was sold, down to the total. */
export function Lines({ order }: { order: Order }) {
  const t = useTranslations("office.orders");
  const format = useFormat();
  const sums: [string, number][] = [[t("subtotal"), order.subtotal]];
  if (order.discount_amount)
    sums.push([[t("discount"), order.discount_reason].filter(Boolean).join(": "), -order.discount_amount]);
  for (const tax of order.taxes ?? []) {
    sums.push([
      `${tax.name} ${format.number(tax.rate)} %${order.tax_inclusive ? ` (${t("included")})` : ""}`,
      tax.tax_amount,
    ]);
  }
  if (order.price_difference) sums.push([t("difference"), order.price_difference]);
  if (order.rounding_amount) sums.push([t("rounding"), order.rounding_amount]);
  sums.push([t("total"), order.total]);
  return (
    <Table
      label={t("lines")}
      head={[
        t("item"),
        numbers(t("quantity")),
        wideNumbers(t("price")),
        wideNumbers(t("returned")),
        numbers(t("amount")),
      ]}
      foot={sums.map(([name, amount]) => (
        <tr key={name}>
          <th scope="row">{name}</th>
          <td />
          <td className={styles.wide} />
          <td className={styles.wide} />
          <td className={styles.number}>{format.money(amount)}</td>
        </tr>
      ))}
    >
      {order.items.map((line) => (
        <tr key={line.id}>
          <th scope="row">
            <LineText line={line} />
          </th>
          <td className={styles.number}>{format.number(line.quantity)}</td>
          <td className={`${styles.wide} ${styles.number}`}>{format.money(line.price)}</td>
          <td className={`${styles.wide} ${styles.number}`}>
            {line.refunded_quantity ? format.number(line.refunded_quantity) : "–"}
          </td>
          <td className={styles.number}>{format.money(line.line_total)}</td>
        </tr>
      ))}
    </Table>
  );
}

/** How it was paid. */
export function Payments({ order }: { order: Order }) {
  const t = useTranslations("office.orders");
  const format = useFormat();
  const methodName = useMethodName();
  return (
    <Card title={t("payments")}>
      <Table label={t("payments")} head={[t("method"), numbers(t("amount")), numbers(t("tip")), numbers(t("change"))]}>
        {(order.payments ?? []).map((payment) => (
          <tr key={payment.id}>
            <th scope="row">
              {methodName(payment.method)}{" "}
              {payment.reference && <span className={styles.quiet}>{payment.reference}</span>}
            </th>
            <td className={styles.number}>{format.money(payment.amount)}</td>
            <td className={styles.number}>{payment.tip_amount ? format.money(payment.tip_amount) : "–"}</td>
            <td className={styles.number}>{payment.change_amount ? format.money(payment.change_amount) : "–"}</td>
          </tr>
        ))}
      </Table>
    </Card>
  );
}

/** What was given back. */
export function Refunds({ order }: { order: Order }) {
  const t = useTranslations("office.orders");
  const format = useFormat();
  const methodName = useMethodName();
  const refunds = order.refunds ?? [];
  return (
    <Card title={t("refunds")}>
      {refunds.length === 0 ? (
        <Empty>{t("noRefunds")}</Empty>
      ) : (
        <Table label={t("refunds")} head={[t("number"), t("reason"), t("method"), numbers(t("amount"))]}>
          {refunds.map((refund) => (
            <tr key={refund.refundId}>
              <th scope="row">
                {refund.refundNumber}
                <div className={styles.quiet}>{format.moment(refund.refundedAt)}</div>
              </th>
              <td>{refund.reason}</td>
              <td>{methodName(refund.method)}</td>
              <td className={styles.number}>{format.money(refund.amount)}</td>
            </tr>
          ))}
        </Table>
      )}
    </Card>
  );
}
