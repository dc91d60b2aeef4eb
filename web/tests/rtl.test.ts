import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Cafe, enterPin, expectAccessible, openCafe } from "./support";

// The app has no language yet that is read from the right. Here English is, so that the first one finds everything in its place.

let cafe: Cafe;

beforeAll(async () => {
  cafe = await openCafe();
  await cafe.call("cashier", "GET", "/tills"); // so that the PIN works from here
});
afterAll(() => cafe?.end());

const tablet = { width: 1024, height: 600 };
const desk = { width: 1280, height: 800 };

async function openMirrored(path: string, viewport: { width: number; height: number }) {
  const context = await cafe.browser.newContext({ viewport, locale: "en-US", bypassCSP: true });
  await context.addInitScript(() => {
    const mirror = () => {
      if (document.documentElement && document.documentElement.dir !== "rtl") document.documentElement.dir = "rtl";
    };
    new MutationObserver(mirror).observe(document, { childList: true, subtree: true, attributeFilter: ["dir"] });
    mirror();
  });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  await page.goto(cafe.url + path);
  return { page, context, problems };
}

const boxOf = async (page: Page, selector: string) => {
  const box = await page.locator(selector).first().boundingBox();
  if (!box) throw new Error(`nothing is ${selector}`);
  return box;
};

/** Nothing hangs out at either side. */
async function expectInside(page: Page, what: string): Promise<void> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(wide, `${what}: wider than the screen`).toBeLessThanOrEqual(0);
}

describe("read from the right", { timeout: 120_000 }, () => {
  it("the till sells, with the order at the left", async () => {
    const { page, context, problems } = await openMirrored("/app/till/", tablet);
    await page.getByRole("button", { name: "1", exact: true }).waitFor();
    await expectAccessible(page, "the lock");
    const digit = (name: string) => boxOf(page, `button:text-is("${name}")`);
    expect((await digit("1")).x).toBeLessThan((await digit("3")).x); // as on a telephone
    await enterPin(page, "3456");
    await page.getByRole("button", { name: /Caffe Latte Large/ }).click();
    const mask = await page.getByRole("button", { name: "All", exact: true }).evaluate((button) => {
      const strip = button.closest("[class*=categories]");
      return strip ? getComputedStyle(strip).maskImage : "";
    });
    expect(mask).toMatch(/to left|270deg/); // fades where there is more
    const order = await boxOf(page, "[aria-label=Order]");
    expect(order.x).toBeLessThan((await boxOf(page, "main")).x);
    await page.getByRole("button", { name: /^Oat milk/ }).click();
    await expectInside(page, "selling");
    await expectAccessible(page, "selling");
    for (const sheet of ["More", "Discount for Caffe Latte"]) {
      await page.getByRole("button", { name: sheet, exact: true }).click();
      await page.getByRole("dialog").waitFor();
      await expectInside(page, sheet);
      await expectAccessible(page, sheet);
      await page.keyboard.press("Escape");
    }
    await page.getByRole("button", { name: "$10", exact: true }).click();
    await expect.poll(() => page.getByRole("status").textContent(), { timeout: 20_000 }).toMatch(/Paid.*#\d{4}/s);
    await expectAccessible(page, "paid");
    for (const sheet of ["History", "Open orders", "Drawer"]) {
      await page.getByRole("button", { name: sheet, exact: true }).click();
      await page.getByRole("dialog").waitFor();
      await expectInside(page, sheet);
      await expectAccessible(page, sheet);
      await page.keyboard.press("Escape");
    }
    expect(problems).toEqual([]);
    await context.close();
  });

  it("the kitchen has the oldest ticket at the right", async () => {
    const { page, context, problems } = await openMirrored("/app/kitchen/", tablet);
    await enterPin(page, "3456");
    const tickets = page.getByRole("article");
    await expect.poll(() => tickets.count(), { timeout: 20_000 }).toBeGreaterThan(1);
    const [first, second] = [await tickets.nth(0).boundingBox(), await tickets.nth(1).boundingBox()];
    expect(first?.x).toBeGreaterThan(second?.x ?? 0);
    await expectInside(page, "tickets");
    await expectAccessible(page, "tickets");
    const oldest = tickets.first();
    await oldest.getByRole("button", { name: "Served", exact: true }).click();
    const undo = page.getByRole("button", { name: "Undo" });
    const box = await undo.boundingBox();
    expect(box?.x).toBeGreaterThan(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThan(tablet.width);
    await expectAccessible(page, "bumped");
    expect(problems).toEqual([]);
    await context.close();
  });

  it("the office has its areas at the right", async () => {
    const { page, context, problems } = await openMirrored("/app/office/", desk);
    await page.getByLabel("User name").fill("manager");
    await page.getByLabel("Password", { exact: true }).fill("password123");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    const office = page.getByRole("navigation", { name: "Office" });
    await office.waitFor();
    for (const area of ["Today", "Orders", "Menu", "Stock", "Money", "Staff", "Settings", "System"]) {
      await office.getByRole("link", { name: area, exact: true }).click();
      await page.locator("main h1").first().waitFor();
      await page.waitForFunction(() => !document.querySelector("main")?.textContent?.includes("Loading …"));
      await expectInside(page, area);
      await expectAccessible(page, area);
    }
    expect((await boxOf(page, "nav")).x).toBeGreaterThan((await boxOf(page, "main")).x);
    expect(problems).toEqual([]);
    await context.close();
  });
});
