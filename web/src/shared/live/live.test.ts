// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Person, useSession } from "../session";
import { type LiveEvent, onEvent, onReset, startLive, useLive } from "./live";

/** A server as the test wants it: each request of the stream waits until it is answered, and can be cut. */
interface Request {
  headers: Record<string, string>;
  aborted: () => boolean;
  answer: (status?: number) => void;
  send: (text: string) => void;
  cut: () => void;
  end: () => void;
}
let requests: Request[] = [];
let events: LiveEvent[] = [];
let resets = 0;
let stops: (() => void)[] = [];

function fakeFetch(
  _path: string,
  options: { headers: Record<string, string>; signal: AbortSignal },
): Promise<Response> {
  const encoder = new TextEncoder();
  return new Promise((resolve, reject) => {
    let stream: ReadableStreamDefaultController<Uint8Array> | undefined;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        stream = controller;
      },
    });
    const fail = (error: Error) => {
      reject(error);
      stream?.error(error);
    };
    options.signal.addEventListener("abort", () => fail(new Error("aborted")));
    requests.push({
      headers: options.headers,
      aborted: () => options.signal.aborted,
      answer: (status = 200) => resolve(new Response(body, { status })),
      send: (text) => stream?.enqueue(encoder.encode(text)),
      cut: () => fail(new Error("cut")),
      end: () => stream?.close(),
    });
  });
}

