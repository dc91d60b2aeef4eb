import { useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../shared/api/client";
import { useSession } from "../../shared/session";
import { useCafe, useFormat } from "../data/cafe";
import { personName } from "../data/people";
import { useAct } from "../data/useAct";
import { useLoad } from "../data/useLoad";
import styles from "../parts/office.module.css";
import { PaperDialog } from "../parts/PaperDialog";
import { Card, Done, numbers, Page, Problem, Show, Table } from "../parts/parts";
import { EmailDialog } from "./EmailDialog";
import { refundable } from "./model";
import { StatusBadge } from "./OrderList";
import { Lines, Payments, Refunds } from "./OrderParts";
import { RefundDialog } from "./RefundDialog";
import { useStepText } from "./useStepText";
import { VoidDialog } from "./VoidDialog";
import type { Explanation, Order } from "./wire";

type Open = "refund" | "void" | "email" | "receipt" | null;

function Explain({ id }: { id: string }) {
  const t = useTranslations("office.orders");
  const format = useFormat();
  const stepText = useStepText();
  const explanation = useLoad<Explanation>(`/orders/${id}/explain`);
  return (
    <Card title={t("explain")}>
      <Show of={explanation}>
        {({ steps }) => (
          <Table label={t("explain")} head={[t("step"), numbers(t("amount"))]}>
            {steps.map((step, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: steps have nothing but their place
              <tr key={index}>
                <th scope="row">{stepText(step)}</th>
                <td className={styles.number}>{format.money(step.amount)}</td>
              </tr>
            ))}
          </Table>
        )}
      </Show>
    </Card>
  );
}

function Actions({
  order,
  open,
  onDone,
}: {
  order: Order;
  open: (what: Open) => void;
  onDone: (text: string) => void;
}) {
  const t = useTranslations("office.orders");
  const may = useSession((state) => state.may);
  const { today } = useCafe();
  const act = useAct();
  const left = order.items.some((line) => refundable(line) > 0);
  const button = (what: Open, text: string, className = "button") => (
    <button type="button" className={className} onClick={() => open(what)}>
      {text}
    </button>
  );
  const reprint = async () => {
    if (await act.run((key) => api.post(`/orders/${order.id}/reprint-receipt`, {}, { key }))) onDone(t("reprinted"));
  };
  return (
    <>
      <div className={styles.inline}>
        {may("receipts.print") && button("receipt", t("receipt"))}
        {may("receipts.reprint") && (
          <button type="button" className="button" disabled={act.busy} onClick={() => void reprint()}>
            {t("reprint")}
          </button>
        )}
        {may("receipts.email") && button("email", t("email"))}
        {may("sales.refund") && order.status === "completed" && left && button("refund", t("refund"), "button danger")}
        {may("sales.refund") &&
          order.status === "completed" &&
          order.refunded_amount === 0 &&
          order.business_date === today &&
          button("void", t("void"), "button danger")}
      </div>
      <Problem of={act.problem} />
    </>
  );
}

function Facts({ order }: { order: Order }) {
  const t = useTranslations("office.orders");
  const format = useFormat();
  const may = useSession((state) => state.may);
  const users = useLoad<{ users: { id: string; firstName: string; lastName: string; username: string }[] }>(
    may("users.view") ? "/users" : null,
  );
  const flagText = (flag: string) => (t.has(`flags.${flag}`) ? t(`flags.${flag}`) : flag);
  const seller = users.data?.users.find((user) => user.id === order.staff_id);
  const rows = [
    [t("when"), format.moment(order.created_at)],
    [t("seller"), seller ? personName(seller) : null],
    [t("customer"), [order.customer_name, order.customer_email].filter(Boolean).join(" · ")],
    [t("notes"), order.notes],
    [t("flagged"), order.flag_reasons.map(flagText).join("; ")],
    [t("voidReason"), order.void_reason],
    [t("reprints"), order.reprint_count ? format.number(order.reprint_count) : null],
  ] as const;
  return (
    <dl className={styles.pairs}>
      {rows.map(([name, value]) =>
        value ? (
          <div key={name} className={styles.inline}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}

/** One order: what was sold, how it was paid and given back, why it cost that, and what can be done with it. */
export function OrderPage({ id }: { id: string }) {
  const t = useTranslations("office.orders");
  const answer = useLoad<{ order: Order }>(`/orders/${encodeURIComponent(id)}`, ["refund", "void"]);
  const [open, setOpen] = useState<Open>(null);
  const [done, setDone] = useState("");
  const close = (text = "") => {
    setOpen(null);
    if (!text) return;
    setDone(text);
    answer.reload();
  };
  const dialog = { onClose: () => close(), onDone: close };
  return (
    <Show of={answer}>
      {({ order }) => (
        <Page title={order.order_number} actions={<a href="#/orders">{t("back")}</a>}>
          <StatusBadge order={order} />
          <Done>{done}</Done>
          <Actions order={order} open={setOpen} onDone={(text) => close(text)} />
          <Facts order={order} />
          <Lines order={order} />
          <div className={`${styles.cards} ${styles.wideCards}`}>
            <Payments order={order} />
            <Refunds order={order} />
            <Explain id={order.id} />
          </div>
          {open === "refund" && <RefundDialog order={order} {...dialog} />}
          {open === "void" && <VoidDialog order={order} {...dialog} />}
          {open === "email" && <EmailDialog order={order} {...dialog} />}
          {open === "receipt" && (
            <PaperDialog
              title={t("receiptOf", { number: order.order_number })}
              path={`/orders/${order.id}/receipt?format=html`}
              onClose={() => close()}
            />
          )}
        </Page>
      )}
    </Show>
  );
}
