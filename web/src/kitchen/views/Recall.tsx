import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { useLanguage } from "../../shared/i18n/i18n";
import { useProblem } from "../../shared/ui/useProblem";
import { clockText } from "../model/age";
import { type Ticket, wanted } from "../model/ticket";
import { recall } from "../wire/bump";
import { readServed } from "../wire/wire";
import { icons } from "./icons";
import { Sheet } from "./Sheet";
import styles from "./Sheet.module.css";
import { useTicketName } from "./useTicketName";

const most = 20;

function useServed(stationId: string | null): { tickets: Ticket[] | null; problem: string } {
  const problemOf = useProblem();
  const [tickets, setTickets] = useState<Ticket[] | null>(null);
  const [problem, setProblem] = useState("");
  useEffect(() => {
    let current = true;
    readServed(stationId, most)
      .then((served) => current && setTickets(served))
      .catch((error: unknown) => current && setProblem(problemOf(error)));
    return () => {
      current = false;
    };
  }, [stationId, problemOf]);
  return { tickets, problem };
}

/** The last tickets that were served, each of which may be brought back to work. */
export function Recall({ stationId, onClose }: { stationId: string | null; onClose: () => void }) {
  const t = useTranslations("kitchen.recall");
  const nameOf = useTicketName();
  const { language } = useLanguage();
  const { tickets, problem } = useServed(stationId);
  return (
    <Sheet title={t("title")} onClose={onClose}>
      <p className="hint">{t("explain")}</p>
      {problem !== "" && (
        <p role="alert" className="problem">
          {problem}
        </p>
      )}
      {tickets?.length === 0 && <p>{t("empty")}</p>}
      <ul className={styles.list}>
        {tickets?.map((ticket) => (
          <li key={ticket.id} className={styles.row}>
            <div>
              <p className={styles.rowTitle}>
                #{ticket.number} {nameOf(ticket)}
              </p>
              <p className="hint">
                {ticket.servedAt && t("servedAt", { time: clockText(Date.parse(ticket.servedAt), language) })}
                {" · "}
                {ticket.lines.map((line) => `${wanted(line)}× ${line.name}`).join(", ")}
              </p>
            </div>
            {ticket.lines.some((line) => wanted(line) > 0) && (
              <button
                type="button"
                className={`button ${styles.icon}`}
                onClick={() => {
                  void recall(ticket);
                  onClose();
                }}
              >
                {icons.recall}
                {t("recall", { number: ticket.number })}
              </button>
            )}
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
