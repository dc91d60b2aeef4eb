import type { Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Cafe, eventually, expectAccessible, openCafe, openPage } from "./support";
import { done } from "./till-support";

// From a server that nobody has used to its first sale, as an owner goes.

const password = "a horse of mine";
let cafe: Cafe;

/** Nobody sees what is typed, a password manager knows what it is for, and nothing stops who pastes. */
async function expectSecret(field: Locator, purpose: string) {
  expect(await field.getAttribute("type")).toBe("password");
  expect(await field.getAttribute("autocomplete")).toBe(purpose);
  const pastes = (one: Element) => one.dispatchEvent(new Event("paste", { bubbles: true, cancelable: true }));
  expect(await field.evaluate(pastes)).toBe(true);
}

beforeAll(async () => {
  cafe = await openCafe([], "empty");
});
afterAll(() => cafe?.end());

describe("a café on its first day", { timeout: 180_000 }, () => {
  it("is led to its first sale by five steps", async () => {
    const { page, context, problems } = await openPage(cafe, "/app/office/", { width: 1280, height: 800 });
    await page.getByLabel("User name").fill("admin");
    await page.getByLabel("Password", { exact: true }).fill(cafe.firstPassword());
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByText("Somebody else chose this password.").waitFor();
    await page.getByLabel("New password").fill(password);
    await page.getByLabel("The same again").fill("a slip of the finger");
    expect(await page.getByRole("button", { name: "Sign in", exact: true }).isDisabled()).toBe(true);
    await page.getByLabel("The same again").fill(password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    const office = page.getByRole("navigation", { name: "Office" });
    await page.getByRole("heading", { name: "To the first sale" }).waitFor();
    const step = (name: string) => page.getByRole("listitem").filter({ hasText: new RegExp(`^${name}`) });
    const isDone = async (name: string) => (await step(name).getByText("Done", { exact: true }).count()) === 1;
    const today = async () => {
      await office.getByRole("link", { name: "Today", exact: true }).click();
      await page.getByRole("heading", { name: "To the first sale" }).waitFor();
    };
    await page.getByText("0 of 5 steps done").waitFor();

    await page.getByRole("link", { name: "Name and currency" }).click();
    await page.getByLabel("Name of the café").fill("Kaffee Klatsch");
    await page.getByLabel("Currency").fill("eur");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.").waitFor();
    await today();
    await page.getByText("0 of 5 steps done").waitFor(); // receipts would have the sample's address
    await page.getByRole("link", { name: "Name and currency" }).click();
    expect(await page.getByLabel("Currency").inputValue()).toBe("EUR");
    await page.getByLabel("Address").fill("Kaffeegasse 3");
    await page.getByLabel("Phone").fill("");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.").waitFor();
    await today();
    await eventually(() => isDone("The café")).toBe(true);

    await page.getByRole("button", { name: "Take the sample menu" }).dblclick();
    await eventually(() => isDone("The menu")).toBe(true);
    await page.getByLabel("Name of the till").fill("Bar");
    await page.getByRole("button", { name: "Add the till" }).click();
    await eventually(() => isDone("The till")).toBe(true);
    await page.getByText("3 of 5 steps done").waitFor();
    expect(await isDone("Taxes")).toBe(false);
    expect(await isDone("People")).toBe(false);

    await page.getByRole("link", { name: "Open the till" }).click();
    await page.getByRole("button", { name: "Sign in with a password" }).click();
    await page.getByLabel("User name").fill("admin");
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByRole("button", { name: /Cappuccino/ }).click();
    await page.getByRole("button", { name: "Card", exact: true }).click();
    await eventually(() => done(page).textContent()).toMatch(/Paid €3\.67.*#\d{4}/s);

    await page.goto(`${cafe.url}/app/office/`);
    await page.getByRole("heading", { name: "Best sellers" }).waitFor();
    await page
      .getByRole("cell", { name: "Cappuccino" })
      .or(page.getByRole("rowheader", { name: "Cappuccino" }))
      .waitFor();
    expect(await page.getByText("To the first sale").count()).toBe(0);
    expect(problems).toEqual([]);
    await context.close();
  });
});

describe("the steps", { timeout: 120_000 }, () => {
  it("have no barrier, and can be put away on a device", async () => {
    const other = await openCafe([], "empty");
    const context = await other.browser.newContext({ locale: "en-US", bypassCSP: true });
    const page = await context.newPage();
    await page.goto(`${other.url}/app/office/`);
    await expectSecret(page.getByLabel("Password", { exact: true }), "current-password");
    await page.getByLabel("User name").fill("admin");
    await page.getByLabel("Password", { exact: true }).fill(other.firstPassword());
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByLabel("New password").waitFor();
    await expectSecret(page.getByLabel("New password"), "new-password");
    await expectAccessible(page, "a password of one's own");
    await page.getByLabel("New password").fill(password);
    await page.getByLabel("The same again").fill(password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByText("0 of 5 steps done").waitFor();
    await expectAccessible(page, "five steps");
    await page.getByRole("button", { name: "Put away" }).click();
    await page.reload();
    await page.getByRole("heading", { name: "Best sellers" }).waitFor();
    expect(await page.getByText("To the first sale").count()).toBe(0);
    await context.close();
    await other.end();
  });
});
