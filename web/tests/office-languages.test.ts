import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Cafe, enterPin, eventually, openCafe, openPage } from "./support";

// What the server says is English; what people read is not.

let cafe: Cafe;
beforeAll(async () => {
  cafe = await openCafe();
});
afterAll(() => cafe?.end());

async function openGermanOffice() {
  const opened = await openPage(cafe, "/app/office/");
  const { page } = opened;
  await page.getByLabel("User name").fill("admin");
  await page.getByLabel("Password").fill("password123");
  await page.keyboard.press("Enter");
  await page.getByRole("banner").getByRole("combobox").first().selectOption("de");
  await page.locator('html[lang="de"]').waitFor();
  return opened;
}
const show = (page: Page, place: string) => page.goto(`${cafe.url}/app/office/${place}`);

describe("in German", () => {
  it("the office says what is wrong with a field", async () => {
    const { page, context } = await openGermanOffice();
    await show(page, "#/staff/people/new");
    await page.getByRole("button", { name: "Speichern" }).click();
    await page.getByText("Mindestens 8 Zeichen.", { exact: true }).waitFor();
    await eventually(() => page.getByRole("alert").allTextContents()).toContainEqual(
      expect.stringMatching(/Benutzername: Mindestens 3 Zeichen\./),
    );
    expect(await page.locator("main").textContent()).not.toMatch(/must|required/);
    await context.close();
  });

  it("a price with a mark between its thousands is told how prices are written", async () => {
    const { page, context } = await openGermanOffice();
    await show(page, "#/menu/items/new");
    await page.getByLabel("Preis", { exact: true }).fill("1.234,50");
    await page.getByRole("button", { name: "Speichern" }).click();
    await page.getByText("ohne Zeichen zwischen den Tausendern").first().waitFor();
    await context.close();
  });

  it("the till says why a sale cannot be voided that somebody else has voided meanwhile", async () => {
    const { menu_items } = await cafe.call<{ menu_items: { id: string }[] }>("manager", "GET", "/menu_items");
    const items = [{ productId: menu_items[0]?.id, quantity: 1 }];
    const sold = { items, paymentMethod: "card" };
    const { order } = await cafe.call<{ order: { id: string } }>("manager", "POST", "/orders", sold);
    const before = (opened: BrowserContext) =>
      opened.addInitScript(() => localStorage.setItem("cafepos.language", "de"));
    const { page, context } = await openPage(cafe, "/app/till/", { width: 1024, height: 600 }, { before });
    await enterPin(page, "2345");
    await page.getByRole("button", { name: "Verlauf", exact: true }).click();
    const sheet = page.getByRole("dialog");
    await sheet.getByRole("listitem").first().getByRole("button").click();
    await sheet.getByRole("button", { name: "Zurückgeben" }).click();
    await sheet.getByRole("button", { name: "Falscher Artikel" }).click();
    await cafe.call("manager", "POST", `/orders/${order.id}/void`, { reason: "typed twice" });
    await sheet.getByRole("button", { name: "Ganz stornieren" }).click();
    await sheet.getByText("Diese Bestellung ist storniert.", { exact: true }).waitFor();
    await context.close();
  });

  it("an import of the menu says why a row is refused", async () => {
    const { page, context } = await openGermanOffice();
    await show(page, "#/menu/import");
    const text = "name,price,calories\nTee,billig,1\nKakao,3.50,viele\nMokka,10000,\n";
    await page
      .getByLabel("CSV-Datei")
      .setInputFiles({ name: "menu.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
    await page.getByRole("button", { name: "Vorschau" }).click();
    for (const said of [
      "Name und gültiger Preis werden gebraucht.",
      "Kalorien: Von 0 bis 99999.",
      "Preis: Höchstens 9999.99.",
    ])
      await page.getByRole("cell", { name: said, exact: true }).waitFor();
    await context.close();
  });

  it("an order says how its amount came about", async () => {
    const { menu_items } = await cafe.call<{ menu_items: { id: string }[] }>("manager", "GET", "/menu_items");
    const items = [
      { productId: menu_items[0]?.id, quantity: 2, discount: { type: "fixed", value: 0.5, reason: "kalt" } },
    ];
    const sold = { items, payments: [{ method: "cash", tip: 1, tendered: 100 }] };
    const { order } = await cafe.call<{ order: { id: string } }>("manager", "POST", "/orders", sold);
    const { page, context } = await openGermanOffice();
    await show(page, `#/orders/${order.id}`);
    const steps = page.getByRole("table", { name: "Wie der Betrag entstand" });
    await steps.getByText(/^2 × .* zu .*, wie auf der Karte$/).waitFor();
    await steps.getByText("Eigener Rabatt (kalt)").waitFor();
    await steps.getByText("Zu zahlen").waitFor();
    await steps.getByText(/^Bezahlt: Bar, dazu .*1,00.* Trinkgeld, .*100,00.* gegeben und .* zurück$/).waitFor();
    expect(await steps.textContent()).not.toMatch(/menu's|discount|paid|cent up|handed/);
    await context.close();
  });

  it("the rights of roles have names", async () => {
    const { page, context } = await openGermanOffice();
    await show(page, "#/staff/roles");
    await page.getByRole("rowheader", { name: "Bestellungen erstatten und stornieren" }).waitFor();
    expect(await page.locator("main table").textContent()).not.toMatch(/\bSee |\bAdd |Change /);
    await context.close();
  });

  it("alerts and the audit log speak it, too", async () => {
    const milk = { name: "Hafermilch", currentStock: 0.5, minStockLevel: 2, unit: "L", category: "Milch" };
    await cafe.call("manager", "POST", "/inventory", milk);
    const { page, context } = await openGermanOffice();
    await show(page, "#/stock/alerts");
    await page.getByText("Hafermilch geht zur Neige: noch 0,5 L, das Minimum ist 2").waitFor();
    await show(page, "#/system/audit");
    await page.getByRole("cell", { name: "Angemeldet", exact: true }).first().waitFor();
    await page.getByRole("cell", { name: "Lagerartikel angelegt" }).first().waitFor();
    expect(await page.getByRole("table").textContent()).not.toMatch(/\w\.(?:created|succeeded|changed)/);
    await context.close();
  });
});
