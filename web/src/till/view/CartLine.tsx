import { useState } from "react";
import { useTranslations } from "use-intl";
import type { ChosenOption } from "../../shared/order/options";
import { type Line, missing, partsIn, removeLine, setNotes, setQuantity, unitPrice } from "../../shared/order/order";
import { discountAmount } from "../../shared/order/pricing";
import { useSession } from "../../shared/session";
import { change, showSheet, useTill } from "../store";
import styles from "./Cart.module.css";
import { RemoveFromTab } from "./RemoveFromTab";
import { useMoney } from "./useMoney";

function LineTools({ line }: { line: Line }) {
  const t = useTranslations("till");
  const [noting, setNoting] = useState(false);
  const mayDiscount = useSession((state) => state.may("sales.apply_discount"));
  const hasTab = useTill((state) => state.order.tab !== null);
  const named = { name: line.name };
  if (line.known) return <RemoveFromTab line={line} />;
  return (
    <div className={styles.tools}>
      {noting ? (
        <input
          className={styles.noteInput}
          aria-label={t("noteOf", named)}
          value={line.notes}
          maxLength={200}
          // biome-ignore lint/a11y/noAutofocus: the field appears because its button was pressed
          autoFocus
          onChange={(event) => change((order) => setNotes(order, line.id, event.target.value))}
          onBlur={() => setNoting(false)}
          onKeyDown={(event) => {
            if (event.key === "Enter" || event.key === "Escape") setNoting(false);
          }}
        />
      ) : (
        <button type="button" className="button" aria-label={t("noteOf", named)} onClick={() => setNoting(true)}>
          {t("note")}
        </button>
      )}
      {!hasTab && mayDiscount && (
        <button
          type="button"
          className="button"
          aria-label={t("discount.of", named)}
          onClick={() => showSheet("discount")}
        >
          {t("discount.title")}
        </button>
      )}
      <button
        type="button"
        className="button danger"
        aria-label={t("removeOf", named)}
        onClick={() => change((order) => removeLine(order, line.id))}
      >
        {t("remove")}
      </button>
    </div>
  );
}

const optionWords = (options: readonly ChosenOption[]) =>
  options.map((one) => (one.quantity > 1 ? `${one.quantity} × ${one.name}` : one.name));

/** As the receipt has it: the plain size says nothing. */
const sized = (name: string, size: string) => (size === "Regular" ? name : `${name} ${size}`.trim());

/** What is in a combo, and with what. */
function PartsOf({ line }: { line: Line }) {
  return partsIn(line).map((part) => (
    <span key={part.slot} className={styles.detail}>
      {[sized(part.name, part.size), ...optionWords(part.options)].join(", ")}
    </span>
  ));
}

/** A line of the order: how many, what, for how much; the tools of the one that is selected. */
export function CartLine({ line }: { line: Line }) {
  const t = useTranslations("till");
  const { money } = useMoney();
  const selected = useTill((state) => state.selected === line.id);
  const gross = unitPrice(line) * line.quantity;
  const off = discountAmount(line.discount?.discount, gross);
  const details = optionWords(line.options);
  const lacks = missing(line);
  const step = (by: number) => change((order) => setQuantity(order, line.id, line.quantity + by));
  return (
    <li className={styles.line} data-selected={selected}>
      <div className={styles.lineRow}>
        {line.known ? (
          <span className={styles.fixed}>{line.quantity} ×</span>
        ) : (
          <span className={styles.stepper}>
            <button
              type="button"
              className="button"
              aria-label={t("less", { name: line.name })}
              onClick={() => step(-1)}
            >
              −
            </button>
            <span className={styles.quantity}>{line.quantity}</span>
            <button
              type="button"
              className="button"
              aria-label={t("more1", { name: line.name })}
              onClick={() => step(1)}
            >
              +
            </button>
          </span>
        )}
        <button
          type="button"
          className={styles.lineText}
          aria-pressed={selected}
          onClick={() => useTill.setState({ selected: selected ? null : line.id })}
        >
          <span className={styles.lineName}>
            {line.name} <span className={styles.lineSize}>{line.size}</span>
          </span>
          {line.known?.combo && <span className={styles.detail}>{line.known.combo}</span>}
          <PartsOf line={line} />
          {details.length > 0 && <span className={styles.detail}>{details.join(", ")}</span>}
          {line.notes && <span className={styles.detail}>“{line.notes}”</span>}
          {line.discount && (
            <span className={styles.detail}>
              {line.discount.name} −{money(off)}
            </span>
          )}
          {lacks.length > 0 && (
            <strong className={styles.lacks}>
              {t("options.missing", { groups: lacks.map((group) => group.name).join(", ") })}
            </strong>
          )}
          {line.known && line.known.sent > 0 && <span className={styles.detail}>{t("tabs.sent")}</span>}
        </button>
        <span className={styles.amount}>{money(gross - off)}</span>
      </div>
      {selected && <LineTools line={line} />}
    </li>
  );
}
