import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Cafe, enterPin, eventually, openCafe } from "./support";
import { done, sales, seenAway } from "./till-support";

// Most cafés open the till as http://the-server:8880, where browsers keep much from pages: locks, ids of their own making, asking
// for storage that lasts. Only loopback, where the other tests are, counts as secure without TLS.

const host = "cafe.test";
let cafe: Cafe;

beforeAll(async () => {
  cafe = await openCafe([`--host-resolver-rules=MAP ${host} 127.0.0.1`]);
  await cafe.call("cashier", "GET", "/tills"); // so that the PIN works from here
});
afterAll(() => cafe?.end());

describe("the till over plain HTTP in the café's own network", { timeout: 120_000 }, () => {
  it("sells, and keeps a sale that the server does not answer, through a reload", async () => {
    const context = await cafe.browser.newContext({ viewport: { width: 1024, height: 600 }, locale: "en-US" });
    const page = await context.newPage();
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(error.message));
    const url = new URL("/app/till/", cafe.url);
    url.hostname = host;
    await page.goto(url.href);
    expect(await page.evaluate(() => [location.hostname, window.isSecureContext])).toEqual([host, false]);
    await enterPin(page, "3456");

    await page.getByRole("button", { name: /Espresso Double/ }).click();
    await page.getByRole("button", { name: "Card", exact: true }).click();
    await eventually(() => done(page).textContent()).toMatch(/Paid \$3\.51.*#\d{4}/s);
    await eventually(async () => (await sales(cafe)).length).toBe(2); // the demo café has one of its own
    expect((await sales(cafe))[0]).toMatchObject({ total: 3.51, payment_method: "card" });

    const ways = /^http:\/\/[^/]+\/orders/;
    await page.route(ways, (route) => route.abort());
    await page.getByRole("button", { name: /Cortado/ }).click();
    await page.getByRole("button", { name: /^Exact/ }).click();
    await eventually(() => done(page).textContent()).toMatch(/Paid \$4\.05/);
    await page.reload();
    const order = page.getByRole("region", { name: "Order" });
    await eventually(() => order.textContent()).toContain("1 waiting");
    expect(await sales(cafe)).toHaveLength(2);
    await page.unroute(ways);
    await eventually(async () => (await sales(cafe)).length).toBe(3);
    const [last, first] = await sales(cafe);
    expect(last).toMatchObject({ total: 4.05, payment_method: "cash" });
    expect(last?.client_order_id).not.toBe(first?.client_order_id);

    // Whoever is there sells on while the server is away; the lock says that only the server could open it, and asks twice.
    await cafe.kill();
    await seenAway(page);
    await page.getByRole("button", { name: /Cortado/ }).click();
    await page.getByRole("button", { name: "Card", exact: true }).click();
    await eventually(() => done(page).textContent()).toMatch(/Paid \$4\.05/);
    await page.getByRole("button", { name: "Lock", exact: true }).click();
    await page.getByText("Tap Lock again to lock it all the same.").waitFor();
    await page.getByRole("button", { name: "Lock", exact: true }).click();
    await enterPin(page, "3456");
    await page.getByText("Over plain http only the server can check a PIN").waitFor();
    await cafe.restart();
    await enterPin(page, "3456");
    await eventually(async () => (await sales(cafe)).length).toBe(4);
    expect(problems).toEqual([]);
    await context.close();
  });
});
