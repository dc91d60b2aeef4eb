import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Cafe, eventually, openCafe, openPage } from "./support";
import { accepted } from "./till-support";

interface Listed {
  id: string;
  total: number;
  refunded_amount: number;
}

let cafe: Cafe;
const sales = async () => (await cafe.call<{ orders: Listed[] }>("manager", "GET", "/orders?limit=100")).orders;

beforeAll(async () => {
  cafe = await openCafe();
  for (const who of ["cashier", "manager"]) await cafe.call(who, "GET", "/tills"); // so that their PINs work from here
});
afterAll(() => cafe?.end());

/** Goes on by Tab until what has the focus is named so; the focus must be seen on the way. */
async function reach(page: Page, name: RegExp): Promise<void> {
  for (let step = 0; step < 80; step += 1) {
    const at = await page.evaluate(() => {
      const active = document.activeElement;
      const label = active?.getAttribute("aria-label") ?? active?.textContent ?? "";
      return { label, isSeen: active?.matches(":focus-visible") ?? false };
    });
    if (name.test(at.label)) {
      expect(at.isSeen, `the focus on ${at.label}`).toBe(true);
      return;
    }
    await page.keyboard.press("Tab");
  }
  throw new Error(`no key leads to ${name}`);
}

const press = async (page: Page, name: RegExp) => {
  await reach(page, name);
  await page.keyboard.press("Enter");
};

describe("by keyboard alone", { timeout: 120_000 }, () => {
  it("somebody signs in, sells with an option, and gives it back with a manager's PIN", async () => {
    const { page, context, problems } = await openPage(cafe, "/app/till/");
    await page.getByRole("button", { name: "1", exact: true }).waitFor();
    await page.keyboard.type("3456", { delay: 60 });
    await page.getByRole("button", { name: /Caffe Latte Large/ }).waitFor();
    const before = (await sales()).length;

    await page.keyboard.press("F2");
    await page.keyboard.type("flat white", { delay: 60 });
    await page.keyboard.press("Enter");
    const order = page.getByRole("region", { name: "Order" });
    await eventually(() => order.textContent()).toContain("Flat White");
    await press(page, /^Oat milk/);
    await eventually(() => order.textContent()).toContain("Oat milk");
    await page.keyboard.press("F9");
    await accepted(page);
    expect(await sales()).toHaveLength(before + 1);

    await page.keyboard.press("F7");
    const sheet = page.getByRole("dialog");
    await eventually(() => sheet.getByRole("listitem").count()).toBeGreaterThan(0);
    await press(page, /ORD-\d+-\d+/);
    await sheet.getByRole("button", { name: "Give back" }).waitFor();
    await press(page, /^Give back$/);
    await press(page, /^One Flat White more$/);
    await press(page, /^Not good$/);
    await press(page, /^Refund$/);
    await page.getByText("Give back or undo a sale").waitFor();
    await reach(page, /^1$/);
    await page.keyboard.type("2345", { delay: 60 }); // a scanner is faster
    await eventually(() => sheet.textContent()).toContain("Refunded");
    const [last] = await sales();
    expect(last?.refunded_amount).toBe(last?.total);
    await page.keyboard.press("Escape");
    await sheet.waitFor({ state: "detached" });
    expect(problems).toEqual([]);
    await context.close();
  });
});
