import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Cafe, enterPin, eventually, openCafe } from "./support";
import { done } from "./till-support";

// A till that is switched on while its server is not: in a secure context, as localhost and TLS are, its pages are on the device.
// Vite serves no worker.

interface Listed {
  total: number;
}

let cafe: Cafe;
let isDead = false;
const sales = async () => (await cafe.call<{ orders: Listed[] }>("manager", "GET", "/orders?limit=100")).orders;

beforeAll(async () => {
  cafe = await openCafe();
  await cafe.call("cashier", "GET", "/tills"); // so that the PIN works from here
});
afterEach(async () => {
  if (isDead) await revive();
});
afterAll(() => cafe?.end());

async function kill(): Promise<void> {
  await cafe.kill();
  isDead = true;
}
async function revive(): Promise<void> {
  await cafe.restart();
  isDead = false;
}

/** A device that has had its first visit: the worker has kept what it needs. */
async function openKept(path: string, viewport = { width: 1024, height: 600 }) {
  const context = await cafe.browser.newContext({ viewport, locale: "en-US", serviceWorkers: "allow" });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  await page.goto(cafe.url + path);
  await page.evaluate(() => navigator.serviceWorker.ready.then((found) => found.active?.state));
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  return { page, context, problems };
}

const card = (page: Page) => page.getByRole("button", { name: "Card", exact: true });

describe.skipIf(process.env.CAFEPOS_APP === "vite")("without the server", { timeout: 120_000 }, () => {
  it("a till starts, sells, and sends the sale once the server is back", async () => {
    const { page, context, problems } = await openKept("/app/till/");
    await enterPin(page, "3456");
    await page.getByRole("button", { name: /Caffe Latte Large/ }).waitFor();
    const before = (await sales()).length;
    await kill();
    await page.reload();
    await page.getByRole("button", { name: /Cortado/ }).click();
    await card(page).click();
    await eventually(() => done(page).textContent()).toMatch(/Paid \$4\.05/);
    // Also as it is written by hand, and with the sale still there.
    await page.goto(`${cafe.url}/app/till`);
    const order = page.getByRole("region", { name: "Order" });
    await eventually(() => order.textContent()).toContain("1 waiting");
    // The API is answered by nobody else.
    expect(await page.evaluate(() => fetch("/settings").then(String, () => "no answer"))).toBe("no answer");
    await revive();
    await eventually(async () => (await sales()).length).toBe(before + 1);
    await eventually(() => order.textContent()).not.toContain("waiting");
    expect((await sales())[0]?.total).toBe(4.05);
    expect(problems).toEqual([]);
    await context.close();
  });

  it("the lock, the kitchen screen and the way to both are there", async () => {
    const { page, context, problems } = await openKept("/app/till/");
    await kill();
    await page.reload();
    await page.getByRole("button", { name: "1", exact: true }).waitFor();
    await page.goto(`${cafe.url}/app/kitchen/?station=bar`);
    await page.getByRole("button", { name: "1", exact: true }).waitFor();
    await page.goto(`${cafe.url}/app/`);
    await page.getByRole("link", { name: /Till/ }).waitFor();
    expect(await page.goto(`${cafe.url}/app/office/`).catch(() => null)).toBeNull();
    expect(problems).toEqual([]);
    await context.close();
  });

  it("it can be installed, and asks for its worker anew each time", async () => {
    const { page, context } = await openKept("/app/till/");
    const tools = await context.newCDPSession(page);
    const { errors } = await tools.send("Page.getAppManifest");
    expect(errors).toEqual([]);
    const { installabilityErrors } = await tools.send("Page.getInstallabilityErrors");
    // A window of tests is like a private one, where nothing is installed.
    expect(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito")).toEqual([]);
    const answer = await fetch(`${cafe.url}/app/sw.js`);
    expect(answer.headers.get("cache-control")).toBe("no-cache");
    expect(answer.headers.get("content-type")).toContain("text/javascript");
    const text = await answer.text();
    for (const path of ["till/", "kitchen/", "icon.svg", "manifest.webmanifest"])
      expect(text).toContain(`/app/${path}`);
    expect(text).not.toMatch(/assets\/(office|api)-/);
    await context.close();
  });
});
