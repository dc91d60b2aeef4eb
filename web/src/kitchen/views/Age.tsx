import { useTranslations } from "use-intl";
import { ageLevel, ageText, secondsSince } from "../model/age";
import type { Ticket } from "../model/ticket";
import { usePreferences } from "../preferences";
import { useNow } from "../wire/clock";
import styles from "./Card.module.css";
import { icons } from "./icons";

/** How bad a ticket's wait is; asks for a new look only when that changes. */
export function useAgeLevel(ticket: Ticket) {
  const hurry = usePreferences((preferences) => preferences.hurry);
  const late = usePreferences((preferences) => preferences.late);
  return useNow(({ now }) => ageLevel(secondsSince(ticket.createdAt, now), { hurry, late }));
}

/** The wait, ticking: picture, words, minutes and seconds. Of what is ready: since when it stands there. */
export function Age({ ticket }: { ticket: Ticket }) {
  const t = useTranslations("kitchen.ticket");
  const level = useAgeLevel(ticket);
  const isReady = ticket.state === "ready" && ticket.readyAt !== null;
  const since = isReady && ticket.readyAt ? ticket.readyAt : ticket.createdAt;
  const seconds = useNow(({ now }) => secondsSince(since, now));
  return (
    <span className={styles.age} data-level={isReady ? "ready" : level}>
      {isReady ? icons.check : icons[level]}
      <span>{isReady ? t("readyFor") : t(level)}</span>
      <time className={styles.minutes}>{ageText(seconds)}</time>
    </span>
  );
}
