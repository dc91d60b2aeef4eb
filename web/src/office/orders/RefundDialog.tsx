import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../shared/api/client";
import { useFormat } from "../data/cafe";
import { useAct } from "../data/useAct";
import { CheckField, ChoiceField, TextField } from "../parts/fields";
import styles from "../parts/office.module.css";
import { Dialog, FormEnd, numbers, Table } from "../parts/parts";
import { refundable, refundEstimate } from "./model";
import type { Order } from "./wire";

/** Gives back by line: how many of each, whether they go back to stock, and why. The money goes back as it was paid. */
export function RefundDialog({
  order,
  onClose,
  onDone,
}: {
  order: Order;
  onClose: () => void;
  onDone: (text: string) => void;
}) {
  const t = useTranslations("office.orders");
  const format = useFormat();
  const act = useAct();
  const [quantities, setQuantities] = useState<Record<string, number>>({});
  const [restock, setRestock] = useState(false);
  const [reason, setReason] = useState("");
  const lines = order.items.filter((line) => refundable(line) > 0);
  const chosen = lines.filter((line) => (quantities[line.id] ?? 0) > 0);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const items = chosen.map((line) => ({ orderItemId: line.id, quantity: quantities[line.id], restock }));
    let given = 0;
    const done = await act.run(async (key) => {
      const answer = await api.post<{ refund: { amount: number } }>(
        `/orders/${order.id}/refund`,
        { items, reason },
        { key },
      );
      given = answer.refund.amount;
    });
    if (done) onDone(t("refunded", { amount: format.money(given) }));
  };
  return (
    <Dialog title={t("refundOf", { number: order.order_number })} onClose={onClose}>
      <form className={styles.form} onSubmit={(event) => void submit(event)}>
        <Table label={t("refundLines")} head={[t("item"), t("giveBack"), numbers(t("amount"))]}>
          {lines.map((line) => (
            <tr key={line.id}>
              <th scope="row">
                {line.product_name} <span className={styles.quiet}>{line.size}</span>
              </th>
              <td>
                <ChoiceField
                  label={t("giveBackOf", { name: line.product_name })}
                  value={String(quantities[line.id] ?? 0)}
                  onChange={(value) => setQuantities({ ...quantities, [line.id]: Number(value) })}
                  choices={Array.from({ length: refundable(line) + 1 }, (_, count) => ({
                    value: String(count),
                    text: String(count),
                  }))}
                />
              </td>
              <td className={styles.number}>{format.minor(refundEstimate([line], quantities))}</td>
            </tr>
          ))}
        </Table>
        <button
          type="button"
          className="button"
          onClick={() => setQuantities(Object.fromEntries(lines.map((line) => [line.id, refundable(line)])))}
        >
          {t("giveAllBack")}
        </button>
        <CheckField label={t("restock")} value={restock} onChange={setRestock} />
        <TextField
          label={t("reason")}
          value={reason}
          onChange={setReason}
          required
          problem={act.at("reason")}
          maxLength={200}
        />
        <p>{t("about", { amount: format.minor(refundEstimate(lines, quantities)) })}</p>
        <FormEnd act={act} text={t("refundNow")} disabled={chosen.length === 0} />
      </form>
    </Dialog>
  );
}