const settle = () => new Promise((resolve) => setImmediate(resolve));
/** Lets time pass, and whatever waits for it happen. */
async function pass(ms: number): Promise<void> {
  await settle();
  await vi.advanceTimersByTimeAsync(ms);
  await settle();
}
function request(index: number): Request {
  const found = requests[index];
  if (!found) throw new Error(`there were ${requests.length} requests`);
  return found;
}
const signIn = (token: string | null) =>
  useSession.setState({
    token,
    person: token ? ({ id: "1", permissions: [] as string[] } as Person) : null,
    ended: null,
  });

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date"] });
  vi.stubGlobal("fetch", fakeFetch);
  requests = [];
  events = [];
  resets = 0;
  signIn("token-1");
  stops = [
    onEvent((event) => events.push(event)),
    onReset(() => {
      resets += 1;
    }),
    startLive(),
  ];
});
afterEach(async () => {
  for (const stop of stops) stop();
  await pass(30_000);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("the stream of events", () => {
  it("is asked for as whoever is signed in, and is live once it is answered", async () => {
    expect(request(0).headers.Authorization).toBe("Bearer token-1");
    expect(request(0).headers["Last-Event-ID"]).toBeUndefined();
    expect(useLive.getState()).toEqual({ state: "connecting", since: null });
    request(0).answer();
    await pass(0);
    expect(useLive.getState().state).toBe("live");
    expect(resets).toBe(1);
  });

  it("tells events in order, however they are cut into pieces", async () => {
    request(0).answer();
    for (const piece of [
      "retry: 2000\nid: 2\n\n: heartbeat\n\nid: 3\nevent: ticket.cr",
      'eated\ndata: {"ticket":{"id":"a"',
      "}}\n",
    ]) {
      request(0).send(piece);
      await pass(0);
    }
    expect(events).toEqual([]);
    request(0).send('\nid: 4\nevent: sale\ndata: {"total":\ndata: 5}\n\nid: 5\nevent: sale\ndata: {"total":6}\n\n');
    await pass(0);
    expect(events).toEqual([
      { id: "3", kind: "ticket.created", payload: { ticket: { id: "a" } } },
      { id: "4", kind: "sale", payload: { total: 5 } },
      { id: "5", kind: "sale", payload: { total: 6 } },
    ]);
  });

  it("leaves out what is no JSON, and goes on", async () => {
    request(0).answer();
    request(0).send("id: 1\nevent: sale\ndata: {broken\n\nid: 2\nevent: sale\ndata: {}\n\n");
    await pass(0);
    expect(events.map(({ id }) => id)).toEqual(["2"]);
  });

  it("goes on after the last event once it was cut, and says that something may be missing", async () => {
    request(0).answer();
    request(0).send("id: 41\nevent: sale\ndata: {}\n\nid: 42\nevent: sale\ndata: {}\n\nid: 43\nevent: sale\nda");
    await pass(0);
    request(0).cut();
    await pass(0);
    expect(useLive.getState().state).toBe("stale");
    await pass(500);
    expect(request(1).headers["Last-Event-ID"]).toBe("42");
    request(1).answer();
    await pass(0);
    expect(useLive.getState().state).toBe("live");
    expect(resets).toBe(2);
    request(1).end();
    await pass(500);
    expect(request(2).headers["Last-Event-ID"]).toBe("42");
  });

  it("passes on the server's word that what is known is void", async () => {
    request(0).answer();
    request(0).send("id: 9\nevent: reset\ndata: {}\n\n");
    await pass(0);
    expect(resets).toBe(2);
    expect(events).toEqual([]);
  });

  it("stays live by heartbeats, and is stale 20 seconds after the last sign of life", async () => {
    request(0).answer();
    await pass(0);
    for (let beat = 0; beat < 8; beat += 1) {
      await pass(15_000);
      expect(useLive.getState().state).toBe("live");
      request(0).send(": heartbeat\n\n");
      await pass(0);
    }
    const last = Date.now();
    await pass(19_000);
    expect(useLive.getState().state).toBe("live");
    await pass(2_000);
    expect(useLive.getState()).toEqual({ state: "stale", since: last });
    expect(request(0).aborted()).toBe(true);
    await pass(1_000);
    expect(requests).toHaveLength(2);
  });

  it("waits for an answer that is slow after a silence, but not forever", async () => {
    request(0).answer();
    await pass(0);
    await pass(22_000);
    const second = requests.length - 1;
    expect(second).toBe(1);
    await pass(10_000);
    expect(request(second).aborted()).toBe(false);
    request(second).answer();
    await pass(0);
    expect(useLive.getState().state).toBe("live");
    await pass(22_000);
    await pass(25_000); // nothing answers at all
    expect(request(2).aborted()).toBe(true);
    expect(requests.length).toBeGreaterThan(3);
  });

  it("tries less and less often while the server is away, and soon again after it was there", async () => {
    for (let tries = 0; tries < 6; tries += 1) {
      const count = requests.length;
      request(count - 1).cut();
      await pass(10_000);
      expect(requests.length).toBe(count + 1);
    }
    request(requests.length - 1).answer();
    await pass(0);
    request(requests.length - 1).cut();
    const count = requests.length;
    await pass(500);
    expect(requests.length).toBe(count + 1);
  });

  it("ends the session where the server knows it no more, and then asks nothing", async () => {
    request(0).answer(401);
    await pass(0);
    expect(useSession.getState()).toMatchObject({ token: null, person: null, ended: "refused" });
    await pass(60_000);
    expect(requests).toHaveLength(1);
    signIn("token-2");
    await pass(1_000);
    expect(request(1).headers.Authorization).toBe("Bearer token-2");
  });

  it("does not say that the server is away when somebody signs in again after an ended session", async () => {
    const states: string[] = [];
    request(0).answer();
    await pass(0);
    const stop = useLive.subscribe(({ state }) => states.push(state));
    request(0).end(); // the server has ended the session, and with it the stream
    signIn(null);
    await pass(3_000);
    signIn("token-2");
    await pass(0);
    expect(request(1).headers.Authorization).toBe("Bearer token-2");
    request(1).answer();
    await pass(0);
    stop();
    expect([...new Set(states)]).toEqual(["connecting", "live"]);
  });

  it("is another one's at once when another one signs in, and the former's ends", async () => {
    request(0).answer();
    await pass(0);
    signIn("token-2");
    await pass(0);
    expect(request(0).aborted()).toBe(true);
    expect(request(1).headers.Authorization).toBe("Bearer token-2");
    expect(useLive.getState().state).toBe("connecting");
  });

  it("asks nothing any more once it was ended", async () => {
    request(0).answer();
    await pass(0);
    stops.pop()?.();
    expect(request(0).aborted()).toBe(true);
    await pass(60_000);
    expect(requests).toHaveLength(1);
  });
});
