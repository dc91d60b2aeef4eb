import { useState } from "react";
import { useTranslations } from "use-intl";
import type { DiscountPreset } from "../../shared/order/catalog";
import { setLineDiscount, setOrderDiscount } from "../../shared/order/order";
import { change, showSheet, useTill } from "../store";
import { Sheet } from "./Sheet";
import styles from "./Sheet.module.css";
import { useMoney } from "./useMoney";

const none: readonly DiscountPreset[] = [];

/** The discounts of the settings, for a line or for all of the order. */
export function DiscountSheet({ onClose }: { onClose: () => void }) {
  const t = useTranslations("till");
  const { money, percent } = useMoney();
  const order = useTill((state) => state.order);
  const presets = useTill((state) => state.snapshot?.rules.discounts ?? none);
  const line = useTill((state) => state.order.lines.find((one) => one.id === state.selected && !state.order.tab));
  const [whole, setWhole] = useState(line === undefined);
  const current = whole ? order.discount : (line?.discount ?? null);
  const give = (preset: DiscountPreset | null) => {
    change((now) => (whole || !line ? setOrderDiscount(now, preset) : setLineDiscount(now, line.id, preset)));
    showSheet(null);
  };
  const text = ({ discount }: DiscountPreset) =>
    discount.kind === "fixed" ? money(discount.amount) : percent(discount.ppm);
  return (
    <Sheet title={t("discount.title")} onClose={onClose}>
      {line && (
        <fieldset className={`${styles.row} ${styles.group}`} aria-label={t("discount.on")}>
          <button type="button" className="button" aria-pressed={!whole} onClick={() => setWhole(false)}>
            {line.name}
          </button>
          <button type="button" className="button" aria-pressed={whole} onClick={() => setWhole(true)}>
            {t("discount.whole")}
          </button>
        </fieldset>
      )}
      <ul className={styles.list}>
        {presets.map((preset) => (
          <li key={preset.id}>
            <button
              type="button"
              className={styles.item}
              aria-pressed={current?.id === preset.id}
              onClick={() => give(preset)}
            >
              <strong>{preset.name}</strong>
              {preset.needsApproval && <span className="hint">{t("discount.needsApproval")}</span>}
              <span className={styles.end}>
                {current?.id === preset.id ? "✓ " : ""}−{text(preset)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {presets.length === 0 && <p className="hint">{t("discount.none")}</p>}
      {current && (
        <button type="button" className="button" onClick={() => give(null)}>
          {t("discount.takeOff")}
        </button>
      )}
    </Sheet>
  );
}
