import type { Ticket } from "./ticket";

/** What stands together on the board: a ticket, and what was added to it later. */
export interface Group {
  id: string;
  tickets: Ticket[];
}

const byAge = (a: Ticket, b: Ticket): number =>
  a.createdAt.localeCompare(b.createdAt) || a.number - b.number || a.id.localeCompare(b.id);

/** The board in reading order: what is to be made, the oldest first, with its additions beneath it; then what is ready. */
export function columnsOf(tickets: Iterable<Ticket>, stationId: string | null): { work: Group[]; ready: Ticket[] } {
  const shown = [...tickets].filter((ticket) => stationId === null || ticket.stationId === stationId).sort(byAge);
  const ready = shown.filter((ticket) => ticket.state === "ready" && !ticket.mustAcknowledge);
  const work = shown.filter((ticket) => ticket.state !== "ready" || ticket.mustAcknowledge);
  const groups = new Map<string, Group>();
  for (const ticket of work) {
    const group = ticket.addedTo ? groups.get(ticket.addedTo) : undefined;
    if (group) group.tickets.push(ticket);
    else groups.set(ticket.id, { id: ticket.id, tickets: [ticket] });
  }
  return { work: [...groups.values()], ready };
}

/** The other stations that make something of the same order or tab and are not done with it. */
export function alsoAt(ticket: Ticket, tickets: Iterable<Ticket>): string[] {
  const others = new Set<string>();
  for (const other of tickets) {
    if (other.sourceId !== ticket.sourceId || other.stationId === ticket.stationId) continue;
    if (other.state === "new" || other.state === "started") others.add(other.stationId);
  }
  return [...others];
}
