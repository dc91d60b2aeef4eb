import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { useFormat } from "../data/cafe";
import { useLoad, usePages } from "../data/useLoad";
import { CheckField, ChoiceField, DayRange, TextField, useDays } from "../parts/fields";
import styles from "../parts/office.module.css";
import { Badge, Empty, More, numbers, Page, Show, Table, wide } from "../parts/parts";
import { changeQuery, link, useRoute } from "../router/router";
import type { Settings } from "../settings/wire";
import { filtersOf, ordersPath } from "./model";
import type { OrderList as Answer, Order } from "./wire";

const pick = (answer: Answer) => ({ rows: answer.orders, next: answer.pagination.nextCursor });

/** How an order stands, in a word and a colour. */
export function StatusBadge({ order }: { order: Order }) {
  const t = useTranslations("office.orders");
  const partly = order.status === "completed" && order.refunded_amount > 0;
  return (
    <span className={styles.inline}>
      <Badge tone={order.status === "completed" ? (partly ? "warn" : "good") : "bad"}>
        {partly ? t("partlyRefunded") : t(`status.${order.status}`)}
      </Badge>
      {order.flagged && <Badge tone="warn">{t("flagged")}</Badge>}
    </span>
  );
}

/** The name of a tender: ours in the person's language, the café's own with a capital, as at the till. */
export function useMethodName(): (method: string) => string {
  const t = useTranslations("office.methods");
  return (method) =>
    t.has(method) ? t(method) : method.charAt(0).toUpperCase() + method.slice(1).replaceAll("_", " ");
}

function SearchField() {
  const t = useTranslations("office.orders");
  const { query } = useRoute();
  const [text, setText] = useState(query.search ?? "");
  useEffect(() => {
    if (text === (query.search ?? "")) return undefined;
    const timer = setTimeout(() => changeQuery({ search: text }), 300);
    return () => clearTimeout(timer);
  }, [text, query.search]);
  return <TextField label={t("search")} type="search" value={text} onChange={setText} />;
}

function FilterBar() {
  const t = useTranslations("office.orders");
  const all = useTranslations("office.parts")("all");
  const { query } = useRoute();
  const methodName = useMethodName();
  const settings = useLoad<Settings>("/settings");
  const filters = filtersOf(query, useDays());
  const methods = settings.data?.pos.paymentMethods ?? [];
  return (
    <div className={styles.tools}>
      <DayRange />
      <ChoiceField
        label={t("statusFilter")}
        value={filters.status}
        onChange={(status) => changeQuery({ status })}
        choices={[
          { value: "", text: all },
          ...["completed", "refunded", "voided"].map((value) => ({ value, text: t(`status.${value}`) })),
        ]}
      />
      <ChoiceField
        label={t("method")}
        value={filters.method}
        onChange={(method) => changeQuery({ method })}
        choices={[{ value: "", text: all }, ...methods.map((value) => ({ value, text: methodName(value) }))]}
      />
      <SearchField />
      <CheckField
        label={t("onlyFlagged")}
        value={filters.flagged}
        onChange={(flagged) => changeQuery({ flagged: flagged ? "true" : undefined })}
      />
    </div>
  );
}

/** The list of orders, narrowed by what the address says. */
export function OrderList() {
  const t = useTranslations("office.orders");
  const area = useTranslations("office.areas")("orders");
  const format = useFormat();
  const methodName = useMethodName();
  const { query } = useRoute();
  const filters = filtersOf(query, useDays());
  const oneDay = filters.from === filters.to && !filters.search;
  const list = usePages<Answer, Order>(ordersPath(filters), pick, ["sale", "refund", "void"]);
  return (
    <Page title={area}>
      <FilterBar />
      <Show of={list}>
        {(orders) =>
          orders.length === 0 ? (
            <Empty>{t("none")}</Empty>
          ) : (
            <Table
              label={area}
              head={[
                t("number"),
                t("when"),
                wide(t("what")),
                wide(t("method")),
                t("statusFilter"),
                numbers(t("total")),
              ]}
            >
              {orders.map((order) => (
                <tr key={order.id}>
                  <th scope="row" className={styles.firm}>
                    <a href={link(["orders", order.id])}>{order.order_number}</a>
                  </th>
                  <td className={styles.firm}>
                    {oneDay ? format.clock(order.created_at) : format.moment(order.created_at)}
                  </td>
                  <td className={styles.wide}>
                    {order.items.map((line) => `${line.quantity} × ${line.product_name}`).join(", ")}
                  </td>
                  <td className={styles.wide}>{methodName(order.payment_method)}</td>
                  <td>
                    <StatusBadge order={order} />
                  </td>
                  <td className={styles.number}>{format.money(order.total)}</td>
                </tr>
              ))}
            </Table>
          )
        }
      </Show>
      <More more={list.more} busy={list.loading} />
    </Page>
  );
}
