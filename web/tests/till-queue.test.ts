import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Cafe, enterPin, eventually, openCafe, openPage } from "./support";
import { accepted, openTill } from "./till-support";

// What cashiers meet with a queue in front of them: taps that come twice, keys alone, small screens, large text, other languages.

const phone = { width: 390, height: 844 };

let cafe: Cafe;
interface Item {
  id: string;
  name: string;
}
let menu: Item[];
const itemOf = (name: string) => menu.find((one) => one.name === name)?.id ?? "";

const taxes = [
  { name: "Tax", rate: 19, categories: [], service: "here" },
  { name: "Tax", rate: 7, categories: [], service: "takeaway" },
];

beforeAll(async () => {
  cafe = await openCafe();
  await cafe.call("cashier", "GET", "/tills");
  const snack = { name: "Snack of the day", category: "Food", size: "Regular", price: 1, openPrice: true };
  await cafe.call("admin", "POST", "/menu_items", snack);
  ({ menu_items: menu } = await cafe.call<{ menu_items: Item[] }>("manager", "GET", "/menu_items"));
});
afterAll(() => cafe?.end());

const open = (language: string, viewport = { width: 1024, height: 600 }, size = "") =>
  openTill(cafe, viewport, {
    before: (context) =>
      context.addInitScript(
        ([chosen, text]) => {
          localStorage.setItem("cafepos.language", chosen ?? "");
          if (text)
            document.addEventListener("DOMContentLoaded", () => {
              document.documentElement.style.fontSize = text;
            });
        },
        [language, size],
      ),
  });

/** The words of buttons and labels that are cut off, or lie beyond the side of the screen. */
const cut = (page: Page, within: string) =>
  page.locator(within).evaluate((part) =>
    [...part.querySelectorAll<HTMLElement>("button, label, input")]
      .filter((one) => one.getClientRects().length > 0)
      .filter((one) => {
        const { left, right } = one.getBoundingClientRect();
        const spills = one.tagName !== "INPUT" && one.scrollWidth > one.clientWidth + 1;
        return spills || left < 0 || right > innerWidth;
      })
      .map((one) => one.textContent),
  );

describe("with a queue", () => {
  it("an open price is typed and added by keys alone", async () => {
    const { page, context, order } = await open("en");
    await page.keyboard.press("F2");
    await page.keyboard.type("snack", { delay: 60 });
    await page.keyboard.press("Enter");
    const sheet = page.getByRole("dialog", { name: "Snack of the day" });
    await sheet.waitFor();
    await page.keyboard.type("450", { delay: 120 }); // a scanner is faster
    await eventually(() => sheet.getByLabel("Price").inputValue()).toBe("$4.50");
    await page.keyboard.press("Enter");
    await sheet.waitFor({ state: "detached" });
    expect(await order.textContent()).toContain("$4.50");
    await context.close();
  });

  it("a drawer opens and closes once however often the button is hit, and what is counted stays", async () => {
    const { page, context } = await open("en");
    await page.getByRole("button", { name: "Drawer", exact: true }).click();
    const sheet = page.getByRole("dialog", { name: "Drawer" });
    const button = (name: string) => sheet.getByRole("button", { name, exact: true });
    await button("Bar").click();
    await button("Open the drawer").dblclick();
    const tens = sheet.getByLabel("Pieces of $10", { exact: true });
    await tens.fill("3");
    expect(await sheet.getByRole("alert").allTextContents()).toEqual(["", ""]);
    await button("Cash in").click();
    await tens.waitFor({ state: "hidden" });
    await button("Count and close").click();
    expect(await tens.inputValue()).toBe("3");
    await button("Close the drawer").dblclick();
    await sheet.getByText(/^Z report \d+$/).waitFor();
    await page.waitForTimeout(500);
    expect(await sheet.getByRole("alert").allTextContents()).toEqual(["", ""]);
    await button("Print").click();
    await sheet.getByText(/^Z report \d+ is printed\.$/).waitFor();
    await context.close();
  });

  it("a receipt is mailed once however often the button is hit", async () => {
    await cafe.call("manager", "GET", "/tills");
    const { page, context } = await openPage(cafe, "/app/till/");
    await enterPin(page, "2345");
    let mails = 0;
    await page.route("**/email-receipt", async (route) => {
      mails += 1;
      await new Promise((resolve) => setTimeout(resolve, 500));
      await route.fulfill({ json: { success: true, data: {}, errors: [] } });
    });
    await page.getByRole("button", { name: /Espresso Single/ }).click();
    await page.getByRole("button", { name: "Card", exact: true }).click();
    await accepted(page);
    await page.getByRole("button", { name: "E-mail", exact: true }).click();
    await page.getByLabel("E-mail the receipt to").fill("guest@example.org");
    await page.getByRole("button", { name: "Send", exact: true }).evaluate((send: HTMLElement) => {
      send.click();
      send.click();
    });
    await page.getByText("Sent to guest@example.org.").waitFor();
    expect(mails).toBe(1);
    await context.close();
  });

  it("who allows a late reprint is told that it is one", async () => {
    await cafe.call("admin", "PUT", "/settings", { receipts: { reprint: 0 } });
    const { page, context, tap } = await open("en");
    await tap(/Espresso Single/);
    await tap("Card");
    await accepted(page);
    await page.waitForTimeout(1100);
    await tap("Reprint");
    const sheet = page.getByRole("dialog", { name: "Approval needed" });
    await sheet.getByText("Print a receipt again").waitFor();
    expect(await sheet.textContent()).not.toContain("Give back");
    await context.close();
  });

  it("what was put away is shown before the open orders have come, and a table is called one", async () => {
    const { page, context, tap } = await open("en");
    await page.route("**/tabs?status=open*", () => undefined); // no answer
    await page.reload();
    await tap(/Espresso Single/);
    await tap("Hold");
    const held = page.getByRole("region", { name: "Just put away" });
    await held.getByLabel("Table").fill("4");
    await held.getByRole("button", { name: "Send to the kitchen" }).click();
    await held.getByText("Table 4 is kept.").waitFor();
    await context.close();
  });
});

