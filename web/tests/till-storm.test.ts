import type { Page, Route } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Cafe, openCafe, random } from "./support";
import { type Listed, openTill } from "./till-support";

/** Many sales while everything fails that can: none is lost, none is doubled, and none is "Paid" before it is kept. */

let cafe: Cafe;
beforeAll(async () => {
  cafe = await openCafe();
  await cafe.call("cashier", "GET", "/tills");
});
afterAll(() => cafe?.end());

const sold = process.env.CAFEPOS_TEST_NIGHTLY ? 2_000 : 40;

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

/** What may befall a request. */
async function befall(route: Route, next: (below: number) => number): Promise<void> {
  if (route.request().method() !== "POST") return route.continue();
  const kind = next(4);
  if (kind === 0) return route.abort(); // never arrives
  if (kind === 1) {
    await route.fetch().catch(() => undefined);
    return route.abort(); // arrives, but the answer does not
  }
  if (kind === 2) return route.fulfill({ status: 503, json: { success: false, errors: ["busy"], data: {} } });
  return route.continue();
}

async function allSales(): Promise<Listed[]> {
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

describe("till", () => {
  it(
    "loses and doubles nothing when requests and answers get lost, the server dies and the page is left",
    async () => {
      const next = random(11);
      const before = new Set((await allSales()).map((order) => order.id));
      const { page } = await openTill(cafe, undefined, { before: (of) => of.addInitScript(watch) });
      const ways = /^http:\/\/[^/]+\/orders$/;
      await page.route(ways, (route) => befall(route, next).catch(() => undefined)); // the page was left meanwhile
      const card = page.getByRole("button", { name: "Card", exact: true });
      const ids: string[] = [];
      const totals: number[] = [];
      for (let i = 0; i < sold; i += 1) {
        const thing = things[i % 2] ?? expect.fail();
        const earlier = await watchedIn(page);
        await page.getByRole("button", { name: thing.tile }).click();
        await card.dblclick({ delay: next(20) });
        await page.getByRole("button", { name: thing.less }).waitFor({ state: "detached" });
        // "Paid" shows once for this sale, when it and no other was kept since the last.
        const { kept, shown } = await watchedIn(page);
        const paid = shown.slice(earlier.shown.length);
        expect(paid, `sale ${i}`).toEqual([{ text: thing.paid, kept: earlier.kept.length + 1 }]);
        const id = kept[earlier.kept.length] ?? expect.fail();
        expect(kept.slice(earlier.kept.length), `sale ${i}`).toEqual([id]);
        ids.push(id);
        totals.push(thing.total);
        if (i % 100 === 15) {
          await cafe.kill();
          await cafe.restart();
        }
        if (next(10) === 0) {
          await page.reload();
          await page.getByRole("button", { name: thing.tile }).waitFor();
        }
      }
      await page.unroute(ways);
      await page.reload();
      await card.waitFor();
      await expect.poll(() => page.getByRole("button", { name: /waiting/ }).count(), { timeout: 60_000 }).toBe(0);
      const orders = (await allSales()).filter((order) => !before.has(order.id));
      const byId = new Map(orders.map((order) => [order.client_order_id, order.total]));
      expect(ids.map((id) => byId.get(id))).toEqual(totals);
      expect(orders).toHaveLength(sold);
    },
    sold * 3_000,
  );
});
