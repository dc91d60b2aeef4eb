import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { ApiError } from "../../shared/api/client";
import type { Minor } from "../../shared/money/money";
import type { Snapshot } from "../../shared/order/catalog";
import type { Order } from "../../shared/order/order";

/** What the till keeps over reloads and power cuts. */

/** A sale that the server has not confirmed yet; the body never changes. */
export interface Waiting {
  /** The sale's id for ever: clientOrderId and Idempotency-Key. UUIDs of version 7 sort by time. */
  id: string;
  path: string;
  body: Record<string, unknown>;
  till: string | null;
  approval: string | null;
  total: Minor;
  soldBy: string;
  at: number;
  state: "waiting" | "attention";
  tries: number;
  /** What the server said last; "" if nothing. */
  words: string;
  /** What the refusal said beside its words, for words in the person's language. */
  refused?: Pick<ApiError, "status" | "code" | "details"> | undefined;
}

/** The last sale, as the band shows it until the next. */
export interface Done {
  id: string;
  total: Minor;
  change: Minor;
  isCash: boolean;
  tip: Minor;
  at: number;
  state: "kept" | "accepted" | "attention" | "undone";
  orderId: string | null;
  number: string | null;
  /** Why nothing was printed; "" if it was, or waits for the printer. */
  printing: string;
  warnings: string[];
  /** What was sold, for a tender that is taken back; null of a tab. */
  sold: Order | null;
}

interface Schema extends DBSchema {
  snapshot: { key: "menu"; value: Snapshot };
  cart: { key: "current"; value: Order };
  done: { key: "last"; value: Done };
  outbox: { key: string; value: Waiting };
}

let opened: Promise<IDBPDatabase<Schema>> | null = null;

function database(): Promise<IDBPDatabase<Schema>> {
  opened ??= openDB<Schema>("cafepos-till", 1, {
    upgrade(db) {
      db.createObjectStore("snapshot");
      db.createObjectStore("cart");
      db.createObjectStore("done");
      db.createObjectStore("outbox", { keyPath: "id" });
    },
    // A newer page in another tab wants to change the schema: let it; the next use opens anew.
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
      opened = null;
    },
    terminated() {
      opened = null;
    },
  });
  opened.catch(() => {
    opened = null;
  });
  return opened;
}

/** Another window of this till has paid this order already, or another is on the counter there. */
export class PaidElsewhere extends Error {}

/** Reads and writes what is kept; each of them fails where the device keeps nothing. */
export const kept = {
  snapshot: async () => (await database()).get("snapshot", "menu"),
  keepSnapshot: async (snapshot: Snapshot) => void (await (await database()).put("snapshot", snapshot, "menu")),
  cart: async () => (await database()).get("cart", "current"),
  keepCart: async (order: Order) => void (await (await database()).put("cart", order, "current")),
  done: async () => (await database()).get("done", "last"),
  keepDone: async (done: Done) => void (await (await database()).put("done", done, "last")),
  /** Changes what the band shows of a sale, where that is still the last one. */
  changeDone: async (id: string, change: Partial<Done>) => {
    const tx = (await database()).transaction("done", "readwrite");
    const last = await tx.store.get("last");
    if (last?.id === id) await tx.store.put({ ...last, ...change }, "last");
    await tx.done;
  },
  waiting: async () => (await database()).getAll("outbox"),
  keepWaiting: async (entry: Waiting) => {
    // Only what is still there: another tab may have seen it accepted.
    const tx = (await database()).transaction("outbox", "readwrite");
    if (await tx.store.get(entry.id)) await tx.store.put(entry);
    await tx.done;
  },
  dropWaiting: async (id: string) => (await database()).delete("outbox", id),
  /** The moment a sale is made: the sale, the next cart and what the band shows, in one transaction that is on disk when this
   * returns. */
  sell: async (entry: Waiting, done: Done, next: Order) => {
    const tx = (await database()).transaction(["outbox", "cart", "done"], "readwrite", { durability: "strict" });
    const [cart, last, sold] = await Promise.all([
      tx.objectStore("cart").get("current"),
      tx.objectStore("done").get("last"),
      tx.objectStore("outbox").get(entry.id),
    ]);
    if ((cart && cart.id !== entry.id) || last?.id === entry.id || sold) {
      tx.abort();
      await tx.done.catch(() => undefined);
      throw new PaidElsewhere();
    }
    await Promise.all([
      tx.objectStore("outbox").put(entry),
      tx.objectStore("cart").put(next, "current"),
      tx.objectStore("done").put(done, "last"),
      tx.done,
    ]);
  },
};

const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("cafepos-till");
const words = ["cart", "outbox"] as const;
export type Told = (typeof words)[number];
/** Tells the other tabs of this till what has changed. */
export function tell(what: Told): void {
  channel?.postMessage(what);
}
/** Hears what other tabs tell, and nothing but these words. Returns how to stop. */
export function onTold(listener: (what: Told) => void): () => void {
  const hear = (event: MessageEvent<unknown>) => {
    const word = words.find((known) => known === event.data);
    if (word) listener(word);
  };
  channel?.addEventListener("message", hear);
  return () => channel?.removeEventListener("message", hear);
}
