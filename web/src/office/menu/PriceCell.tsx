import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../shared/api/client";
import { toWire } from "../../shared/money/money";
import { amountText, parseAmount } from "../data/amount";
import { useFormat } from "../data/cafe";
import { useAct } from "../data/useAct";
import styles from "../parts/office.module.css";
import { Problem } from "../parts/parts";
import { itemName } from "./model";
import type { MenuItem } from "./wire";

/** A price that can be changed where it stands: touch it, type, save. Escape leaves it as it was. */
export function PriceCell({
  item,
  editable,
  onSaved,
}: {
  item: MenuItem;
  editable: boolean;
  onSaved: (text: string) => void;
}) {
  const t = useTranslations("office.menu");
  const save = useTranslations("office.parts")("save");
  const format = useFormat();
  const act = useAct();
  const [text, setText] = useState<string | null>(null);
  const [wrong, setWrong] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const name = itemName(item);
  const editing = text !== null;
  useEffect(() => {
    if (editing) input.current?.select();
  }, [editing]);
  const close = () => {
    setText(null);
    setWrong(false);
    act.clear();
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const price = parseAmount(text ?? "");
    setWrong(price === null);
    if (price === null) return;
    if (await act.run(() => api.put(`/menu_items/${item.id}`, { price: toWire(price) }))) {
      close();
      onSaved(t("priceSaved", { name, price: format.minor(price) }));
    }
  };
  if (!editable) return <>{format.money(item.price)}</>;
  if (text === null) {
    return (
      <button
        type="button"
        className="button"
        aria-label={t("changePrice", { name, price: format.money(item.price) })}
        onClick={() => setText(amountText(item.price))}
      >
        {format.money(item.price)}
      </button>
    );
  }
  return (
    <form className={styles.end} onSubmit={(event) => void submit(event)}>
      <input
        ref={input}
        className={`${styles.input} ${styles.short}`}
        aria-label={t("priceOf", { name })}
        aria-invalid={wrong || undefined}
        inputMode="decimal"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => event.key === "Escape" && close()}
      />
      <button type="submit" className="button primary" disabled={act.busy}>
        {save}
      </button>
      {wrong && (
        <span className={styles.fault} role="alert">
          {t("noPrice")}
        </span>
      )}
      {act.problem ? <Problem of={act.problem} /> : null}
    </form>
  );
}
