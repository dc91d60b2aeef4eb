import { ApiError, api, NoAnswer } from "../../shared/api/client";
import { fromWire } from "../../shared/money/money";
import { verdictOf, waitAfter } from "../model/sending";
import { kept, tell, type Waiting } from "./db";
import { orders, type SoldAnswer } from "./orders";

/** Brings kept sales to the server, oldest first. A sale leaves only after an answer that has its total. */

export interface SenderEvents {
  accepted: (entry: Waiting, answer: SoldAnswer) => void;
  changed: () => void;
}

export interface Sender {
  /** Something says that the server may be there again. */
  wake: () => void;
  stop: () => void;
}

/** One try. Throws what the call throws. */
export async function post(entry: Waiting, timeoutMs = 15_000): Promise<SoldAnswer> {
  return api.post<SoldAnswer>(entry.path, entry.body, {
    key: entry.id,
    timeoutMs,
    ...(entry.till ? { till: entry.till } : {}),
    ...(entry.approval ? { approval: entry.approval } : {}),
  });
}

/** Whether the answer is about this sale and its money. */
export function matches(entry: Waiting, answer: SoldAnswer): boolean {
  return fromWire(answer.order.total) === entry.total && answer.order.clientOrderId === entry.id;
}

/** What is said of a sale that the server has for other money. */
export const wordsOfOther = ({ order }: SoldAnswer) => `${order.orderNumber}: ${order.total.toFixed(2)}`;

/** One try; a sale that the server says it has from before, asked for in other words, is looked up there. */
async function postOrFind(entry: Waiting): Promise<SoldAnswer> {
  try {
    return await post(entry);
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== "IDEMPOTENCY_KEY_REUSED") throw error;
    const found = await orders.ofClient(entry.id).catch(() => null);
    if (!found) throw error;
    return found;
  }
}

/** What the entry becomes after an error; null where the error says nothing about the sale. */
function afterError(entry: Waiting, error: unknown): Waiting {
  const tries = entry.tries + 1;
  if (error instanceof ApiError) {
    const { status, code, details } = error;
    const state = verdictOf(error) === "again" ? "waiting" : "attention";
    return { ...entry, tries, state, words: error.message, refused: { status, code, details } };
  }
  return { ...entry, tries, refused: undefined, words: error instanceof NoAnswer ? "" : String(error) };
}

/** Starts the loop. `maySend` says whether whoever is signed in may: what is kept waits for somebody who does. */
export function startSender(events: SenderEvents, maySend: () => boolean): Sender {
  let running = false;
  let again = false;
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let silentTries = 0;

  const sendOne = async (entry: Waiting): Promise<"go on" | "stop"> => {
    try {
      const answer = await postOrFind(entry);
      silentTries = 0;
      if (matches(entry, answer)) {
        await kept.dropWaiting(entry.id);
        events.accepted(entry, answer);
      } else {
        await kept.keepWaiting({
          ...entry,
          state: "attention",
          tries: entry.tries + 1,
          words: wordsOfOther(answer),
          refused: undefined,
        });
      }
      return "go on";
    } catch (error) {
      const after = afterError(entry, error);
      await kept.keepWaiting(after);
      if (after.state === "attention") return "go on";
      silentTries += 1;
      return "stop";
    } finally {
      tell("outbox");
      events.changed();
    }
  };
  const run = async () => {
    clearTimeout(timer);
    if (running) {
      again = true;
      return;
    }
    running = true;
    try {
      const entries = (await kept.waiting()).filter((entry) => entry.state === "waiting");
      for (const entry of entries) {
        if (stopped || !maySend()) break;
        if ((await sendOne(entry)) === "stop") {
          timer = setTimeout(() => void run(), waitAfter(silentTries));
          break;
        }
      }
    } catch {
      timer = setTimeout(() => void run(), waitAfter(5)); // the store itself failed
    } finally {
      running = false;
      if (again && !stopped) {
        again = false;
        void run();
      }
    }
  };
  const wake = () => void run();
  const onVisible = () => {
    if (document.visibilityState === "visible") wake();
  };
  window.addEventListener("online", wake);
  document.addEventListener("visibilitychange", onVisible);
  wake();
  return {
    wake,
    stop: () => {
      stopped = true;
      clearTimeout(timer);
      window.removeEventListener("online", wake);
      document.removeEventListener("visibilitychange", onVisible);
    },
  };
}
