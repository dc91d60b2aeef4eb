import { useCallback, useEffect, useRef, useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { fromWire } from "../../shared/money/money";
import { useProblem } from "../../shared/ui/useProblem";
import { useTill } from "../store";
import { type OrderRecord, orders } from "../wire/orders";
import { OrderDetail } from "./OrderDetail";
import { Problem, Sheet } from "./Sheet";
import styles from "./Sheet.module.css";
import { useMethodName } from "./useMethodName";
import { useMoney } from "./useMoney";

function Row({ order, onOpen }: { order: OrderRecord; onOpen: () => void }) {
  const t = useTranslations("till");
  const format = useFormatter();
  const { money } = useMoney();
  const methodName = useMethodName();
  return (
    <li>
      <button type="button" className={styles.item} onClick={onOpen}>
        <strong className={order.status === "voided" ? styles.struck : undefined}>{order.order_number}</strong>
        <span>{format.dateTime(new Date(order.created_at), { dateStyle: "short", timeStyle: "short" })}</span>
        <span>{methodName(order.payment_method)}</span>
        <span className="hint">{order.customer_name ?? order.created_by ?? ""}</span>
        {(order.status !== "completed" || order.refunded_amount > 0) && (
          <span>{t(`history.${order.status === "completed" ? "partly" : order.status}`)}</span>
        )}
        <strong className={styles.end}>{money(fromWire(order.total))}</strong>
      </button>
    </li>
  );
}

/** What was sold, the newest first. */
export function HistorySheet({ onClose }: { onClose: () => void }) {
  const t = useTranslations("till");
  const problemOf = useProblem();
  const [search, setSearch] = useState("");
  const [list, setList] = useState<OrderRecord[]>([]);
  const [cursor, setCursor] = useState<string | null>(null);
  const [problem, setProblem] = useState("");
  const [givesBack] = useState(() => useTill.getState().givesBack);
  const [opened, setOpened] = useState(givesBack);
  const asked = useRef(0);
  const read = useCallback(
    async (of: string, after: string | null) => {
      asked.current += 1;
      const mine = asked.current;
      try {
        const page = await orders.list(of, after);
        if (mine !== asked.current) return; // something else was searched for meanwhile
        setList((before) => (after ? [...before, ...page.orders] : page.orders));
        setCursor(page.pagination.nextCursor);
        setProblem("");
      } catch (error) {
        if (mine === asked.current) setProblem(problemOf(error));
      }
    },
    [problemOf],
  );
  useEffect(() => {
    if (opened) return;
    const timer = setTimeout(() => void read(search.trim(), null), search ? 250 : 0);
    return () => clearTimeout(timer);
  }, [search, opened, read]);
  return (
    <Sheet title={t("history.title")} onClose={onClose} wide>
      <Problem text={problem} />
      {opened ? (
        <OrderDetail id={opened} givesBack={opened === givesBack} onBack={() => setOpened(null)} />
      ) : (
        <>
          <div className="field">
            <label htmlFor="history-search">{t("history.search")}</label>
            <input
              id="history-search"
              type="search"
              value={search}
              onChange={(event) => setSearch(event.target.value)}
            />
          </div>
          <ul className={styles.list}>
            {list.map((order) => (
              <Row key={order.id} order={order} onOpen={() => setOpened(order.id)} />
            ))}
          </ul>
          {list.length === 0 && !problem && <p className="hint">{t("history.none")}</p>}
          {cursor && (
            <button type="button" className="button" onClick={() => void read(search.trim(), cursor)}>
              {t("history.older")}
            </button>
          )}
        </>
      )}
    </Sheet>
  );
}
