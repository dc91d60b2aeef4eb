import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Cafe, enterPin, eventually, openCafe } from "./support";

// An update of the server while a till stands open. Vite serves no worker.

let cafe: Cafe;
let front: Server;
/** Passes everything on to the server; what it serves as the worker has this many updates. */
let updates = 0;

beforeAll(async () => {
  cafe = await openCafe();
  await cafe.call("cashier", "GET", "/tills"); // so that the PIN works from here
  front = createServer((from, to) => {
    const headers = { ...from.headers, "accept-encoding": "identity" };
    const passed = request(new URL(from.url ?? "/", cafe.url), { method: from.method, headers }, (answer) => {
      const isWorker = from.url === "/app/sw.js";
      if (isWorker) {
        delete answer.headers["content-length"];
        delete answer.headers.etag;
      }
      to.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(to, { end: !isWorker });
      if (isWorker) answer.once("end", () => to.end(`\n// ${updates}`));
    });
    passed.on("error", () => to.destroy());
    to.on("close", () => passed.destroy());
    from.pipe(passed);
  });
  await new Promise<void>((resolve) => front.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  await cafe?.end();
  front?.closeAllConnections();
  front?.close();
});

/** The server has another program now, and the page hears of it. */
async function update(page: Page): Promise<void> {
  updates += 1;
  await page.evaluate(async () => {
    Object.assign(window, { isThisPage: true });
    await (await navigator.serviceWorker.ready).update();
  });
}
const isSamePage = (page: Page) => page.evaluate(() => "isThisPage" in window);

describe.skipIf(process.env.CAFEPOS_APP === "vite")("an update", { timeout: 120_000 }, () => {
  it("waits while something is on the counter, comes by the button, and by itself where nobody works", async () => {
    const context = await cafe.browser.newContext({
      viewport: { width: 1024, height: 600 },
      locale: "en-US",
      serviceWorkers: "allow",
    });
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${(front.address() as AddressInfo).port}/app/till/`);
    await enterPin(page, "3456");
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    const tile = page.getByRole("button", { name: /Cortado/ });
    await tile.click();
    await update(page);
    await page.getByRole("button", { name: "Help", exact: true }).click();
    await page.getByRole("button", { name: "Use it now" }).waitFor();
    await page.keyboard.press("Escape");
    await page.waitForTimeout(7_000); // it looks every five seconds
    expect(await isSamePage(page)).toBe(true);

    await page.getByRole("button", { name: "Help", exact: true }).click();
    await page.getByRole("button", { name: "Use it now" }).click();
    await eventually(() => isSamePage(page).catch(() => true)).toBe(false);
    const order = page.getByRole("region", { name: "Order" });
    await eventually(() => order.textContent()).toContain("Cortado"); // still on the counter

    await page.getByRole("button", { name: "Card", exact: true }).click();
    await eventually(() => page.getByRole("status").textContent()).toMatch(/Paid.*#\d{4}/s);
    await page.reload(); // and nobody touches this page
    await tile.waitFor();
    await update(page);
    await eventually(() => isSamePage(page).catch(() => true)).toBe(false);
    await tile.waitFor();
    await context.close();
  });
});
