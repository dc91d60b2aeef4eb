import { useTranslations } from "use-intl";
import type { Group } from "../model/columns";
import { saysSize } from "../model/ticket";
import { totalsOf } from "../model/totals";
import styles from "./Totals.module.css";

/** How much of everything is still to be made, over all tickets that are shown. */
export function Totals({ work }: { work: Group[] }) {
  const t = useTranslations("kitchen.totals");
  const items = totalsOf(work.flatMap((group) => group.tickets));
  return (
    <aside className={styles.panel} aria-label={t("title")}>
      <h2>{t("title")}</h2>
      {items.length === 0 && <p className="hint">{t("empty")}</p>}
      <ul>
        {items.map((item) => (
          <li key={`${item.menuItemId} ${item.name} ${item.size}`} className={styles.item}>
            <p className={styles.main}>
              <strong>{item.quantity}×</strong>
              <span>
                {item.name} {saysSize(item.size) && <span className="hint">{item.size}</span>}
              </span>
            </p>
            {item.options.length > 0 && (
              <ul className={styles.options}>
                {item.options.map((option) => (
                  <li key={option.name}>
                    {option.quantity}× {option.name}
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </aside>
  );
}
