import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Cafe, eventually, openCafe, openPage } from "./support";

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
