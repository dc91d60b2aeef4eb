import { afterAll, beforeAll, expect, it } from "vitest";
import { type Cafe, eventually, openCafe, openPage } from "./support";

// "Costs of stock: average of deliveries" needs somebody who says what a delivery cost.

interface StockItem {
  id: string;
  name: string;
  currentStock: number;
  costPerUnit: number;
}

let cafe: Cafe;
beforeAll(async () => {
  cafe = await openCafe();
});
afterAll(() => cafe?.end());

it("books a delivery with what it cost, which moves the item's cost to the average", async () => {
  await cafe.call("manager", "PUT", "/settings", { inventory: { costing: "moving_average" } });
  const { inventory_item: item } = await cafe.call<{ inventory_item: StockItem }>("manager", "POST", "/inventory", {
    name: "Syrup of roses",
    category: "Syrups",
    unit: "l",
    currentStock: 10,
    costPerUnit: 2,
  });
  const now = async () =>
    (await cafe.call<{ inventory: StockItem[] }>("manager", "GET", "/inventory?search=roses")).inventory[0];
  const { page, context, problems } = await openPage(cafe, `/app/office/#/stock/items/${item.id}`);
  await page.getByLabel("User name").fill("manager");
  await page.getByLabel("Password", { exact: true }).fill("password123");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("button", { name: /^Book/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Quantity (l)").fill("10");
  await dialog.getByLabel("What it cost in all").fill("forty");
  await dialog.getByRole("button", { name: "Book", exact: true }).click();
  await dialog.locator(".problem").first().waitFor();
  expect(await dialog.getByLabel("Quantity (l)").inputValue()).toBe("10");
  await dialog.getByLabel("What it cost in all").fill("40");
  await dialog.getByRole("button", { name: "Book", exact: true }).click();
  await eventually(async () => (await now())?.currentStock).toBe(20);
  expect((await now())?.costPerUnit).toBe(3);

  // Waste has no price of its own.
  await page.getByRole("button", { name: /^Book/ }).click();
  await dialog.getByLabel("What happened").selectOption("Waste");
  expect(await dialog.getByLabel("What it cost in all").count()).toBe(0);
  expect(problems).toEqual([]);
  await context.close();
});
