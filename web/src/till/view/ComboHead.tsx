import { comboBefore, type OrderItem } from "../wire/orders";
import styles from "./Sheet.module.css";

/** The name of a combo, once before its parts. */
export function ComboHead({ items, index }: { items: readonly OrderItem[]; index: number }) {
  const name = comboBefore(items, index);
  return name ? <strong className={styles.comboHead}>{name}</strong> : null;
}
