import { useTranslations } from "use-intl";
import { optionOf, saysSize, type Ticket, type TicketLine, takesLines, wanted } from "../model/ticket";
import { markLine } from "../wire/bump";
import styles from "./Lines.module.css";

function Words({ line }: { line: TicketLine }) {
  const t = useTranslations("kitchen.ticket");
  const isCancelled = line.state === "cancelled";
  return (
    <>
      <span className={styles.item}>
        <span className={styles.quantity}>
          {line.cancelled > 0 && <del>{line.quantity}×</del>} {!isCancelled && <>{wanted(line)}×</>}
        </span>
        <span className={styles.name}>
          {isCancelled ? <del>{line.name}</del> : line.name}
          {saysSize(line.size) && <span className={styles.size}> {line.size}</span>}
        </span>
        {line.state === "done" && (
          <span className={styles.mark}>
            <span aria-hidden="true">✓</span>
            <span className="visually-hidden">{t("done")}</span>
          </span>
        )}
      </span>
      {line.options.map((text) => {
        const { name, quantity } = optionOf(text);
        return (
          <span key={text} className={styles.option}>
            {quantity > 1 ? `${quantity}× ${name}` : `+ ${name}`}
          </span>
        );
      })}
      {line.notes !== "" && (
        <span className={styles.note}>
          <span className="visually-hidden">{t("note")}: </span>
          {line.notes}
        </span>
      )}
      {line.cancelled > 0 && (
        <span className={styles.gone}>
          {isCancelled ? t("cancelledLine") : t("someCancelled", { count: line.cancelled })}
        </span>
      )}
    </>
  );
}

/** What is to be made, each line in full; a tap says that it is made, another that it is not. */
export function Lines({ ticket, mayAdvance }: { ticket: Ticket; mayAdvance: boolean }) {
  const mayTap = mayAdvance && takesLines(ticket);
  return (
    <ul className={styles.lines}>
      {ticket.lines.map((line) => (
        <li key={line.id} data-state={line.state}>
          {mayTap && line.state !== "cancelled" ? (
            <button
              type="button"
              className={styles.line}
              aria-pressed={line.done}
              onClick={() => markLine(ticket, line.id, !line.done)}
            >
              <Words line={line} />
            </button>
          ) : (
            <div className={styles.line}>
              <Words line={line} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