describe("an open order that does not say how the guest has it", () => {
  it("is not paid untaxed: it is asked", async () => {
    await cafe.call("admin", "PUT", "/settings", { pos: { taxes } });
    const lines = [{ productId: itemOf("Cortado"), quantity: 1 }];
    await cafe.call("manager", "POST", "/tabs", { name: "Zoe", lines });
    const { page, context, tap, order } = await open("en");
    await tap(/^Zoe/);
    await order.getByText("Cortado").waitFor();
    await tap("Card");
    await page.getByText("Say first how the guest has it: the tax depends on it.").waitFor();
    await page.getByRole("radio", { name: "Take away" }).click({ force: true });
    await eventually(() => order.textContent()).toContain("Tax 7%");
    await tap("Card");
    await accepted(page);
    await context.close();
  });
});

describe("in other languages", () => {
  beforeEach(() =>
    cafe.call("manager", "PUT", `/menu_items/${itemOf("Cheesecake")}/availability`, { available: false }),
  );

  it("a sold-out item is warned of in theirs", async () => {
    const { page, context, tap } = await open("de");
    await tap(/^Cheesecake/);
    await tap("Karte");
    await accepted(page);
    await page.getByText("Cheesecake (Slice) ist als ausverkauft gemeldet.").waitFor();
    await context.close();
  });

  it("that no printer is set up is said in theirs", async () => {
    const { page, context, tap } = await open("fr");
    await page.route("**/orders", async (route) => {
      const answer = await route.fetch();
      const body = await answer.json();
      body.data.printResult = { printed: false, queued: false, mock: false, error: "Printing is disabled" };
      await route.fulfill({ response: answer, json: body });
    });
    await tap(/Espresso Single/);
    await tap("Carte");
    await page.getByText("Pas de ticket : aucune imprimante n’est configurée.").waitFor();
    await context.close();
  });
});

describe("on small screens and with large text", () => {
  it("an order just put away is named and sent on a phone", async () => {
    const { page, context, tap } = await open("es", phone);
    await tap(/Espresso Single/);
    await tap("Aparcar");
    await page.getByRole("button", { name: "Enviar a cocina" }).waitFor();
    expect(await cut(page, "form")).toEqual([]);
    await context.close();
  });

  it("four tenders show their whole names on a phone", async () => {
    await cafe.call("admin", "PUT", "/settings", { pos: { paymentMethods: ["cash", "card", "voucher", "meal_card"] } });
    const { page, context, tap } = await open("es", phone);
    await tap(/Espresso Single/);
    await tap("Más");
    await page.getByRole("button", { name: "Meal card" }).waitFor();
    expect(await cut(page, "dialog")).toEqual([]);
    await context.close();
  });

  it("how the guest has it is read at twice the size", async () => {
    await cafe.call("admin", "PUT", "/settings", { pos: { taxes } });
    const { page, context } = await open("fr", { width: 1280, height: 800 }, "200%");
    await page.getByRole("radio", { name: "Livraison" }).waitFor();
    expect(await cut(page, "[role=radiogroup]")).toEqual([]);
    await context.close();
  });

  it("the till is locked on a phone without looking for the button", async () => {
    const { page, context } = await open("en", phone);
    const box = await page.getByRole("button", { name: "Lock", exact: true }).boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390);
    await context.close();
  });
});
