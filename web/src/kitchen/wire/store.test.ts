import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { exampleLine, exampleTicket } from "../model/example";
import type { Ticket } from "../model/ticket";
import { bump, isStray, markLine, undo, useUndo } from "./bump";
import { act, shownTickets, startKitchen, useKitchen } from "./store";

/** Answers as the test wants them; each call is noted. */
let calls: string[] = [];
let answerOf: (call: string, body: unknown) => Response | Promise<Response>;
let stop: () => void = () => undefined;

const answer = (data: unknown, status = 200, more = {}) =>
  new Response(JSON.stringify({ success: status < 400, data, errors: status < 400 ? [] : ["no"], ...more }), {
    status,
  });
const shown = () => shownTickets(useKitchen.getState()).map(({ id, state }) => `${id} ${state}`);
const ticketShown = (id: string): Ticket => {
  const found = shownTickets(useKitchen.getState()).find((ticket) => ticket.id === id);
  if (!found) throw new Error(`${id} is not shown`);
  return found;
};
const settle = () => vi.waitFor(() => expect(useKitchen.getState().pending.size).toBe(0));

const lines = [exampleLine(), exampleLine({ id: "line-2", done: true, state: "done" })];
let server: Ticket;

beforeEach(async () => {
  calls = [];
  server = exampleTicket({ id: "a", state: "started", lines });
  answerOf = (call, body) => {
    if (call === "GET /stations") return answer({ stations: [{ id: "bar", name: "Bar", sortOrder: 0, active: true }] });
    if (call.startsWith("GET /kitchen/tickets")) return answer({ tickets: [server], nextCursor: null });
    if (call.endsWith("/recall")) server = { ...server, state: "started" };
    else if (call.endsWith("/state")) server = { ...server, state: (body as { state: Ticket["state"] }).state };
    return answer({ ticket: server });
  };
  vi.stubGlobal("fetch", async (path: string, options: { method: string; body: string | null }) => {
    const call = `${options.method} ${path}`;
    if (options.method !== "GET") calls.push(`${path.replace("/kitchen/tickets/", "")} ${options.body}`);
    return answerOf(call, options.body ? JSON.parse(options.body) : null);
  });
  stop = startKitchen();
  await vi.waitFor(() => expect(useKitchen.getState().state).toBe("ready"));
});
afterEach(() => {
  stop();
  vi.unstubAllGlobals();
});

describe("a step", () => {
  it("is shown at once, and stays once the server has taken it", async () => {
    bump(ticketShown("a"), "ready");
    expect(shown()).toEqual(["a ready"]);
    await settle();
    expect(calls).toEqual(['a/state {"state":"ready"}']);
    expect(shown()).toEqual(["a ready"]);
    expect(useUndo.getState().last?.before.state).toBe("started");
  });

  it("is taken back, and says why, where no answer comes", async () => {
    answerOf = () => Promise.reject(new TypeError("connection refused"));
    bump(ticketShown("a"), "ready");
    await settle();
    expect(shown()).toEqual(["a started"]);
    expect(useKitchen.getState().failed).toMatchObject({ name: "NoAnswer" });
    expect(useUndo.getState().last).toBeNull();
  });

  it("is not said to have failed any more once the server answers again", async () => {
    const usual = answerOf;
    answerOf = () => Promise.reject(new TypeError("connection refused"));
    bump(ticketShown("a"), "ready");
    await settle();
    answerOf = usual;
    stop();
    const { failed } = useKitchen.getState();
    stop = startKitchen();
    useKitchen.setState({ failed });
    await vi.waitFor(() => expect(useKitchen.getState()).toMatchObject({ state: "ready", failed: null }));
  });

  it("gives way to another display that was faster", async () => {
    answerOf = () => answer({ ticket: { ...server, state: "served" } }, 409, { errorCode: "TICKET_STATE" });
    markLine(ticketShown("a"), "line-1", true);
    await settle();
    expect(shown()).toEqual([]);
    expect(useKitchen.getState().failed).toBeNull();
  });

  it("is sent after the one before it was answered", async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const usual = answerOf;
    answerOf = async (call, body) => {
      await held;
      return usual(call, body);
    };
    markLine(ticketShown("a"), "line-1", true);
    bump(ticketShown("a"), "ready");
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(calls).toEqual(['a/lines/line-1/done {"done":true}']);
    expect(shown()).toEqual(["a ready"]);
    release();
    await settle();
    expect(calls).toEqual(['a/lines/line-1/done {"done":true}', 'a/state {"state":"ready"}']);
    expect(shown()).toEqual(["a ready"]);
  });
});

describe("undoing a bump", () => {
  it("brings it back to work with the lines open that were", async () => {
    bump(ticketShown("a"), "ready");
    await settle();
    calls = [];
    await undo();
    expect(calls).toEqual(["a/recall {}", 'a/lines/line-1/done {"done":false}']);
    expect(useUndo.getState().last).toBeNull();
  });

  it("makes ready again what was", async () => {
    server = { ...server, state: "ready" };
    await act(ticketShown("a"), server, async () => server);
    bump(ticketShown("a"), "served");
    await settle();
    expect(shown()).toEqual([]);
    calls = [];
    await undo();
    expect(calls).toEqual(["a/recall {}", 'a/state {"state":"ready"}']);
    expect(shown()).toEqual(["a ready"]);
  });

  it("is not offered for a start, which loses nothing", async () => {
    bump(ticketShown("a"), "started");
    expect(useUndo.getState().last).toBeNull();
    await settle();
  });
});

describe("a board that cannot be read", () => {
  it("says so, and tries again", async () => {
    stop();
    const usual = answerOf;
    answerOf = () => answer({}, 503);
    stop = startKitchen();
    await vi.waitFor(() => expect(useKitchen.getState().unread).toBe(true));
    expect(useKitchen.getState().state).toBe("loading");
    answerOf = usual;
    await vi.waitFor(() => expect(useKitchen.getState()).toMatchObject({ state: "ready", unread: false }), 5_000);
    expect(shown()).toEqual(["a started"]);
  });
});

describe("a tap", () => {
  it("is stray where another ticket has just slipped under the finger", () => {
    const first = exampleTicket({ id: "x" });
    const second = exampleTicket({ id: "y" });
    expect(isStray(first, { x: 100, y: 100 }, 10_000)).toBe(false);
    expect(isStray(second, { x: 105, y: 98 }, 10_150)).toBe(true);
    expect(isStray(second, { x: 105, y: 98 }, 10_700)).toBe(false);
    expect(isStray(first, { x: 400, y: 98 }, 10_800)).toBe(false);
    expect(isStray(first, { x: 400, y: 98 }, 10_900)).toBe(false); // the same ticket twice is meant
  });
});
