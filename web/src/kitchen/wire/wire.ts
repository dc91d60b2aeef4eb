import { api, query } from "../../shared/api/client";
import type { Station, Ticket } from "../model/ticket";

interface TicketPage {
  tickets: Ticket[];
  nextCursor: string | null;
}
const pageSize = 200;

/** All that displays show, of all stations. */
export async function readOpenTickets(signal: AbortSignal): Promise<Ticket[]> {
  const tickets: Ticket[] = [];
  let cursor: string | null = null;
  do {
    const page: TicketPage = await api.get(`/kitchen/tickets${query({ state: "open", limit: pageSize, cursor })}`, {
      signal,
    });
    tickets.push(...page.tickets);
    cursor = page.nextCursor;
  } while (cursor);
  return tickets;
}

/** What was served lately, the last one first, of the newest business day that there is. */
export async function readServed(stationId: string | null, most: number): Promise<Ticket[]> {
  const page = await api.get<TicketPage>(`/kitchen/tickets${query({ state: "served", stationId, limit: 60 })}`);
  const day = page.tickets
    .map((ticket) => ticket.businessDate)
    .sort()
    .at(-1);
  return page.tickets
    .filter((ticket) => ticket.businessDate === day)
    .sort((a, b) => (b.servedAt ?? "").localeCompare(a.servedAt ?? ""))
    .slice(0, most);
}

export async function readStations(signal: AbortSignal): Promise<Station[]> {
  const { stations } = await api.get<{ stations: Station[] }>("/stations", { signal });
  return stations.filter((station) => station.active).sort((a, b) => a.sortOrder - b.sortOrder);
}

const step = async (path: string, body: unknown = {}): Promise<Ticket> =>
  (await api.post<{ ticket: Ticket }>(`/kitchen/tickets/${path}`, body)).ticket;

/** The steps of a ticket; each may be sent twice, the answer is the ticket as it is then. */
export const steps = {
  state: (id: string, state: "started" | "ready" | "served") => step(`${id}/state`, { state }),
  line: (id: string, lineId: string, done: boolean) => step(`${id}/lines/${lineId}/done`, { done }),
  recall: (id: string) => step(`${id}/recall`),
  acknowledge: (id: string) => step(`${id}/acknowledge`),
};
