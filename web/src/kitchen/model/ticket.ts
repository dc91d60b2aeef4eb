/** A kitchen ticket as the server tells it, and the steps it may take. Pure. */

export type TicketState = "new" | "started" | "ready" | "served" | "cancelled";

export interface TicketLine {
  id: string;
  menuItemId: string;
  name: string;
  size: string;
  /** As it was sent. */
  quantity: number;
  /** How many of them are not wanted any more. */
  cancelled: number;
  /** What is special about it, in words, such as "Oat milk" or "2x Extra shot". */
  options: string[];
  notes: string;
  done: boolean;
  state: "open" | "done" | "cancelled";
}

export interface Ticket {
  id: string;
  number: number;
  businessDate: string;
  stationId: string;
  sourceId: string;
  reference: string;
  name: string | null;
  table: string | null;
  service: string | null;
  state: TicketState;
  addedTo?: string;
  mustAcknowledge: boolean;
  lines: TicketLine[];
  createdAt: string;
  readyAt: string | null;
  servedAt: string | null;
}

export interface Station {
  id: string;
  name: string;
  sortOrder: number;
  active: boolean;
}

/** How many taps take a ticket off: each state, ready and served, or at once. */
export type BumpSteps = "three" | "two" | "one";

/** Whether it is to be made, or waits to be handed out. */
export const isInWork = (ticket: Ticket): boolean =>
  ticket.state === "new" || ticket.state === "started" || ticket.state === "ready";

/** Whether a display shows it; the same as `?state=open` of the server. */
export const isOnBoard = (ticket: Ticket): boolean => isInWork(ticket) || ticket.mustAcknowledge;

/** How many of a line are still wanted. */
export const wanted = (line: TicketLine): number => line.quantity - line.cancelled;

/** Where a bump takes it; null where there is nothing to bump. */
export function nextState(ticket: Ticket, steps: BumpSteps): "started" | "ready" | "served" | null {
  if (!isInWork(ticket)) return null;
  if (ticket.state === "ready" || steps === "one") return "served";
  if (ticket.state === "started" || steps === "two") return "ready";
  return "started";
}

/** As it will be once the server has taken that step: whatever was not done is done once it is ready. */
export function advanced(ticket: Ticket, to: "started" | "ready" | "served", now: string): Ticket {
  if (to === "started") return { ...ticket, state: to };
  const lines = ticket.lines.map((line) =>
    line.state === "open" ? { ...line, done: true, state: "done" as const } : line,
  );
  const readyAt = ticket.readyAt ?? now;
  return { ...ticket, state: to, lines, readyAt, servedAt: to === "served" ? now : ticket.servedAt };
}

/** As it will be with a line made, or not after all. */
export function withLine(ticket: Ticket, lineId: string, done: boolean): Ticket {
  const lines = ticket.lines.map((line) =>
    line.id === lineId && line.state !== "cancelled"
      ? { ...line, done, state: done ? ("done" as const) : ("open" as const) }
      : line,
  );
  return { ...ticket, lines, state: done && ticket.state === "new" ? "started" : ticket.state };
}

/** As it will be back in work. */
export const recalled = (ticket: Ticket): Ticket => ({ ...ticket, state: "started", readyAt: null, servedAt: null });

/** As it will be once the kitchen knows what was cancelled. */
export const acknowledged = (ticket: Ticket): Ticket => ({ ...ticket, mustAcknowledge: false });

/** Whether its lines may be tapped: what is ready is all done. */
export const takesLines = (ticket: Ticket): boolean => ticket.state === "new" || ticket.state === "started";

/** Whether everything that is wanted of it is made. */
export const isAllDone = (ticket: Ticket): boolean => ticket.lines.every((line) => line.state !== "open");

/** An option's words apart: "2x Extra shot" is two times "Extra shot". */
export function optionOf(text: string): { name: string; quantity: number } {
  const match = /^(\d+)x (.+)$/.exec(text);
  return match?.[1] && match[2] ? { name: match[2], quantity: Number(match[1]) } : { name: text, quantity: 1 };
}

/** Whether a size is worth its room: what comes in one size only is "Regular". */
export const saysSize = (size: string): boolean => size !== "" && size !== "Regular";

/** The station that an address names by `?station=`, by its id or its name in any case of letters. */
export function stationNamed(wanted: string, stations: readonly Station[]): Station | null {
  const name = wanted.trim().toLocaleLowerCase();
  return (
    stations.find(({ id }) => id === wanted) ?? stations.find((one) => one.name.toLocaleLowerCase() === name) ?? null
  );
}
