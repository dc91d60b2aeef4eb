import { useEffect, useMemo } from "react";
import { useTranslations } from "use-intl";
import { alsoAt, columnsOf } from "../model/columns";
import type { Ticket } from "../model/ticket";
import { usePreferences } from "../preferences";
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

/** Says to ears that a ticket came: a tone if wished, and words for a screen reader. */
function Arrivals({ stationId }: { stationId: string | null }) {
  const t = useTranslations("kitchen");
  const arrived = useKitchen((kitchen) => kitchen.arrived);
  const isOurs = arrived !== null && (stationId === null || arrived.stationId === stationId);
  const sound = usePreferences((preferences) => preferences.sound);
  useEffect(() => {
    if (arrived && isOurs && sound) beep();
  }, [arrived, isOurs, sound]);
  return (
    <p className="visually-hidden" aria-live="polite">
      {arrived && isOurs ? t("newTicket", { number: arrived.number, name: arrived.name ?? arrived.table ?? "" }) : ""}
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
    <div className={styles.display} data-size={textSize}>
      <Bar stations={stations} stationId={stationId} count={positions.size} />
      <Problems />
      <Arrivals stationId={stationId} />
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
