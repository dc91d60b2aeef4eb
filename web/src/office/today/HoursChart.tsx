import { useTranslations } from "use-intl";
import { useFormat } from "../data/cafe";
import partStyles from "../parts/office.module.css";
import { numbers, Table } from "../parts/parts";
import type { HourRow } from "./model";
import styles from "./Today.module.css";

const height = 150;
const slot = 44;

/** Sales by hour as bars, today's beside last week's, with the same figures as a table. */
export function HoursChart({ rows, weekday }: { rows: readonly HourRow[]; weekday: string }) {
  const t = useTranslations("office.today");
  const format = useFormat();
  const most = Math.max(1, ...rows.map((row) => Math.max(row.now, row.before)));
  const tall = (amount: number) => Math.max(0, Math.round((amount / most) * height));
  const clock = (hour: number) => `${String(hour).padStart(2, "0")}:00`;
  return (
    <div className={styles.hours}>
      <figure>
        <svg
          className={styles.chart}
          viewBox={`0 0 ${Math.max(6, rows.length) * slot} ${height + 22}`}
          role="img"
          aria-label={t("hours")}
        >
          {rows.map((row, index) => (
            <g key={row.hour}>
              <rect
                className={styles.before}
                x={index * slot + 4}
                y={height - tall(row.before)}
                width={16}
                height={tall(row.before)}
              />
              <rect
                className={styles.now}
                x={index * slot + 22}
                y={height - tall(row.now)}
                width={18}
                height={tall(row.now)}
              />
              <text className={styles.label} x={index * slot + slot / 2} y={height + 16} textAnchor="middle">
                {row.hour}
              </text>
            </g>
          ))}
          <line className={styles.axis} x1={0} x2={Math.max(6, rows.length) * slot} y1={height} y2={height} />
        </svg>
        <figcaption className={styles.legend}>
          <span className={styles.keyNow}>{t("today")}</span>
          <span className={styles.keyBefore}>{t("lastWeek", { weekday })}</span>
        </figcaption>
      </figure>
      <Table label={t("hours")} head={[t("hour"), numbers(t("today")), numbers(t("lastWeek", { weekday }))]}>
        {rows.map((row) => (
          <tr key={row.hour}>
            <th scope="row">{clock(row.hour)}</th>
            <td className={partStyles.number}>{format.minor(row.now)}</td>
            <td className={partStyles.number}>{format.minor(row.before)}</td>
          </tr>
        ))}
      </Table>
    </div>
  );
}
