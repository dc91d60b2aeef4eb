import type { Page, Request } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Cafe, enterPin, eventually, openCafe } from "./support";
import { accepted, done, openTill, sales } from "./till-support";

/** What comes between a till and its work: a wrong PIN, a scan at the wrong moment, a sheet that is closed, no answer, a lock. */

const code = "4006381333931";
let cafe: Cafe;
beforeAll(async () => {
  cafe = await openCafe();
  await cafe.call("cashier", "GET", "/tills");
  const menu = await cafe.call<{ menu_items: { id: string; name: string }[] }>("manager", "GET", "/menu_items");
  const toast = menu.menu_items.find((item) => item.name === "Avocado Toast");
  await cafe.call("manager", "PUT", `/menu_items/${toast?.id}`, { barcode: code });
  const { tills } = await cafe.call<{ tills: { id: string; name: string }[] }>("manager", "GET", "/tills");
  const bar = tills.find((till) => till.name === "Bar");
  await cafe.call("manager", "POST", "/drawers", { tillId: bar?.id, float: 100 });
});
afterAll(() => cafe?.end());

const scan = async (page: Page) => {
  await page.keyboard.type(code);
  await page.keyboard.press("Enter");
};

describe("the till", () => {
  it("stays the cashier's when a manager's PIN is wrong", async () => {
    const { page, context, tap } = await openTill(cafe);
    await page
      .getByRole("banner")
      .getByText("Emily")
      .or(page.getByTitle(/^Signed in: /))
      .first()
      .waitFor();
    await tap(/Mocha Large/);
    await tap("Discount for Mocha");
    await tap(/^Staff meal/);
    await tap("Card");
    await enterPin(page, "9999");
    await page.getByRole("dialog").getByRole("alert").filter({ hasText: /\w/ }).waitFor();
    await eventually(async () => {
      await scan(page);
      return page.getByRole("dialog").textContent();
    }).toContain("Not added. Finish this first");
    await eventually(async () => {
      await tap("Clear"); // of what came too slowly for a scan
      await scan(page);
      return page.getByLabel("0 digits typed").count();
    }).toBe(1);
    await enterPin(page, "2345");
    await eventually(() => done(page).textContent()).toMatch(/Paid.*\$3\.24/s);
    await accepted(page);
    const { user } = await cafe.call<{ user: { username: string } }>("cashier", "GET", "/auth/me");
    expect((await sales(cafe))[0]).toMatchObject({ total: 3.24, created_by: user.username });
    await context.close();
  });

  it("sells what is scanned over a sheet, and leaves what is typed there alone", async () => {
    const { page, context, tap, order } = await openTill(cafe);
    await tap("History");
    const search = page.getByLabel("Number, name or amount");
    await eventually(async () => {
      await search.fill("12");
      await scan(page); // on a slow machine the keys may come as slowly as fingers
      return page.getByRole("dialog").textContent();
    }).toContain("Added: Avocado Toast");
    expect(await search.inputValue()).toBe("12");
    await tap("Close");
    expect(await order.textContent()).toContain("Avocado Toast");
    await context.close();
  });

  it("keeps the parts that are paid when the sheet is closed or the page is left, and then takes the rest", async () => {
    const { page, context, tap, order } = await openTill(cafe);
    await tap(/Cheesecake/);
    await tap("More");
    await page.getByLabel("Amount").fill("200");
    await page.getByRole("dialog").getByRole("button", { name: "Cash", exact: true }).click();
    await tap("Close");
    await page.reload();
    await eventually(() => order.textContent()).toContain("Paid so far$2.00");
    await tap(/Espresso Double/);
    await page.getByText("A part of this order is paid").waitFor();
    await tap("Card");
    await accepted(page);
    const [sale] = await sales(cafe);
    expect([sale?.payment_method, sale?.items.length]).toEqual(["mixed", 1]);
    await context.close();
  });

  it("asks once more for the same refund and the same movement, and for another one by a new form", async () => {
    const { page, context, tap } = await openTill(cafe);
    await tap(/Cortado/);
    await tap("Card");
    await accepted(page);
    const keys: (string | undefined)[] = [];
    const silent = (request: Request) => keys.push(request.headers()["idempotency-key"]);
    await page.route(/\/(refund|movements)$/, (route) => {
      silent(route.request());
      return route.abort();
    });
    /** Fills a form in, sends it twice, and does so with a new one. */
    const twice = async (fill: () => Promise<void>, send: string) => {
      keys.length = 0;
      for (let form = 0; form < 2; form += 1) {
        await fill();
        for (let i = 1; i <= 2; i += 1) {
          const button = page.getByRole("dialog").getByRole("button", { name: send, exact: true }).last();
          await button.click();
          await eventually(() => keys.length).toBe(form * 2 + i);
          await eventually(() => button.isEnabled()).toBe(true);
        }
      }
      const [first, again, other, otherAgain] = keys;
      expect([first !== undefined, again === first, other !== first, otherAgain === other]).toEqual(
        Array(4).fill(true),
      );
      await tap("Close");
    };
    await tap("History");
    await twice(async () => {
      if (keys.length > 0) await tap("Back");
      await page.getByRole("dialog").getByRole("listitem").first().getByRole("button").click();
      await page.getByRole("dialog").getByRole("button", { name: "Give back" }).click();
      await tap("One Cortado more");
      await tap("Not good");
    }, "Refund");
    await tap("Drawer");
    await tap("Bar");
    await twice(async () => {
      if (keys.length > 0) await page.getByRole("button", { name: "Cash in", exact: true }).first().click();
      await page.getByRole("button", { name: "Cash in", exact: true }).first().click();
      await page.getByRole("dialog").getByLabel("Cash in").fill("500");
      await page.getByLabel("Reason").fill("change");
    }, "Cash in");
    await context.close();
  });

  it("says on the lock what has not been sent, and to who may not sell that it waits for somebody else", async () => {
    const { page, context, tap } = await openTill(cafe);
    const before = (await sales(cafe)).length;
    const ways = /^http:\/\/[^/]+\/orders$/;
    await page.route(ways, (route) => route.abort());
    await tap(/Cortado/);
    await tap("Card");
    await eventually(() => page.getByRole("button", { name: /1 waiting/ }).count()).toBe(1);
    // Whoever is signed in loses the right.
    await page.evaluate(() => {
      const session = JSON.parse(localStorage.getItem("cafepos.session.till") ?? "{}");
      session.person.permissions = [];
      localStorage.setItem("cafepos.session.till", JSON.stringify(session));
    });
    await page.unroute(ways);
    await page.reload();
    await page.getByText("1 sale waits until somebody signs in who may sell.").waitFor();
    await page.waitForTimeout(1_500);
    expect(await sales(cafe)).toHaveLength(before);
    await tap("Lock");
    await page.getByText("1 sale has not arrived at the server yet.").waitFor();
    await enterPin(page, "3456");
    await eventually(async () => (await sales(cafe)).length).toBe(before + 1);
    await context.close();
  });
});
