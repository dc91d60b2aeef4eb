import { describe, expect, it } from "vitest";
import { applyAnswer, applyEvent, type Board, beginLoad, emptyBoard, finishLoad } from "./board";
import { exampleTicket } from "./example";
import type { Ticket, TicketState } from "./ticket";

const ticket = (id: string, state: TicketState, changes: Partial<Ticket> = {}) =>
  exampleTicket({ id, state, ...changes });
const shown = (board: Board) => [...board.tickets.values()].map(({ id, state }) => `${id} ${state}`).sort();
const loaded = (...tickets: Ticket[]) => finishLoad(beginLoad(emptyBoard, true), tickets, 0);

describe("the board", () => {
  it("shows what pages say, and only what is open", () => {
    expect(shown(loaded(ticket("a", "new"), ticket("b", "ready"), ticket("c", "served")))).toEqual([
      "a new",
      "b ready",
    ]);
  });

  it("follows events, and takes off what is served or cancelled", () => {
    let board = applyEvent(loaded(ticket("a", "new")), ticket("b", "new"), 1);
    board = applyEvent(board, ticket("a", "started"), 2);
    expect(shown(board)).toEqual(["a started", "b new"]);
    board = applyEvent(board, ticket("a", "served"), 3);
    board = applyEvent(board, ticket("b", "cancelled"), 4);
    expect(shown(board)).toEqual([]);
  });

  it("keeps what was cancelled until somebody says that the kitchen knows", () => {
    let board = applyEvent(loaded(ticket("a", "new")), ticket("a", "cancelled", { mustAcknowledge: true }), 1);
    expect(shown(board)).toEqual(["a cancelled"]);
    board = applyEvent(board, ticket("a", "cancelled"), 2);
    expect(shown(board)).toEqual([]);
  });

  it("brings nothing back by an event that is older than what is known", () => {
    let board = applyEvent(loaded(ticket("a", "new")), ticket("a", "served"), 7);
    for (const late of [6, 7]) {
      board = applyEvent(board, ticket("a", "started"), late);
      expect(shown(board)).toEqual([]);
    }
    expect(shown(applyEvent(board, ticket("a", "started"), 8))).toEqual(["a started"]);
  });

  it("believes an event rather than a page that was asked for before it", () => {
    let board = beginLoad(loaded(ticket("a", "new"), ticket("b", "new")), false);
    const { highest } = board;
    board = applyEvent(board, ticket("a", "served"), 1);
    board = applyEvent(board, ticket("c", "new"), 2);
    board = finishLoad(board, [ticket("a", "new"), ticket("b", "started")], highest);
    expect(shown(board)).toEqual(["b started", "c new"]);
  });

  it("forgets what a new page does not know any more", () => {
    const before = loaded(ticket("a", "new"), ticket("b", "new"));
    expect(shown(finishLoad(beginLoad(before, false), [ticket("b", "new")], before.highest))).toEqual(["b new"]);
  });

  it("ignores events from before its pages, until the stream begins anew", () => {
    let board = applyEvent(loaded(), ticket("a", "started"), 9);
    board = finishLoad(beginLoad(board, false), [], board.highest);
    expect(shown(applyEvent(board, ticket("a", "started"), 8))).toEqual([]);
    board = finishLoad(beginLoad(board, true), [], 0);
    expect(shown(applyEvent(board, ticket("a", "new"), 1))).toEqual(["a new"]); // a server whose numbering began again
  });

  it("takes the answer to a step only if no event came since it was sent", () => {
    const board = loaded(ticket("a", "new"));
    expect(shown(applyAnswer(board, ticket("a", "started"), 0))).toEqual(["a started"]);
    const ahead = applyEvent(board, ticket("a", "ready"), 5);
    expect(shown(applyAnswer(ahead, ticket("a", "started"), 0))).toEqual(["a ready"]);
  });

  it("equals the server after many events with loads in between", () => {
    const states: TicketState[] = ["new", "started", "ready", "served", "cancelled"];
    const server = new Map<string, Ticket>();
    let board = loaded();
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * below);
    };
    let awaited: { pages: Ticket[]; highest: number } | null = null;
    for (let event = 1; event <= 10_000; event += 1) {
      const changed = ticket(`t${random(60)}`, states[random(states.length)] ?? "new", { number: event });
      server.set(changed.id, changed);
      if (random(50) === 0) {
        const highest = board.highest;
        board = beginLoad(board, false);
        awaited = { pages: [...server.values()], highest }; // may know more than the events that have come
      }
      board = applyEvent(board, changed, event);
      if (random(20) === 0) board = applyEvent(board, ticket(changed.id, "started"), Math.max(1, event - random(5)));
      if (awaited && random(10) === 0) {
        board = finishLoad(board, awaited.pages, awaited.highest);
        awaited = null;
      }
    }
    const open = [...server.values()].filter(({ state }) => state !== "served" && state !== "cancelled");
    const known = (tickets: Iterable<Ticket>) =>
      [...tickets].map(({ id, state, number }) => `${id} ${state} ${number}`).sort();
    expect(known(board.tickets.values())).toEqual(known(open));
  });
});
