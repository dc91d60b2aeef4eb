import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Cafe, eventually, openCafe } from "./support";
import { accepted, allow, done, openTill, sales } from "./till-support";

let cafe: Cafe;
beforeAll(async () => {
  cafe = await openCafe();
});
afterAll(() => cafe?.end());

interface Paid {
  payments: { method: string; amount: number; tip_amount: number }[];
}
const lastPaid = async () => {
  const [last] = await sales(cafe);
  return (await cafe.call<{ order: Paid }>("manager", "GET", `/orders/${last?.id}`)).order.payments;
};

describe("paying otherwise", { timeout: 120_000 }, () => {
  it("shows what to take with the tip, which follows the part that is paid", async () => {
    const { page, context, problems, tap } = await openTill(cafe);
    const sheet = page.getByRole("dialog");
    const pressed = () => sheet.locator("fieldset", { hasText: "No tip" }).locator("[aria-pressed=true]").textContent();
    await tap(/Caffe Latte Large/);
    await tap("More");
    await tap(/^10%/);
    expect(await sheet.textContent()).toContain("With the tip $5.94");
    await tap("Split by 2");
    expect(await pressed()).toMatch(/^10%.*\$0\.27$/);
    expect(await sheet.textContent()).toContain("With the tip $2.97");
    await sheet.getByRole("button", { name: "Card" }).click();
    expect(await pressed()).toBe("No tip");
    await sheet.getByRole("button", { name: "Card" }).click();
    await accepted(page);
    expect((await lastPaid()).map((one) => [one.amount, one.tip_amount])).toEqual([
      [2.7, 0.27],
      [2.7, 0],
    ]);
    expect(problems).toEqual([]);
    await context.close();
  });

  it("takes a tip as it is typed, and by card no more than what is due", async () => {
    const { page, context, problems, tap } = await openTill(cafe);
    const sheet = page.getByRole("dialog");
    const type = async (keys: string) => {
      for (const key of keys) await sheet.getByRole("button", { name: key, exact: true }).click();
    };
    await tap(/Caffe Latte Large/);
    await tap("More");
    await type("600");
    await sheet.getByRole("button", { name: "Card" }).click();
    await eventually(() => sheet.textContent()).toContain("Only cash gives change");
    for (let key = 0; key < 3; key += 1) await sheet.getByRole("button", { name: "Delete" }).click();
    await type("60");
    await tap("As typed");
    await eventually(() => sheet.textContent()).toContain("With the tip $6.00");
    await sheet.getByRole("button", { name: "Card" }).click();
    await accepted(page);
    expect(await lastPaid()).toMatchObject([{ method: "card", amount: 5.4, tip_amount: 0.6 }]);
    expect(problems).toEqual([]);
    await context.close();
  });

  it("gives an open order its discount without a keyboard, and says no more that it is kept", async () => {
    const { page, context, problems, tap, order } = await openTill(cafe);
    await tap(/Caffe Latte Large/);
    await tap("Hold");
    await page.getByLabel("Name").fill("Zoe");
    await tap("Done");
    await eventually(() => order.textContent()).toContain("Zoe is kept.");
    await page.getByRole("button", { name: /^Zoe/ }).click();
    await page.getByRole("button", { name: "Put away" }).waitFor();
    await tap("More");
    await page.getByRole("dialog").getByRole("button", { name: "Discount" }).click();
    await tap(/Happy hour/);
    await eventually(() => order.textContent()).toContain("Discount: Happy hour");
    await tap("Card");
    await accepted(page);
    await eventually(() => order.textContent()).toContain("Open orders");
    expect(await order.textContent()).not.toContain("Zoe");
    expect((await sales(cafe))[0]?.total).toBe(4.32);
    expect(problems).toEqual([]);
    await context.close();
  });

  it("says that another till was faster with an open order, and clears the counter", async () => {
    const [mine, theirs] = [await openTill(cafe), await openTill(cafe)];
    await mine.tap(/Flat White/);
    await mine.tap("Hold");
    await mine.page.getByLabel("Name").fill("Kim");
    await mine.tap("Done");
    for (const { page } of [mine, theirs]) {
      await page.getByRole("button", { name: /^Kim/ }).click();
      await page.getByRole("button", { name: "Put away" }).waitFor();
    }
    await theirs.tap("Card");
    await accepted(theirs.page);
    await mine.tap("Card");
    await eventually(() => mine.order.textContent()).toContain("already paid, at another till");
    expect(await mine.page.getByRole("button", { name: "Put away" }).count()).toBe(0);
    await mine.tap(/Flat White/);
    await mine.tap("Card");
    await accepted(mine.page);
    expect([...mine.problems, ...theirs.problems]).toEqual([]);
    await Promise.all([mine.context.close(), theirs.context.close()]);
  });

  it("says what goes back over the counter, and the band offers it no second time", async () => {
    await cafe.call("manager", "GET", "/tills"); // so that her PIN works from here
    const { page, context, problems, tap } = await openTill(cafe);
    await tap(/Flat White/);
    await tap("$10");
    await accepted(page);
    await tap("Give back");
    await tap(/^One Flat White more/);
    await tap("Wrong item");
    await tap("Refund");
    await page.getByText("Approval needed").waitFor();
    await allow(page);
    await eventually(() => page.getByRole("dialog").textContent()).toContain("Refunded: Cash $4.59.");
    await page.keyboard.press("Escape");
    await eventually(() => done(page).textContent()).toContain("Undone");
    expect(await page.getByRole("button", { name: "Give back" }).count()).toBe(0);
    expect(problems).toEqual([]);
    await context.close();
  });

  it("sells on a screen enlarged to twice its size, and with names longer than their tile", async () => {
    const long = "Donaudampfschifffahrtsgesellschaftskaffee";
    await cafe.call("admin", "POST", "/menu_items", { name: long, size: "Regular", price: 3, category: "Coffee" });
    for (const viewport of [
      { width: 512, height: 384 },
      { width: 384, height: 512 },
      { width: 667, height: 375 },
    ]) {
      const { page, context, problems, tap, order } = await openTill(cafe, viewport);
      await tap("Coffee");
      const tile = page.getByRole("listitem").filter({ hasText: long });
      await tile.scrollIntoViewIfNeeded();
      expect(await tile.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);
      await tile.getByRole("button").click(); // Playwright sees to it that nothing lies over it
      expect(await order.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);
      await tap(/^Exact/);
      await accepted(page);
      expect(problems).toEqual([]);
      await context.close();
    }
  });
});
