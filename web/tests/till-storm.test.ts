import { randomUUID } from "node:crypto";
import type { Route } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { name, openStorm, say } from "./storm";
import { type Cafe, openCafe } from "./support";

/** Many sales while everything fails that can: none is lost, none is doubled, and none is "Paid" before it is kept. */

let cafe: Cafe;
beforeAll(async () => {
  say(name);
  cafe = await openCafe();
  await cafe.call("cashier", "GET", "/tills");
});
let opened: Awaited<ReturnType<typeof openStorm>> | undefined;
async function open(weather: Parameters<typeof openStorm>[1]) {
  opened = await openStorm(cafe, weather);
  return opened;
}
// What still waits there after a failure would be found by the next.
afterEach(() => opened?.context.close());
afterAll(() => cafe?.end());

const count = process.env.CAFEPOS_TEST_NIGHTLY ? 2_000 : 40;
const some = 5;

describe("till", () => {
  it(
    "loses and doubles nothing when requests and answers get lost, the server dies and the page is left",
    async () => {
      const met = { unsent: 0, unanswered: 0, busy: 0, kills: 0, reloads: 0 };
      const begun = Date.now();
      const storm = await open(async (route, next) => {
        const kind = next(4);
        if (kind === 0) {
          met.unsent += 1;
          return route.abort(); // never arrives
        }
        if (kind === 1) {
          met.unanswered += 1;
          await route.fetch().catch(() => undefined);
          return route.abort(); // arrives, but the answer does not
        }
        if (kind === 2) {
          met.busy += 1;
          return route.fulfill({ status: 503, json: { success: false, errors: ["busy"], data: {} } });
        }
        return route.continue();
      });
      for (let i = 0; i < count; i += 1) {
        await storm.sell();
        if (i === 15 || storm.next(50) === 0) {
          met.kills += 1;
          await cafe.kill();
          await cafe.restart();
        }
        if (storm.next(10) === 0) {
          met.reloads += 1;
          await storm.reload();
        }
        if (i % 200 === 199) say(`${i + 1} sales, ${JSON.stringify(met)}`);
      }
      await storm.calm();
      const judged = await storm.judged();
      const minutes = ((Date.now() - begun) / 60_000).toFixed(1);
      say(`${JSON.stringify(judged)}, each by a double tap, under ${JSON.stringify(met)}, in ${minutes} minutes`);
      expect(judged, name).toEqual({ sold: count, lost: 0, doubled: 0 });
    },
    count * 3_000,
  );

  it("is seen to double sales if each try is sent as another sale", async () => {
    const tried = new Set<string>();
    const storm = await open(async (route: Route) => {
      const body = route.request().postDataJSON() as { clientOrderId: string };
      if (!tried.has(body.clientOrderId)) {
        tried.add(body.clientOrderId);
        await route.fetch();
        return route.abort();
      }
      const id = randomUUID();
      const headers = { ...route.request().headers(), "idempotency-key": id };
      const response = await route.fetch({ headers, postData: { ...body, clientOrderId: id } });
      // The till takes it for the answer to its own.
      return route.fulfill({ response, body: (await response.text()).replaceAll(id, body.clientOrderId) });
    });
    for (let i = 0; i < some; i += 1) await storm.sell();
    await expect.poll(() => storm.page.getByRole("button", { name: /waiting/ }).count(), { timeout: 60_000 }).toBe(0);
    await storm.calm();
    expect(await storm.judged(), name).toEqual({ sold: some, lost: 0, doubled: some });
  }, 180_000);

  it("is seen to lose sales if what it keeps is emptied behind its back", async () => {
    const storm = await open((route) => route.abort());
    for (let i = 0; i < some; i += 1) await storm.sell();
    await storm.page.evaluate(
      () =>
        new Promise<void>((resolve, reject) => {
          const opening = indexedDB.open("cafepos-till");
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const emptied = opening.result.transaction("outbox", "readwrite");
            emptied.objectStore("outbox").clear();
            emptied.oncomplete = () => resolve();
          };
        }),
    );
    await storm.calm();
    expect(await storm.judged(), name).toEqual({ sold: some, lost: some, doubled: 0 });
  }, 180_000);
});
