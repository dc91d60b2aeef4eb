import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { Product } from "../../shared/order/catalog";
import { padAmount } from "../model/pad";
import { sell, useTill } from "../store";
import { AmountPad } from "./AmountPad";
import { Sheet } from "./Sheet";
import styles from "./Sheet.module.css";

/** The price of an item that has none of its own. */
export function PriceSheet({ product }: { product: Product }) {
  const t = useTranslations("till");
  const [text, setText] = useState("");
  const form = useRef<HTMLFormElement>(null);
  // Who types the price has it where the keys go, and no keyboard comes up for it.
  useEffect(() => form.current?.querySelector("input")?.focus(), []);
  const add = (event: FormEvent) => {
    event.preventDefault();
    sell(product, padAmount(text));
  };
  return (
    <Sheet title={product.name} onClose={() => useTill.setState({ asksPrice: null })}>
      <form ref={form} className={styles.column} onSubmit={add}>
        <AmountPad label={t("price")} text={text} onText={setText} />
        <button type="submit" className="button primary" disabled={padAmount(text) === 0}>
          {t("add")}
        </button>
      </form>
    </Sheet>
  );
}
