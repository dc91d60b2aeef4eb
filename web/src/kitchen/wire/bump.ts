import { create } from "zustand";
import { advanced, recalled, type Ticket, withLine } from "../model/ticket";
import { serverNow } from "./clock";
import { act } from "./store";
import { steps } from "./wire";

/** The last bump, as long as it can be taken back with one tap. */
interface Undo {
  before: Ticket;
  after: Ticket;
}
export const useUndo = create<{ last: Undo | null }>()(() => ({ last: null }));

export const undoMs = 5_000;
let timer: ReturnType<typeof setTimeout> | undefined;

function offer(undo: Undo | null): void {
  clearTimeout(timer);
  useUndo.setState({ last: undo });
  if (undo) timer = setTimeout(() => useUndo.setState({ last: null }), undoMs);
}

/** Takes a ticket to that state. What became ready or served can be taken back for a while; a start loses nothing. */
export function bump(ticket: Ticket, to: "started" | "ready" | "served"): void {
  const after = advanced(ticket, to, new Date(serverNow()).toISOString());
  const mine = to === "started" ? null : { before: ticket, after };
  offer(mine);
  void act(ticket, after, () => steps.state(ticket.id, to)).then((isTaken) => {
    if (!isTaken && mine && useUndo.getState().last === mine) offer(null); // there is nothing to take back
  });
}

/** A line is made, or not after all. */
export function markLine(ticket: Ticket, lineId: string, done: boolean): void {
  void act(ticket, withLine(ticket, lineId, done), () => steps.line(ticket.id, lineId, done));
}

/** Back to work; what was served stands on the board again once the server says so. */
export function recall(ticket: Ticket): Promise<boolean> {
  return act(ticket, recalled(ticket), () => steps.recall(ticket.id));
}

/** The ticket as it was before the last bump: ready again, or in work with the lines open that were. */
export async function undo(): Promise<void> {
  const { last } = useUndo.getState();
  if (!last) return;
  offer(null);
  const { before, after } = last;
  const { id } = before;
  await act(after, before.state === "new" ? { ...before, state: "started" } : before, async () => {
    let ticket = await steps.recall(id);
    if (before.state === "ready") return steps.state(id, "ready");
    for (const line of before.lines) if (line.state === "open") ticket = await steps.line(id, line.id, false);
    return ticket;
  });
}

/** Whether a tap hits another ticket only because the one before has just gone from under the finger. */
export function isStray(ticket: Ticket, point: { x: number; y: number }, atMs: number): boolean {
  const before = lastTap;
  lastTap = { id: ticket.id, at: atMs, ...point };
  if (!before || before.id === ticket.id || atMs - before.at > strayMs) return false;
  return Math.hypot(point.x - before.x, point.y - before.y) < strayPixels;
}
const strayMs = 350;
const strayPixels = 40;
let lastTap: { id: string; at: number; x: number; y: number } | null = null;
