import { useState } from "react";
import { useTranslations } from "use-intl";
import { newId } from "../../shared/api/id";
import type { OrderRecord } from "../wire/orders";
import { ComboHead } from "./ComboHead";
import styles from "./Sheet.module.css";

interface Choice {
  quantity: number;
  restock: boolean;
}

/** What of a sale comes back: by line, to stock or not; or all of it is undone. */
export function RefundLines({
  order,
  busy,
  onRefund,
  onVoid,
}: {
  order: OrderRecord;
  busy: boolean;
  /** `key` is the form's: sent once more after no answer it is the same refund. */
  onRefund: (items: { orderItemId: string; quantity: number; restock: boolean }[], reason: string, key: string) => void;
  onVoid: (reason: string) => void;
}) {
  const t = useTranslations("till");
  const [choices, setChoices] = useState<Record<string, Choice>>({});
  const [reason, setReason] = useState("");
  const [key] = useState(() => newId());
  const of = (id: string) => choices[id] ?? { quantity: 0, restock: false };
  const items = order.items
    .map((item) => ({ orderItemId: item.id, ...of(item.id) }))
    .filter((item) => item.quantity > 0);
  const reasons = [t("history.reasons.wrong"), t("history.reasons.quality"), t("history.reasons.changedMind")];
  return (
    <div className={styles.column}>
      <ul className={styles.list}>
        {order.items.map((item, index) => {
          const left = item.quantity - item.refunded_quantity;
          const choice = of(item.id);
          const set = (next: Partial<Choice>) => setChoices({ ...choices, [item.id]: { ...choice, ...next } });
          const named = { name: item.product_name };
          return (
            <li key={item.id} className={styles.item} data-part={item.combo !== undefined}>
              <ComboHead items={order.items} index={index} />
              <span className={styles.stepper}>
                <button
                  type="button"
                  className="button"
                  aria-label={t("less", named)}
                  disabled={choice.quantity === 0}
                  onClick={() => set({ quantity: choice.quantity - 1 })}
                >
                  −
                </button>
                <span>{choice.quantity}</span>
                <button
                  type="button"
                  className="button"
                  aria-label={t("more1", named)}
                  disabled={choice.quantity >= left}
                  onClick={() => set({ quantity: choice.quantity + 1 })}
                >
                  +
                </button>
              </span>
              <span>
                <strong>{item.product_name}</strong> {item.size} · {t("history.left", { count: left })}
              </span>
              <label className={`${styles.check} ${styles.end}`}>
                <input
                  type="checkbox"
                  checked={choice.restock}
                  onChange={(event) => set({ restock: event.target.checked })}
                />
                {t("history.restock")}
              </label>
            </li>
          );
        })}
      </ul>
      <div className="field">
        <label htmlFor="refund-reason">{t("reason")}</label>
        <input id="refund-reason" value={reason} onChange={(event) => setReason(event.target.value)} />
      </div>
      <div className={styles.row}>
        {reasons.map((text) => (
          <button key={text} type="button" className="button" onClick={() => setReason(text)}>
            {text}
          </button>
        ))}
      </div>
      <div className={styles.row}>
        <button
          type="button"
          className="button primary grow"
          disabled={busy || items.length === 0 || !reason.trim()}
          onClick={() => onRefund(items, reason.trim(), key)}
        >
          {t("history.refund")}
        </button>
        {order.refunded_amount === 0 && (
          <button
            type="button"
            className="button danger"
            disabled={busy || !reason.trim()}
            onClick={() => onVoid(reason.trim())}
          >
            {t("history.void")}
          </button>
        )}
      </div>
    </div>
  );
}
