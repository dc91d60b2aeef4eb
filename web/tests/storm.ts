import type { Page, Route } from "playwright-core";
import { expect } from "vitest";
import { type Cafe, random } from "./support";
import { type Listed, openTill } from "./till-support";

/** Sales at a till while everything fails that can, and the judge of what became of them. */

/** Drawn, or given to repeat what a run has shown. */
const seed = Number(process.env.CAFEPOS_TEST_SEED ?? Date.now() % 1_000_000);
export const name = `CAFEPOS_TEST_SEED=${seed}`;
export const say = (words: string) => process.stdout.write(`till-storm: ${words}\n`);

const ways = /^http:\/\/[^/]+\/orders$/;

/** In turn, so that each sale's "Paid" is another than that of the sale before. */
const things = [
  { tile: /Espresso Single \$/, less: "One Espresso less", paid: "$2.70", total: 2.7 },
  { tile: /Cortado/, less: "One Cortado less", paid: "$4.05", total: 4.05 },
];

interface Watched {
  /** Ids of sales that are on disk. */
  kept: string[];
  /** What the band has shown as paid, and how many sales were on disk then. */
  shown: { text: string; kept: number }[];
}
type Watching = Window & { watched: Watched };

/** In the page: notes what is written for good, and when "Paid" shows. */
function watch(): void {
  const watched: Watched = { kept: [], shown: [] };
  (window as unknown as Watching).watched = watched;
  const written = new WeakMap<IDBTransaction, string[]>();
  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...of) {
    const begun = transaction.apply(this, of);
    // Heard before the till hears it.
    begun.addEventListener("complete", () => watched.kept.push(...(written.get(begun) ?? [])));
    return begun;
  };
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...of) {
    const { id } = of[0] as { id: string };
    const { durability } = this.transaction;
    if (this.name === "outbox" && durability === "strict")
      written.set(this.transaction, [...(written.get(this.transaction) ?? []), id]);
    return put.apply(this, of);
  };
  new MutationObserver(() => {
    const text = /Paid (\S+)/.exec(document.querySelector('[role="status"]')?.textContent ?? "")?.[1];
    if (text && watched.shown.at(-1)?.text !== text) watched.shown.push({ text, kept: watched.kept.length });
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

const watchedIn = (page: Page) => page.evaluate(() => (window as unknown as Watching).watched);

async function allSales(cafe: Cafe): Promise<Listed[]> {
  const orders: Listed[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const path = `/orders?limit=100${cursor && `&cursor=${cursor}`}`;
    const page: { orders: Listed[]; pagination: { nextCursor: string | null } } = await cafe.call(
      "manager",
      "GET",
      path,
    );
    orders.push(...page.orders);
    cursor = page.pagination.nextCursor;
  }
  return orders;
}

/** A till in a storm. `weather` is what befalls each sale that is sent. */
export async function openStorm(cafe: Cafe, weather: (route: Route, next: (below: number) => number) => Promise<void>) {
  const next = random(seed);
  const sky = random(seed + 1); // what is sent comes when it comes, and takes no draws from what is done
  const before = new Set((await allSales(cafe)).map((order) => order.id));
  const { page, context } = await openTill(cafe, undefined, { before: (of) => of.addInitScript(watch) });
  await page.route(
    ways,
    (route) => (route.request().method() === "POST" ? weather(route, sky).catch(() => undefined) : route.continue()), // the page was left meanwhile
  );
  const card = page.getByRole("button", { name: "Card", exact: true });
  const sold: { id: string; total: number }[] = [];
  return {
    page,
    context,
    next,
    /** By a double tap. */
    sell: async () => {
      const count = sold.length;
      const of = `sale ${count} of ${name}`;
      const thing = things[count % 2] ?? expect.fail();
      const earlier = await watchedIn(page);
      await page.getByRole("button", { name: thing.tile }).click();
      await card.dblclick({ delay: next(20) });
      await page.getByRole("button", { name: thing.less }).waitFor({ state: "detached" });
      // "Paid" shows once for this sale, when it and no other was kept since the last.
      const { kept, shown } = await watchedIn(page);
      const paid = shown.slice(earlier.shown.length);
      expect(paid, of).toEqual([{ text: thing.paid, kept: earlier.kept.length + 1 }]);
      const id = kept[earlier.kept.length] ?? expect.fail(of);
      expect(kept.slice(earlier.kept.length), of).toEqual([id]);
      sold.push({ id, total: thing.total });
    },
    reload: async () => {
      await page.reload();
      await page.getByRole("button", { name: things[0]?.tile ?? "" }).waitFor();
    },
    /** The weather clears, and all that waits is sent. */
    calm: async () => {
      await page.unroute(ways);
      await page.reload();
      await card.waitFor();
      // A quarter of all may still wait: each that is cut off makes those behind it wait, too.
      const timeout = 60_000 + 500 * sold.length;
      await expect
        .poll(() => page.getByRole("button", { name: /waiting/ }).count(), { timeout, message: name })
        .toBe(0);
    },
    /** What the server has, against what the till has shown as paid. */
    judged: async () => {
      const orders = (await allSales(cafe)).filter((order) => !before.has(order.id));
      const lost = sold.filter(
        ({ id, total }) => !orders.some((order) => order.client_order_id === id && order.total === total),
      );
      const first = new Set(sold.map(({ id }) => id));
      const doubled = orders.filter((order) => !first.delete(order.client_order_id));
      return { sold: sold.length, lost: lost.length, doubled: doubled.length };
    },
  };
}
