import { readFile } from "node:fs/promises";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Cafe, enterPin, eventually, openCafe, openPage } from "./support";

let cafe: Cafe;
beforeAll(async () => {
  cafe = await openCafe();
});
afterAll(() => cafe?.end());

async function openOffice(at: string) {
  const opened = await openPage(cafe, `/app/office/${at}`);
  await opened.page.getByLabel("User name").fill("admin");
  await opened.page.getByLabel("Password").fill("password123");
  await opened.page.keyboard.press("Enter");
  await opened.page.getByRole("navigation").first().waitFor();
  return opened;
}

/** It stands there, and within what is shown of the page. */
async function expectInSight(page: Page, what: Locator): Promise<void> {
  await what.waitFor();
  const height = page.viewportSize()?.height ?? 0;
  await eventually(async () => {
    const box = await what.boundingBox();
    return box !== null && box.y >= 0 && box.y + box.height <= height;
  }).toBe(true);
}

describe("what the office answers", { timeout: 60_000 }, () => {
  it("is in sight where the button is: what was saved, and what came of a count", async () => {
    const { page, context, problems } = await openOffice("#/settings/sales");
    await page.getByLabel("At most percent").last().fill("15");
    await page.getByRole("button", { name: "Save" }).click();
    await expectInSight(page, page.getByText("Saved.", { exact: true }));
    await page.goto(`${cafe.url}/app/office/#/stock/count`);
    await page.getByLabel(/^Counted Oat Milk|Oat Milk/).fill("3");
    await page.getByRole("button", { name: "Book 1 counted item" }).click();
    await expectInSight(page, page.getByRole("row", { name: /Oat Milk.*3/ }).first());
    await expectInSight(page, page.getByText("The count is booked."));
    expect(problems).toEqual([]);
    await context.close();
  });

  it("tells several mistakes apart", async () => {
    const { page, context, problems } = await openOffice("#/staff/people/new");
    await page.getByRole("button", { name: "Save" }).click();
    await eventually(() => page.getByRole("alert").allTextContents()).toContainEqual(
      expect.stringMatching(/at least 3 characters\. Password must/),
    );
    expect(problems).toEqual([]);
    await context.close();
  });

  it("comes in the language of whoever cannot sign in", async () => {
    const { page, context, problems } = await openPage(cafe, "/app/till/");
    await page.getByRole("button", { name: "Deutsch" }).click();
    await enterPin(page, "9876");
    await page.getByText("Name, PIN oder Passwort stimmt nicht.").waitFor();
    for (let tries = 0; tries < 5; tries += 1) {
      await page.getByRole("status", { name: "0 Ziffern eingegeben" }).waitFor();
      await enterPin(page, "9876");
      await page
        .getByRole("alert")
        .filter({ hasText: /stimmt nicht|Zu viele/ })
        .waitFor();
    }
    await page.getByText(/Zu viele Versuche\. In \d+ Sekunden? geht es wieder\./).waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });

  it("opens in the spreadsheets of whoever reads German, and in those of whoever reads English", async () => {
    const firstLines = async (page: Page, button: string) => {
      const download = page.waitForEvent("download");
      await page.getByRole("button", { name: button }).click();
      return (await readFile(await (await download).path(), "utf-8")).split("\r\n").slice(0, 2).join("|");
    };
    const english = await openOffice("#/stock");
    expect(await firstLines(english.page, "Download CSV")).toMatch(/^\uFEFFItem ID,Name,.*\|.*,\d+\.\d+,/);
    const german = await openPage(cafe, "/app/office/#/stock");
    await german.page.getByRole("button", { name: "Deutsch" }).click();
    await german.page.getByLabel("Benutzername").fill("admin");
    await german.page.getByLabel("Passwort").fill("password123");
    await german.page.keyboard.press("Enter");
    expect(await firstLines(german.page, "CSV herunterladen")).toMatch(/^\uFEFFItem ID;Name;.*\|.*;\d+,\d+;/);
    for (const { context, problems } of [english, german]) {
      expect(problems).toEqual([]);
      await context.close();
    }
  });
});
