import { useTranslations } from "use-intl";
import { fromWire } from "../../shared/money/money";
import { useSession } from "../../shared/session";
import { addDays, minutesOf, useCafe, useFormat, useNow, zonedText } from "../data/cafe";
import { useLoad } from "../data/useLoad";
import { FirstRun } from "../firstRun/FirstRun";
import styles from "../parts/office.module.css";
import { Badge, Card, Empty, numbers, Page, Show, Table } from "../parts/parts";
import type { Settings } from "../settings/wire";
import { useAlertText } from "../stock/useAlertText";
import type { Alert } from "../stock/wire";
import { HealthLights, useHealth } from "../system/HealthLights";
import { HoursChart } from "./HoursChart";
import { change, type Hour, hourRows, soFar } from "./model";

interface Day {
  date: string;
  summary: {
    totalRevenue: number;
    totalTransactions: number;
    averageOrderValue: number;
    refundsProcessed: number;
    refundCount: number;
    discountsGiven: number;
  };
  topSellingItems: { id: string; name: string; quantitySold: number; revenue: number }[];
  hourlyBreakdown: Hour[];
  flaggedCount: number;
}

const sales = ["sale", "refund", "void"];

function Figures({ day, before }: { day: Day; before: Day }) {
  const t = useTranslations("office.today");
  const format = useFormat();
  const { zone } = useCafe();
  const settings = useLoad<Settings>("/settings");
  const start = minutesOf(settings.data?.general.businessDayStart ?? "00:00");
  const minute = minutesOf(zonedText(useNow(), zone).slice(11));
  const weekday = format.weekday(before.date);
  const now = soFar(day.hourlyBreakdown, minute, start);
  const then = soFar(before.hourlyBreakdown, minute, start);
  const percent = change(now.revenue, then.revenue);
  const rows = hourRows(day.hourlyBreakdown, before.hourlyBreakdown, Math.floor(start / 60));
  return (
    <>
      <dl className={styles.figures}>
        <div className={styles.figure}>
          <dt>{t("revenue")}</dt>
          <dd>
            {format.money(day.summary.totalRevenue)}
            <small>
              {t("until", { weekday, amount: format.minor(then.revenue) })}{" "}
              {percent !== null && (
                <Badge tone={percent < 0 ? "warn" : "good"}>{`${percent > 0 ? "+" : ""}${percent} %`}</Badge>
              )}
            </small>
          </dd>
        </div>
        <div className={styles.figure}>
          <dt>{t("orders")}</dt>
          <dd>
            {format.number(day.summary.totalTransactions)}
            <small>{t("untilCount", { weekday, count: then.orders })}</small>
          </dd>
        </div>
        <div className={styles.figure}>
          <dt>{t("average")}</dt>
          <dd>
            {format.money(day.summary.averageOrderValue)}
            <small>{t("wholeDay", { weekday, amount: format.money(before.summary.averageOrderValue) })}</small>
          </dd>
        </div>
        <div className={styles.figure}>
          <dt>{t("refunds")}</dt>
          <dd>
            {format.money(day.summary.refundsProcessed)}
            <small>{t("refundCount", { count: day.summary.refundCount })}</small>
          </dd>
        </div>
        <OpenOrders />
      </dl>
      <Card title={t("hours")}>
        {rows.length === 0 ? <Empty>{t("noSales")}</Empty> : <HoursChart rows={rows} weekday={weekday} />}
      </Card>
    </>
  );
}

function OpenOrders() {
  const t = useTranslations("office.today");
  const may = useSession((state) => state.may);
  const format = useFormat();
  const open = useLoad<{ tabs: { figures: { total: number } }[]; nextCursor: string | null }>(
    may("tabs.use") ? "/tabs?status=open&limit=200" : null,
    ["sale", "ticket.created", "ticket.changed"],
  );
  if (!open.data) return null;
  const { tabs, nextCursor } = open.data;
  const total = tabs.reduce((sum, tab) => sum + fromWire(tab.figures.total), 0);
  return (
    <div className={styles.figure}>
      <dt>{t("openOrders")}</dt>
      <dd>
        {format.number(tabs.length)}
        {nextCursor && "+"}
        <small>{t("openAmount", { amount: format.minor(total) })}</small>
      </dd>
    </div>
  );
}

function BestSellers({ day }: { day: Day }) {
  const t = useTranslations("office.today");
  const format = useFormat();
  return (
    <Card title={t("best")}>
      {day.topSellingItems.length === 0 ? (
        <Empty>{t("noSales")}</Empty>
      ) : (
        <Table label={t("best")} head={[t("item"), numbers(t("sold")), numbers(t("revenue"))]}>
          {day.topSellingItems.slice(0, 8).map((item) => (
            <tr key={item.id}>
              <th scope="row">{item.name}</th>
              <td className={styles.number}>{format.number(item.quantitySold)}</td>
              <td className={styles.number}>{format.money(item.revenue)}</td>
            </tr>
          ))}
        </Table>
      )}
    </Card>
  );
}

function Attention() {
  const t = useTranslations("office.today");
  const textOf = useAlertText();
  const may = useSession((state) => state.may);
  const alerts = useLoad<{ total: number; alerts: Pick<Alert, "id" | "alert_type" | "severity" | "message">[] }>(
    may("inventory.view") ? "/alerts?resolved=false&limit=6" : null,
    ["alert", "stock"],
  );
  if (!may("inventory.view")) return null;
  return (
    <Card title={t("alerts")} actions={<a href="#/stock/alerts">{t("all")}</a>}>
      <Show of={alerts}>
        {({ alerts: list }) =>
          list.length === 0 ? (
            <Empty>{t("noAlerts")}</Empty>
          ) : (
            <ul className={styles.list}>
              {list.map((alert) => (
                <li key={alert.id}>
                  {textOf(alert)}
                  <Badge tone={alert.severity === "high" || alert.severity === "critical" ? "bad" : "warn"}>
                    {t(`severity.${alert.severity}`)}
                  </Badge>
                </li>
              ))}
            </ul>
          )
        }
      </Show>
    </Card>
  );
}

/** How the day goes. */
export function Today() {
  const t = useTranslations("office");
  const { today } = useCafe();
  const format = useFormat();
  const day = useLoad<Day>(`/reports/daily-sales?date=${today}`, sales);
  const before = useLoad<Day>(`/reports/daily-sales?date=${addDays(today, -7)}`);
  const health = useHealth();
  return (
    <Page title={t("areas.today")} actions={<span className="hint">{format.day(today)}</span>}>
      <FirstRun />
      <Show of={day}>
        {(now) => (
          <>
            <Show of={before}>{(then) => <Figures day={now} before={then} />}</Show>
            {now.flaggedCount > 0 && (
              <p className="problem">
                <a href="#/orders?flagged=true">{t("today.flagged", { count: now.flaggedCount })}</a>
              </p>
            )}
            <div className={styles.cards}>
              <BestSellers day={now} />
              <Attention />
              <Card title={t("today.health")}>
                <HealthLights health={health} />
              </Card>
            </div>
          </>
        )}
      </Show>
    </Page>
  );
}
