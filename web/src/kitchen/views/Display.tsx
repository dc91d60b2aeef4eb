import { useEffect, useMemo } from "react";
import { useTranslations } from "use-intl";
import { alsoAt, columnsOf } from "../model/columns";
import type { Ticket } from "../model/ticket";
import { usePreferences } from "../preferences";
import { useNow } from "../wire/clock";
import { beep } from "../wire/sound";
import { useStation } from "../wire/station";
import { shownTickets, useKitchen } from "../wire/store";
import { Bar } from "./Bar";
import { Card } from "./Card";
import styles from "./Display.module.css";
import { Problems } from "./Problems";
import { Totals } from "./Totals";
import { UndoBar } from "./UndoBar";
import { useBumpKeys } from "./useBumpKeys";
import { useTicketName } from "./useTicketName";

/** Says to ears that a ticket came or was cancelled: a tone if wished, and words for a screen reader. */
function News({ stationId }: { stationId: string | null }) {
  const t = useTranslations("kitchen");
  const nameOf = useTicketName();
  const news = useKitchen((kitchen) => kitchen.news);
  const isOurs = news !== null && (stationId === null || news.ticket.stationId === stationId);
  const sound = usePreferences((preferences) => preferences.sound);
  useEffect(() => {
    if (news && isOurs && sound) beep();
  }, [news, isOurs, sound]);
  const words = news?.what === "cancelled" ? "cancelledTicket" : "newTicket";
  return (
    <p className="visually-hidden" aria-live="polite">
      {isOurs ? t(words, { number: news.ticket.number, name: nameOf(news.ticket) }) : ""}
    </p>
  );
}

function Empty() {
  const t = useTranslations("kitchen");
  const isLoading = useKitchen((kitchen) => kitchen.state === "loading");
  return (
    <div className={styles.empty}>
      <p className={styles.emptyTitle}>{isLoading ? t("loading") : t("empty")}</p>
      {!isLoading && <p className="hint">{t("emptyHint")}</p>}
    </div>
  );
}

/** So often everything moves a little, for screens that show the same for years keep a shadow of it. */
const shiftMs = 3 * 60_000;

/** The board. */
export function Display({ mayAdvance }: { mayAdvance: boolean }) {
  const t = useTranslations("kitchen");
  const board = useKitchen((kitchen) => kitchen.board);
  const pending = useKitchen((kitchen) => kitchen.pending);
  const stations = useKitchen((kitchen) => kitchen.stations);
  const textSize = usePreferences((preferences) => preferences.textSize);
  const totals = usePreferences((preferences) => preferences.totals);
  const stationId = useStation(stations);
  const tickets = useMemo(() => shownTickets({ board, pending }), [board, pending]);
  const { work, ready } = useMemo(() => columnsOf(tickets, stationId), [tickets, stationId]);
  const isKeyed = useBumpKeys();
  const shift = useNow(({ now }) => Math.floor(now / shiftMs) % 4);

  const positions = new Map([...work.flatMap((group) => group.tickets), ...ready].map(({ id }, index) => [id, index]));
  const numbers = new Map(tickets.map((ticket) => [ticket.id, ticket.number]));
  const names = new Map(stations.map((station) => [station.id, station.name]));
  const card = (ticket: Ticket) => {
    const position = positions.get(ticket.id) ?? 9;
    return (
      <Card
        key={ticket.id}
        ticket={ticket}
        mayAdvance={mayAdvance}
        keyHint={isKeyed && position < 9 ? position + 1 : null}
        alsoAt={alsoAt(ticket, tickets)
          .map((id) => names.get(id) ?? "")
          .join(", ")}
        station={stationId === null && stations.length > 1 ? (names.get(ticket.stationId) ?? null) : null}
        addedTo={(ticket.addedTo && numbers.get(ticket.addedTo)) || null}
      />
    );
  };
  return (
    <div className={styles.display} data-size={textSize} data-shift={shift}>
      <Bar stations={stations} stationId={stationId} count={positions.size} />
      <Problems />
      <News stationId={stationId} />
      <div className={styles.middle}>
        <main className={styles.board}>
          <h1 className="visually-hidden">{t("title")}</h1>
          {positions.size === 0 && <Empty />}
          {work.length > 0 && (
            <section aria-label={t("work")} className={styles.grid}>
              {work.map((group) => (
                <div key={group.id} className={styles.group}>
                  {group.tickets.map(card)}
                </div>
              ))}
            </section>
          )}
          {ready.length > 0 && (
            <section aria-label={t("ready")}>
              <h2 className={styles.readyTitle}>
                {t("ready")} <span>{ready.length}</span>
              </h2>
              <div className={styles.grid}>{ready.map(card)}</div>
            </section>
          )}
        </main>
        {totals && <Totals work={work} />}
      </div>
      <UndoBar />
    </div>
  );
}
