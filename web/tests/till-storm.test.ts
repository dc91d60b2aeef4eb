import type { Route } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Cafe, enterPin, openCafe, openPage } from "./support";

/** Many sales while everything fails that can: none is lost, none is doubled. */

let cafe: Cafe;
beforeAll(async () => {
  cafe = await openCafe();
  await cafe.call("cashier", "GET", "/tills");
});
afterAll(() => cafe?.end());

interface Sold {
  id: string;
  total: number;
  client_order_id: string;
}

const sold = process.env.CAFEPOS_TEST_NIGHTLY ? 2_000 : 40;

function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

describe("till", () => {
  it(
    "loses and doubles nothing when requests and answers get lost, the server dies and the page is left",
    async () => {
      const next = random(11);
      const all = async () => {
        const orders: Sold[] = [];
        for (let cursor = "", more = true; more; ) {
          const page = await cafe.call<{ orders: Sold[]; pagination: { nextCursor: string | null } }>(
            "manager",
            "GET",
            `/orders?limit=100${cursor}`,
          );
          orders.push(...page.orders);
          more = page.pagination.nextCursor !== null;
          cursor = `&cursor=${page.pagination.nextCursor}`;
        }
        return orders;
      };
      const before = new Set((await all()).map((order) => order.id));
      const { page } = await openPage(cafe, "/app/till/");
      await enterPin(page, "3456");
      const tile = page.getByRole("button", { name: /Espresso Single \$/ });
      await tile.waitFor();
      const befall = async (route: Route) => {
        if (route.request().method() !== "POST") return route.continue();
        const kind = next(4);
        if (kind === 0) return route.abort(); // never arrives
        if (kind === 1) {
          await route.fetch().catch(() => undefined);
          return route.abort(); // arrives, but the answer does not
        }
        if (kind === 2) return route.fulfill({ status: 503, json: { success: false, errors: ["busy"], data: {} } });
        return route.continue();
      };
      const misfortune = (route: Route) => befall(route).catch(() => undefined); // the page was left meanwhile
      const ways = /^http:\/\/[^/]+\/orders$/;
      await page.route(ways, misfortune);
      const card = page.getByRole("button", { name: "Card", exact: true });
      for (let i = 0; i < sold; i += 1) {
        await tile.click();
        await card.dblclick({ delay: next(20) });
        // "Paid" shows with the counter free again.
        await page.getByRole("button", { name: "One Espresso less" }).waitFor({ state: "detached" });
        expect(await page.getByRole("status").textContent()).toContain("Paid");
        if (i % 100 === 15) {
          await cafe.kill();
          await cafe.restart();
        }
        if (next(10) === 0) {
          await page.reload();
          await tile.waitFor();
        }
      }
      await page.unroute(ways);
      await page.reload();
      await tile.waitFor();
      await expect.poll(() => page.getByRole("button", { name: /waiting/ }).count(), { timeout: 60_000 }).toBe(0);
      const orders = (await all()).filter((order) => !before.has(order.id));
      expect(orders).toHaveLength(sold);
      expect(new Set(orders.map((order) => order.client_order_id)).size).toBe(sold);
      expect(orders.every((order) => order.total === 2.7)).toBe(true);
    },
    sold * 3_000,
  );
});
