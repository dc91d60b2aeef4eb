import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Product } from "../../shared/order/catalog";
import { padAmount } from "../model/pad";
import { sell, useTill } from "../store";
import { AmountPad } from "./AmountPad";
import { Sheet } from "./Sheet";

/** The price of an item that has none of its own. */
export function PriceSheet({ product }: { product: Product }) {
  const t = useTranslations("till");
  const [text, setText] = useState("");
  return (
    <Sheet title={product.name} onClose={() => useTill.setState({ asksPrice: null })}>
      <AmountPad label={t("price")} text={text} onText={setText} />
      <button
        type="button"
        className="button primary"
        disabled={padAmount(text) === 0}
        onClick={() => sell(product, padAmount(text))}
      >
        {t("add")}
      </button>
    </Sheet>
  );
}
