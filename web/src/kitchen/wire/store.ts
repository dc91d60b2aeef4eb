import { create } from "zustand";
import { ApiError, isSilence } from "../../shared/api/client";
import { onEvent, onReset } from "../../shared/live/live";
import { applyAnswer, applyEvent, type Board, beginLoad, emptyBoard, finishLoad } from "../model/board";
import { isOnBoard, type Station, type Ticket } from "../model/ticket";
import { readOpenTickets, readStations } from "./wire";

interface KitchenState {
  board: Board;
  /** Tickets as they will be once the server has answered a step that is on its way. */
  pending: ReadonlyMap<string, Ticket>;
  stations: readonly Station[];
  /** "loading": the board is not what the server knows, yet. */
  state: "loading" | "ready";
  /** Tickets that somebody touched here; new ones that nobody did flash. */
  touched: ReadonlySet<string>;
  /** Why the last step failed. */
  failed: unknown;
  /** The board could not be read though the server was there. */
  unread: boolean;
  /** What happened last that somebody should hear of. */
  news: { ticket: Ticket; what: "new" | "cancelled" } | null;
}

const nothing: KitchenState = {
  board: emptyBoard,
  pending: new Map(),
  stations: [],
  state: "loading",
  touched: new Set(),
  failed: null,
  unread: false,
  news: null,
};
export const useKitchen = create<KitchenState>()(() => nothing);
const { setState, getState } = useKitchen;

/** The tickets as they are shown: with what this display has just done. */
export function shownTickets({ board, pending }: Pick<KitchenState, "board" | "pending">): Ticket[] {
  const tickets: Ticket[] = [];
  for (const ticket of board.tickets.values()) {
    const shown = pending.get(ticket.id) ?? ticket;
    if (isOnBoard(shown)) tickets.push(shown);
  }
  return tickets;
}

const retryMs = 2_000;
/** So often the board is compared with the server though nothing seems wrong; it also keeps the session in use over the night. */
const reviewMs = 4 * 60_000;
let loading = new AbortController();

/** Reads the board anew, until that works. */
async function load(anew: boolean): Promise<void> {
  loading.abort();
  const mine = new AbortController();
  loading = mine;
  if (anew) setState({ state: "loading" });
  for (let first = true; !mine.signal.aborted; first = false) {
    setState(({ board }) => ({ board: beginLoad(board, anew && first) }));
    const { highest } = getState().board;
    try {
      const [tickets, stations] = await Promise.all([readOpenTickets(mine.signal), readStations(mine.signal)]);
      if (mine.signal.aborted) return;
      setState(({ board, touched, failed }) => {
        const next = finishLoad(board, tickets, highest);
        return {
          failed: isSilence(failed) ? null : failed, // it answers again
          board: next,
          stations,
          state: "ready",
          unread: false,
          touched: new Set([...touched].filter((id) => next.tickets.has(id))),
        };
      });
      return;
    } catch {
      if (!mine.signal.aborted) setState({ unread: true });
      await new Promise((resolve) => setTimeout(resolve, retryMs));
    }
  }
}

/** Keeps the board as the server tells it. Returns how to end that. */
export function startKitchen(): () => void {
  setState({ ...nothing, pending: new Map() });
  const forgetEvents = onEvent(({ id, kind, payload }) => {
    if (kind !== "ticket.created" && kind !== "ticket.changed") return;
    const { ticket } = payload as { ticket: Ticket };
    const before = getState().board.tickets.get(ticket.id);
    setState(({ board }) => ({ board: applyEvent(board, ticket, Number(id)) }));
    if (getState().board.tickets.get(ticket.id) !== ticket) return; // old, or gone
    if (!before && kind === "ticket.created") setState({ news: { ticket, what: "new" } });
    else if (ticket.mustAcknowledge && !before?.mustAcknowledge) setState({ news: { ticket, what: "cancelled" } });
  });
  const forgetResets = onReset(() => void load(true));
  const review = setInterval(() => void load(false), reviewMs);
  void load(true);
  return () => {
    forgetEvents();
    forgetResets();
    clearInterval(review);
    loading.abort();
  };
}

/** Somebody has seen it. */
export function touch(id: string): void {
  if (!getState().touched.has(id)) setState(({ touched }) => ({ touched: new Set(touched).add(id) }));
}

export const forgetFailure = (): void => setState({ failed: null });

const queues = new Map<string, Promise<boolean>>();

function settle(id: string, shown: Ticket | undefined): void {
  const { pending } = getState();
  if (pending.get(id) !== shown) return; // another step of it is on its way
  const rest = new Map(pending);
  rest.delete(id);
  setState({ pending: rest });
}

/** Takes a step: shown at once, sent in the order of the taps, taken back if the server says no or nothing. Whether it was taken. */
export function act(ticket: Ticket, after: Ticket, send: () => Promise<Ticket>): Promise<boolean> {
  touch(ticket.id);
  setState(({ pending }) => ({ pending: new Map(pending).set(ticket.id, after), failed: null }));
  const before = queues.get(ticket.id) ?? Promise.resolve(true);
  const mine = before.then(async () => {
    const event = getState().board.last.get(ticket.id) ?? 0;
    let isTaken = false;
    try {
      const answer = await send();
      isTaken = true;
      setState(({ board }) => ({ board: applyAnswer(board, answer, event) }));
    } catch (error) {
      // Another display was faster: the ticket as it is comes with the refusal.
      const known = error instanceof ApiError && error.code === "TICKET_STATE" ? ticketOf(error.data) : null;
      if (known) setState(({ board }) => ({ board: applyAnswer(board, known, event) }));
      else setState({ failed: error, pending: without(ticket.id) });
    }
    settle(ticket.id, after);
    return isTaken;
  });
  queues.set(ticket.id, mine);
  void mine.finally(() => {
    if (queues.get(ticket.id) === mine) queues.delete(ticket.id);
  });
  return mine;
}

function without(id: string): Map<string, Ticket> {
  const rest = new Map(getState().pending);
  rest.delete(id);
  return rest;
}

function ticketOf(data: unknown): Ticket | null {
  return typeof data === "object" && data !== null && "ticket" in data ? (data as { ticket: Ticket }).ticket : null;
}
