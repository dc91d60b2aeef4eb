import { type MouseEvent, memo, useId } from "react";
import { useTranslations } from "use-intl";
import { useLanguage } from "../../shared/i18n/i18n";
import { clockText } from "../model/age";
import { acknowledged, isAllDone, isInWork, nextState, type Ticket } from "../model/ticket";
import { usePreferences } from "../preferences";
import { bump, isStray, recall } from "../wire/bump";
import { act, touch, useKitchen } from "../wire/store";
import { steps } from "../wire/wire";
import { Age, useAgeLevel } from "./Age";
import styles from "./Card.module.css";
import { icons } from "./icons";
import { Lines } from "./Lines";
import { useTicketName } from "./useTicketName";

interface CardProps {
  ticket: Ticket;
  mayAdvance: boolean;
  /** 1–9, where a bump bar chooses it by that key. */
  keyHint: number | null;
  alsoAt: string;
  /** Where it is made, if that is not clear. */
  station: string | null;
  /** The number of the ticket that this one adds to. */
  addedTo: number | null;
}

const services = { here: icons.here, takeaway: icons.takeaway, delivery: icons.delivery };
const isService = (service: string | null): service is keyof typeof services => service !== null && service in services;

function Title({ ticket, isNew, keyHint }: { ticket: Ticket; isNew: boolean; keyHint: number | null }) {
  const t = useTranslations("kitchen.ticket");
  const nameOf = useTicketName();
  const isNamed = ticket.table !== null || ticket.name !== null;
  return (
    <span className={styles.title}>
      <span className={styles.number}>#{ticket.number}</span>
      <span className={isNamed ? styles.name : styles.reference}>{nameOf(ticket)}</span>
      {isNew && <span className={styles.fresh}>{t("new")}</span>}
      {keyHint !== null && <kbd className={styles.key}>{keyHint}</kbd>}
    </span>
  );
}

function Added({ ticket, number }: { ticket: Ticket; number: number | null }) {
  const t = useTranslations("kitchen.ticket");
  const { language } = useLanguage();
  return (
    <p className={styles.added}>
      <strong>{t("added", { time: clockText(Date.parse(ticket.createdAt), language) })}</strong>{" "}
      {number !== null && t("addedTo", { number })}
    </p>
  );
}

/** What the kitchen must say that it knows: one tap. */
function Cancelled({ ticket, mayAdvance }: { ticket: Ticket; mayAdvance: boolean }) {
  const t = useTranslations("kitchen.ticket");
  return (
    <div className={styles.cancelled}>
      <strong>{ticket.state === "cancelled" ? t("cancelled") : t("partlyCancelled")}</strong>
      {mayAdvance && (
        <button
          type="button"
          className={styles.acknowledge}
          onClick={() => void act(ticket, acknowledged(ticket), () => steps.acknowledge(ticket.id))}
        >
          {icons.check}
          {t("acknowledge")}
        </button>
      )}
    </div>
  );
}

const bumpWords = { started: "start", ready: "makeReady", served: "serve" } as const;

/** One ticket; looked at anew only when something of it changed, for a busy board has many and each event is about one. */
export const Card = memo(function Card({ ticket, mayAdvance, keyHint, alsoAt, station, addedTo }: CardProps) {
  const t = useTranslations("kitchen.ticket");
  const wordsId = useId();
  const steps = usePreferences((preferences) => preferences.bump);
  const isTouched = useKitchen((kitchen) => kitchen.touched.has(ticket.id));
  const level = useAgeLevel(ticket);
  const to = mayAdvance ? nextState(ticket, steps) : null;
  const isNew = ticket.state === "new" && !isTouched;
  const onBump = (event: MouseEvent) => {
    // By key there is no place that another ticket could slip under.
    const isTap = event.detail > 0;
    if (isTap && isStray(ticket, { x: event.clientX, y: event.clientY }, event.timeStamp)) return;
    if (to) bump(ticket, to);
  };
  const head = (
    <>
      <Title ticket={ticket} isNew={isNew} keyHint={keyHint} />
      <span className={styles.facts}>
        {isService(ticket.service) && (
          <span className={styles.service} data-service={ticket.service}>
            {services[ticket.service]}
            {t(ticket.service)}
          </span>
        )}
        {isInWork(ticket) && <Age ticket={ticket} />}
        {station !== null && <span className={styles.station}>{station}</span>}
      </span>
    </>
  );
  return (
    <article
      className={styles.card}
      aria-label={`#${ticket.number}`}
      data-ticket={ticket.id}
      data-state={ticket.state}
      data-level={isInWork(ticket) ? level : "gone"}
      data-new={isNew || ticket.mustAcknowledge || undefined}
      onPointerDown={() => touch(ticket.id)}
      onKeyDown={() => touch(ticket.id)}
    >
      {ticket.addedTo && <Added ticket={ticket} number={addedTo} />}
      {to ? (
        <button type="button" className={styles.head} aria-describedby={wordsId} onClick={onBump}>
          {head}
        </button>
      ) : (
        <div className={styles.head}>{head}</div>
      )}
      {ticket.mustAcknowledge && <Cancelled ticket={ticket} mayAdvance={mayAdvance} />}
      <Lines ticket={ticket} mayAdvance={mayAdvance} />
      {alsoAt !== "" && <p className={styles.also}>{t("alsoAt", { stations: alsoAt })}</p>}
      {to && (
        <div className={styles.buttons}>
          {ticket.state === "ready" && (
            <button type="button" className={styles.back} onClick={() => void recall(ticket)}>
              {t("back")}
            </button>
          )}
          <button
            type="button"
            className={styles.bump}
            data-bump
            data-to={to}
            data-urged={isAllDone(ticket) || undefined}
            onClick={onBump}
          >
            <span id={wordsId}>{t(bumpWords[to])}</span>
          </button>
        </div>
      )}
    </article>
  );
});
