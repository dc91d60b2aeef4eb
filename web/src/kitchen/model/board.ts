import { isOnBoard, type Ticket } from "./ticket";

/**
 * What a display shows: tickets by id, merged from pages and events. Pure. Events are numbered by the server in the order of what
 * happened; pages are not, so whatever an event said since a page was asked for wins over the page.
 */
export interface Board {
  tickets: ReadonlyMap<string, Ticket>;
  /** By ticket: the last event that was believed. */
  last: ReadonlyMap<string, number>;
  /** Events up to this one are older than the pages. */
  floor: number;
  highest: number;
  /** What was heard of since the pages were asked for; null when none are awaited. */
  touched: ReadonlySet<string> | null;
}

export const emptyBoard: Board = { tickets: new Map(), last: new Map(), floor: 0, highest: 0, touched: null };

/** Pages are asked for. `anew`: the stream was cut, its numbering may have begun again. */
export function beginLoad(board: Board, anew: boolean): Board {
  if (anew) return { ...board, last: new Map(), floor: 0, highest: 0, touched: new Set() };
  return { ...board, touched: new Set() };
}

/** All pages have come. `highestBefore`: the board's `highest` when they were asked for. */
export function finishLoad(board: Board, pages: readonly Ticket[], highestBefore: number): Board {
  const touched = board.touched ?? new Set<string>();
  const tickets = new Map<string, Ticket>();
  for (const ticket of pages) if (!touched.has(ticket.id) && isOnBoard(ticket)) tickets.set(ticket.id, ticket);
  for (const [id, ticket] of board.tickets) if (touched.has(id)) tickets.set(id, ticket);
  const last = new Map([...board.last].filter(([id]) => touched.has(id)));
  return { ...board, tickets, last, floor: Math.max(board.floor, highestBefore), touched: null };
}

function put(board: Board, ticket: Ticket): Board {
  const tickets = new Map(board.tickets);
  if (isOnBoard(ticket)) tickets.set(ticket.id, ticket);
  else tickets.delete(ticket.id);
  const touched = board.touched ? new Set(board.touched).add(ticket.id) : null;
  return { ...board, tickets, touched };
}

/** An event about a ticket. One that is older than what is known changes nothing, so it brings back nothing that is gone. */
export function applyEvent(board: Board, ticket: Ticket, event: number): Board {
  if (event <= board.floor || event <= (board.last.get(ticket.id) ?? 0)) return board;
  const last = new Map(board.last).set(ticket.id, event);
  return { ...put(board, ticket), last, highest: Math.max(board.highest, event) };
}

/** The answer to a step of this display. `eventBefore`: the ticket's last event when the step was sent; if there was one
 * since, it or the one to come knows better. */
export function applyAnswer(board: Board, ticket: Ticket, eventBefore: number): Board {
  return (board.last.get(ticket.id) ?? 0) === eventBefore ? put(board, ticket) : board;
}
