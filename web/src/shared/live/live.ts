import { createParser } from "eventsource-parser";
import { create } from "zustand";
import { refused } from "../api/client";
import { useSession } from "../session";

/** An event of GET /events, as the server tells it. */
export interface LiveEvent {
  id: string;
  kind: string;
  payload: unknown;
}

interface LiveState {
  /** "live": the stream is open and has shown life lately; "stale": nothing is known since `since`. */
  state: "connecting" | "live" | "stale";
  /** When the stream last showed life, in ms since 1970. */
  since: number | null;
}

export const useLive = create<LiveState>()(() => ({ state: "connecting", since: null }));

type Listener = (event: LiveEvent) => void;
const listeners = new Set<Listener>();
const resetListeners = new Set<() => void>();

export function onEvent(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
/** Events may be missing between what is known and what comes: whoever shows a state reads it anew. Also at each reconnect. */
export function onReset(listener: () => void): () => void {
  resetListeners.add(listener);
  return () => resetListeners.delete(listener);
}

const staleAfterMs = 20_000; // the server says something every 15 s
const waits = [500, 1_000, 2_000, 5_000, 10_000];

async function readStream(
  token: string,
  lastId: string | null,
  signal: AbortSignal,
  alive: () => void,
  onId: (id: string) => void,
): Promise<void> {
  const headers: Record<string, string> = { Authorization: `Bearer ${token}`, Accept: "text/event-stream" };
  if (lastId) headers["Last-Event-ID"] = lastId;
  const answer = await fetch("/events", { headers, signal, cache: "no-store" });
  if (answer.status === 401) refused(token);
  if (!answer.ok || !answer.body) throw new Error(`events: ${answer.status}`);
  alive();
  for (const listener of resetListeners) listener();
  const parser = createParser({
    onEvent: (message) => {
      if (message.id) onId(message.id);
      if (message.event === "reset") {
        for (const listener of resetListeners) listener();
        return;
      }
      let payload: unknown = null;
      try {
        payload = JSON.parse(message.data);
      } catch {
        return;
      }
      const event = { id: message.id ?? "", kind: message.event ?? "message", payload };
      for (const listener of listeners) listener(event);
    },
  });
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    alive();
    parser.feed(value);
  }
}

/** Keeps the stream open for whoever is signed in. Returns how to end it. */
export function startLive(): () => void {
  let ended = false;
  let controller = new AbortController();
  let lastId: string | null = null;
  let seen = 0;
  let tried = 0; // since when an answer is awaited: a silent network must not be waited for forever
  useLive.setState({ state: "connecting", since: null });
  const alive = () => {
    seen = Date.now();
    useLive.setState({ state: "live", since: seen });
  };
  const watch = setInterval(() => {
    const now = Date.now();
    if (now - seen >= staleAfterMs && useLive.getState().state === "live") useLive.setState({ state: "stale" });
    if (now - Math.max(seen, tried) >= staleAfterMs) controller.abort();
  }, 1_000);
  let wake = () => {};
  // Another session is asked with at once: whoever has just signed in has heard the server, and nothing says that it is away.
  const stopHearing = useSession.subscribe((now, before) => {
    if (now.token === before.token) return;
    useLive.setState({ state: "connecting" });
    controller.abort();
    wake();
  });
  const isPresent = (token: string | null) => useSession.getState().token === token;
  const rest = (ms: number | undefined) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const run = async () => {
    for (let tries = 0; !ended; ) {
      const token = useSession.getState().token;
      if (token) {
        controller = new AbortController();
        tried = Date.now();
        try {
          const onAlive = () => {
            tries = 0;
            alive();
          };
          await readStream(token, lastId, controller.signal, onAlive, (id) => {
            lastId = id;
          });
        } catch {
          // Cut, refused, or silent: again, after a while.
        }
        if (!ended && isPresent(token)) useLive.setState({ state: "stale" });
      }
      if (isPresent(token)) await rest(waits[Math.min(tries, waits.length - 1)]);
      tries = token && isPresent(token) ? tries + 1 : 0;
    }
  };
  void run();
  return () => {
    ended = true;
    stopHearing();
    clearInterval(watch);
    controller.abort();
  };
}
