import { useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../shared/api/client";
import type { Product } from "../../shared/order/catalog";
import { useProblem } from "../../shared/ui/useProblem";
import { soldOut } from "../model/availability";
import { useTill } from "../store";
import { Problem, Sheet } from "./Sheet";
import styles from "./Sheet.module.css";

/** Says that an item is sold out, until when, or that it is back. It warns who sells it and refuses nothing. */
export function SoldOutSheet({ product }: { product: Product }) {
  const t = useTranslations("till");
  const problemOf = useProblem();
  const [problem, setProblem] = useState("");
  const close = () => useTill.setState({ soldOut: null });
  const say = async (body: { available: boolean; until?: string }) => {
    try {
      await api.put(`/menu_items/${product.id}/availability`, body);
      close();
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  return (
    <Sheet title={`${product.name} ${product.size}`} onClose={close}>
      <Problem text={problem} />
      <div className={styles.column}>
        {product.soldOut ? (
          <button type="button" className="button primary" onClick={() => void say({ available: true })}>
            {t("availability.back")}
          </button>
        ) : (
          <>
            <button type="button" className="button primary" onClick={() => void say(soldOut(new Date(), "tomorrow"))}>
              {t("availability.untilTomorrow")}
            </button>
            <button type="button" className="button" onClick={() => void say(soldOut(new Date(), "hour"))}>
              {t("availability.forAnHour")}
            </button>
            <button type="button" className="button" onClick={() => void say({ available: false })}>
              {t("availability.untilSaid")}
            </button>
          </>
        )}
      </div>
    </Sheet>
  );
}
