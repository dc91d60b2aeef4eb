import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Cafe, eventually, expectAccessible, openCafe } from "./support";
import { accepted, allow, done, openTill, sales } from "./till-support";

let cafe: Cafe;

beforeAll(async () => {
  cafe = await openCafe();
  // PINs work where somebody has signed in by password before.
  await cafe.call("cashier", "GET", "/tills");
});
afterAll(() => cafe?.end());

describe("till", () => {
  it("sells a latte with oat milk for exact cash in three taps", async () => {
    const { page, context, problems, tap, taps } = await openTill(cafe);
    const before = (await sales(cafe)).length;
    await tap(/Caffe Latte Large/);
    await tap(/^Oat milk/);
    expect(await page.getByRole("region", { name: "Order" }).textContent()).toContain("$6.05");
    await tap(/^Exact \$6\.05$/);
    expect(taps()).toBe(3);
    await eventually(() => done(page).textContent()).toMatch(/Paid.*\$6\.05.*Change.*\$0\.00/s);
    await accepted(page);
    const now = await sales(cafe);
    expect(now).toHaveLength(before + 1);
    expect(now[0]).toMatchObject({ total: 6.05, payment_method: "cash" });
    expect(now[0]?.items).toMatchObject([
      { product_name: "Caffe Latte", quantity: 1, options: [{ name: "Oat milk" }] },
    ]);
    expect(problems).toEqual([]);
    await context.close();
  });

  it("sells by card in two taps, once however often the button is hit", async () => {
    const { page, context, tap, taps } = await openTill(cafe);
    const before = (await sales(cafe)).length;
    await tap(/Espresso Double/);
    await tap("Card");
    expect(taps()).toBe(2);
    await accepted(page);
    expect(await sales(cafe)).toHaveLength(before + 1);
    await tap(/Espresso Single/);
    await page.evaluate(() => {
      const card = [...document.querySelectorAll("button")].find((button) => button.textContent === "Card");
      for (let i = 0; i < 3; i += 1) card?.click();
    });
    await eventually(() => done(page).textContent()).toContain("$2.70");
    await accepted(page);
    await page.waitForTimeout(500);
    const now = await sales(cafe);
    expect(now).toHaveLength(before + 2);
    expect(now[0]).toMatchObject({ total: 2.7, payment_method: "card" });
    await context.close();
  });

  it("shows the change of a note, large, until the next tender", async () => {
    const { page, context, tap } = await openTill(cafe);
    for (const name of [/Flat White \$/, /Flat White \$/, /Cheesecake/]) await tap(name);
    await tap("$20");
    await eventually(() => done(page).textContent()).toMatch(/Paid.*\$13\.77.*Change.*\$6\.23/s);
    const size = await done(page)
      .getByText("$6.23")
      .evaluate((node) => Number.parseFloat(getComputedStyle(node).fontSize));
    expect(size).toBeGreaterThanOrEqual(64);
    await accepted(page);
    expect((await sales(cafe))[0]).toMatchObject({ total: 13.77, change_given: 6.23 });
    await tap(/Espresso Single/); // the next order has begun
    expect(await done(page).textContent()).toContain("$6.23");
    await page.reload();
    await eventually(() => done(page).textContent()).toContain("$6.23");
    await context.close();
  });

  it("keeps a sale while the server is dead, and brings it there once", async () => {
    const { page, context, tap } = await openTill(cafe);
    const before = (await sales(cafe)).length;
    await tap(/Americano Small/);
    await cafe.kill();
    await tap("Card");
    await eventually(() => done(page).textContent()).toMatch(/Paid.*\$3\.24/s);
    await tap(/Americano Large/);
    await tap(/^Exact/);
    await eventually(() => page.getByRole("button", { name: /2 waiting/ }).count()).toBe(1);
    await page.getByRole("button", { name: /2 waiting/ }).click();
    expect(await page.getByRole("dialog").getByRole("button", { name: "Retry" }).count()).toBe(2);
    await page.getByRole("button", { name: "Close" }).click();
    await cafe.restart();
    await eventually(async () => (await sales(cafe)).length).toBe(before + 2);
    await eventually(() => page.getByRole("button", { name: /waiting/ }).count()).toBe(0);
    await page.reload();
    await page.getByRole("button", { name: /Caffe Latte Large/ }).waitFor();
    await page.waitForTimeout(1_000);
    const now = await sales(cafe);
    expect(
      now
        .map((sale) => sale.total)
        .slice(0, 2)
        .sort(),
    ).toEqual([3.24, 4.32]);
    expect(now).toHaveLength(before + 2);
    expect(new Set(now.map((sale) => sale.client_order_id)).size).toBe(now.length);
    await context.close();
  });

  it("keeps a sale while the network is cut, also over a reload", async () => {
    const { page, context, tap } = await openTill(cafe);
    const before = (await sales(cafe)).length;
    await tap(/Cortado/);
    // The page stays loadable, the API does not: as if the till had lost its way to the server.
    const ways = /^http:\/\/[^/]+\/(orders|events|menu_items|settings)/;
    await page.route(ways, (route) => route.abort());
    await tap("Card");
    await eventually(() => done(page).textContent()).toContain("Paid");
    await tap(/Banana Bread/);
    await page.reload();
    const order = page.getByRole("region", { name: "Order" });
    await eventually(() => order.textContent()).toContain("Banana Bread");
    expect(await order.textContent()).toContain("1 waiting");
    expect(await sales(cafe)).toHaveLength(before);
    await page.unroute(ways);
    await context.setOffline(true);
    await context.setOffline(false);
    await eventually(async () => (await sales(cafe)).length).toBe(before + 1);
    await context.close();
  });

  it("makes one sale of an order that lies in two windows of a till", async () => {
    const { page, context, tap } = await openTill(cafe);
    const before = (await sales(cafe)).length;
    await tap(/Cortado/);
    const second = await context.newPage();
    await second.goto(`${cafe.url}/app/till/`);
    const card = (of: Page) => of.getByRole("button", { name: "Card", exact: true });
    await eventually(() => card(second).isEnabled()).toBe(true);
    await Promise.all(
      [page, second].map((of) =>
        card(of)
          .click({ timeout: 3_000 })
          .catch(() => undefined),
      ),
    );
    await accepted(page);
    await eventually(() => done(second).textContent()).toContain("Paid");
    await page.waitForTimeout(500);
    expect(await sales(cafe)).toHaveLength(before + 1);
    await context.close();
  });

  it("asks the server first where the device keeps nothing, and says so", async () => {
    const before = (await sales(cafe)).length;
    const { page, context } = await openTill(cafe, undefined, {
      before: (of) =>
        of.addInitScript(() => {
          Object.defineProperty(window, "indexedDB", {
            value: {
              open: () => {
                throw new Error("private");
              },
            },
          });
        }),
    });
    await page.getByText("This device cannot keep sales").waitFor();
    const orders = /^http:\/\/[^/]+\/orders/;
    await page.getByRole("button", { name: /Cortado/ }).click();
    await page.route(orders, (route) => route.abort());
    await page.getByRole("button", { name: "Card", exact: true }).click();
    await page.getByText("nothing is charged twice").waitFor();
    expect(await done(page).textContent()).not.toContain("Paid");
    await page.unroute(orders);
    await page.getByRole("button", { name: /^Ask again: \$4\.05/ }).click();
    await accepted(page);
    expect(await sales(cafe)).toHaveLength(before + 1);
    await context.close();
  });

  it("keeps what the server refuses for somebody to look at", async () => {
    const { page, context, tap } = await openTill(cafe);
    await page.route("**/orders", (route) =>
      route.request().method() === "POST"
        ? route.fulfill({ status: 422, json: { success: false, errors: ["No such thing"], errorCode: "X", data: {} } })
        : route.continue(),
    );
    await tap(/Cortado/);
    await tap("Card");
    await page.getByRole("button", { name: /1 waiting.*needs attention/ }).click();
    expect(await page.getByRole("dialog").textContent()).toContain("No such thing");
    await page.unroute("**/orders");
    const before = (await sales(cafe)).length;
    await page.getByRole("dialog").getByRole("button", { name: "Retry" }).click();
    await eventually(async () => (await sales(cafe)).length).toBe(before + 1);
    await context.close();
  });

  it("is driven by keys and scanner alone, and Enter alone pays nothing", async () => {
    const menu = await cafe.call<{ menu_items: { id: string; name: string }[] }>("manager", "GET", "/menu_items");
    const toast = menu.menu_items.find((item) => item.name === "Avocado Toast");
    await cafe.call("manager", "PUT", `/menu_items/${toast?.id}`, { barcode: "4006381333931" });
    const { page, context } = await openTill(cafe);
    const order = page.getByRole("region", { name: "Order" });
    await eventually(async () => {
      await page.keyboard.type("4006381333931");
      await page.keyboard.press("Enter");
      return order.textContent();
    }).toContain("Avocado Toast");
    const before = (await sales(cafe)).length;
    await page.keyboard.press("F2");
    await page.keyboard.type("croissant");
    expect(await page.getByRole("button", { name: /Espresso Double/ }).count()).toBe(0);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    await page.waitForTimeout(300);
    await page.keyboard.press("F2");
    await page.keyboard.type("eàrl grey", { delay: 60 });
    await page.keyboard.press("Enter");
    await eventually(() => order.textContent()).toContain("Earl Grey");
    expect(await sales(cafe)).toHaveLength(before);
    await page.keyboard.press("Control+Enter");
    await eventually(async () => (await sales(cafe)).length).toBe(before + 1);
    await context.close();
  });

  it("undoes and gives back with a manager's PIN", async () => {
    const { page, context, tap } = await openTill(cafe);
    await tap(/Macchiato Single/);
    await tap("Card");
    await accepted(page);
    await tap("Undo");
    await allow(page);
    await eventually(() => done(page).textContent()).toContain("Undone");
    const order = page.getByRole("region", { name: "Order" });
    expect(await order.textContent()).toContain("Macchiato"); // on the counter again
    await tap(/^Exact/);
    await accepted(page);
    await tap("History");
    await page.getByRole("dialog").getByRole("listitem").first().getByRole("button").click();
    await page.getByRole("dialog").getByRole("button", { name: "Give back" }).click();
    await tap("One Macchiato more");
    await tap("Not good");
    await tap("Refund");
    await allow(page);
    await eventually(() => page.getByRole("dialog").textContent()).toContain("Refunded");
    await context.close();
  });

  it("holds an order as a tab, adds to it, and settles it with several tenders and a tip", async () => {
    const { page, context, tap } = await openTill(cafe);
    const openTabs = async () =>
      (await cafe.call<{ tabs: unknown[] }>("manager", "GET", "/tabs?status=open")).tabs.length;
    const before = await openTabs();
    await tap(/Mocha Large/);
    await tap("Hold");
    await page.getByLabel("Table").fill("7");
    await tap("Send to the kitchen");
    await tap("Open orders");
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /7.*Mocha/ })
      .click();
    const order = page.getByRole("region", { name: "Order" });
    await eventually(() => order.textContent()).toContain("sent to the kitchen");
    await tap(/^Cheesecake/);
    await tap("More");
    await tap("Split by 2");
    await tap(/^10%/);
    await page.getByRole("dialog").getByRole("button", { name: "Card", exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Cash", exact: true }).click();
    await eventually(() => done(page).textContent()).toMatch(/Paid.*\$11\.07.*tip \$0\.55/s);
    await accepted(page);
    expect((await sales(cafe))[0]).toMatchObject({ total: 11.07, payment_method: "mixed" });
    expect(await openTabs()).toBe(before);
    await context.close();
  });

  it("shows how a tab stands that was changed elsewhere, and takes nothing before that", async () => {
    const { page, context, tap } = await openTill(cafe);
    await tap(/Mocha Large/);
    await tap("Hold");
    await page.getByLabel("Name").fill("Zoe");
    await tap("Done");
    await tap(/^Zoe/);
    const order = page.getByRole("region", { name: "Order" });
    await eventually(() => order.textContent()).toContain("Put away");
    const { tabs } = await cafe.call<{ tabs: { id: string; lines: { productId: string }[] }[] }>(
      "manager",
      "GET",
      "/tabs?status=open",
    );
    const lines = [{ productId: tabs[0]?.lines[0]?.productId, quantity: 1, notes: "from the terrace" }];
    await cafe.call("manager", "POST", `/tabs/${tabs[0]?.id}/lines`, { lines });
    const before = (await sales(cafe)).length;
    await tap("Card");
    await page.getByText("changed elsewhere").waitFor();
    expect(await order.textContent()).toContain("from the terrace");
    expect(await sales(cafe)).toHaveLength(before);
    await tap("Card");
    await eventually(() => done(page).textContent()).toMatch(/Paid.*\$12\.96/s);
    await accepted(page);
    await context.close();
  });

  it("gives a larger discount only with somebody's word", async () => {
    const { page, context, tap } = await openTill(cafe);
    await tap(/Mocha Large/);
    await tap("Discount for Mocha");
    await tap(/^Staff meal/);
    await tap("Card");
    await page.getByRole("dialog").getByText("Give a larger discount").waitFor();
    await tap("Close");
    expect(await page.getByRole("button", { name: "Card", exact: true }).isEnabled()).toBe(true);
    await tap("Card");
    await allow(page);
    await eventually(() => done(page).textContent()).toMatch(/Paid.*\$3\.24/s);
    await accepted(page);
    await context.close();
  });

  it("counts a drawer from its float to its Z", async () => {
    const { page, context, tap } = await openTill(cafe);
    await tap("Drawer");
    await tap("Bar"); // nobody has opened its drawer yet
    await page.getByLabel("Float").fill("100,00");
    await tap("Open the drawer");
    await page.getByText("open since").waitFor();
    await tap("Close");
    await tap(/Espresso Double/);
    await tap(/^Exact/);
    await accepted(page);
    await tap("Drawer");
    await page.getByLabel("Pieces of $100", { exact: true }).fill("1");
    await page.getByLabel("Pieces of $1", { exact: true }).fill("3");
    await tap("Close the drawer");
    const sheet = page.getByRole("dialog");
    await eventually(() => sheet.textContent()).toMatch(/Z report \d+/);
    expect(await sheet.textContent()).toMatch(/Expected \$103\.51.*Counted \$103\.00.*Difference -\$0\.51/s);
    await context.close();
  });

  it("closes an empty drawer, but not by mistake", async () => {
    const { page, context, tap } = await openTill(cafe);
    await tap("Drawer");
    await tap("Bar");
    await page.getByLabel("Float").fill("0");
    await tap("Open the drawer");
    await page.getByText("open since").waitFor();
    await tap("Close the drawer"); // too early: nothing is closed by that
    const question = page.getByRole("alert").filter({ hasText: "Is the drawer empty?" });
    await question.waitFor();
    await tap("Count on");
    await question.waitFor({ state: "detached" });
    await tap("Close the drawer");
    await page.getByLabel("Pieces of $1", { exact: true }).fill("1"); // it was not empty
    await question.waitFor({ state: "detached" });
    await page.getByLabel("Pieces of $1", { exact: true }).fill("");
    await tap("Close the drawer");
    await tap("It is empty: close with $0.00");
    const sheet = page.getByRole("dialog");
    await eventually(() => sheet.textContent()).toMatch(/Z report \d+.*Counted \$0\.00.*Difference \$0\.00/s);
    await context.close();
  });

  it("has no accessibility problem that axe finds, in every theme", async () => {
    const { page, context } = await openTill(cafe, undefined, { bypassCSP: true });
    await page.getByRole("button", { name: /Caffe Latte Large/ }).click();
    const check = async (state: string) => {
      for (const theme of ["light", "dark", "contrast"]) {
        await page.evaluate((name) => {
          document.documentElement.dataset.theme = name;
        }, theme);
        // Themes differ in colours alone.
        await expectAccessible(page, `${state}, ${theme}`, theme === "light" ? undefined : ["color-contrast"]);
      }
    };
    const sheet = async (button: string | RegExp, state: string) => {
      await page.getByRole("button", { name: button, exact: typeof button === "string" }).click();
      await page.getByRole("dialog").waitFor();
      await page.waitForTimeout(400);
      await check(state);
      await page.keyboard.press("Escape");
    };
    await check("selling");
    await sheet("More", "paying");
    await sheet("Discount for Caffe Latte", "discount");
    await page.getByRole("button", { name: "$10", exact: true }).click();
    await accepted(page);
    await check("done");
    await page.getByRole("button", { name: /Cortado/ }).click();
    await page.getByRole("button", { name: "Hold", exact: true }).click();
    await page.getByLabel("Table").waitFor();
    await check("held");
    await sheet("History", "history");
    await sheet("Open orders", "tabs");
    await sheet("Drawer", "drawer");
    await sheet(/Online/, "waiting");
    await sheet("Help", "help");
    await context.close();
  });
});
