import { useTranslations } from "use-intl";
import { fromWire } from "../../shared/money/money";
import { drawers, type ZReport } from "../wire/drawers";
import type { Act } from "./DrawerSheet";
import styles from "./Sheet.module.css";
import { useMethodName } from "./useMethodName";
import { useMoney } from "./useMoney";

/** The Z of the drawer that was just closed. */
export function ZSummary({ z, act }: { z: ZReport; act: Act }) {
  const t = useTranslations("till");
  const { money } = useMoney();
  const methodName = useMethodName();
  const amount = (wire: number | null) => (wire === null ? "–" : money(fromWire(wire)));
  return (
    <div className={styles.column}>
      <p className={styles.big}>{t("z.title", { number: z.number })}</p>
      <dl className={styles.figures}>
        <dt>{t("z.sales", { count: z.sales.count })}</dt>
        <dd>{amount(z.sales.amount)}</dd>
        <dt>{t("z.refunds", { count: z.refunds.count })}</dt>
        <dd>{amount(z.refunds.amount)}</dd>
        <dt>{t("z.net")}</dt>
        <dd>{amount(z.net)}</dd>
        <dt>{t("tender.tip")}</dt>
        <dd>{amount(z.tips)}</dd>
      </dl>
      <ul className={styles.list}>
        {z.tenders.map((tender) => (
          <li key={tender.method} className={styles.item}>
            <strong>{methodName(tender.method)}</strong>
            <span>
              {t("z.expected")} {amount(tender.expected)}
            </span>
            <span>
              {t("z.counted")} {amount(tender.counted)}
            </span>
            <span className={styles.end}>
              {t("z.difference")} <strong>{amount(tender.difference)}</strong>
            </span>
          </li>
        ))}
      </ul>
      {z.remarks.map((remark) => (
        <p key={remark.text} className="hint">
          {remark.text}
        </p>
      ))}
      <button
        type="button"
        className="button"
        onClick={() => void act(() => drawers.printZ(z.number), t("z.printed", { number: z.number }))}
      >
        {t("z.print")}
      </button>
    </div>
  );
}
