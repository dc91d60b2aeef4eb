import { afterAll, beforeAll, expect, it } from "vitest";
import { type Cafe, openCafe, openPage } from "./support";

let cafe: Cafe;
beforeAll(async () => {
  cafe = await openCafe();
});
afterAll(() => cafe?.end());

it("shows what a combo is made of, and no recipe that it cannot have; and that nothing is left to choose", async () => {
  const { menu_items: menu } = await cafe.call<{ menu_items: { id: string; name: string }[] }>(
    "manager",
    "GET",
    "/menu_items",
  );
  const bread = menu.find(({ name }) => name === "Banana Bread");
  const body = { name: "Afternoon", size: "Regular", price: 6.5, category: "Food", kind: "combo" };
  const { id } = await cafe.call<{ id: string }>("manager", "POST", "/menu_items", body);
  const choices = [{ menuItemId: bread?.id, priceDelta: 0.5, isDefault: true }];
  await cafe.call("manager", "PUT", `/menu_items/${id}/combo`, { slots: [{ name: "Cake", choices }] });
  const { page, context, problems } = await openPage(cafe, `/app/office/#/menu/items/${id}`);
  await page.getByLabel("User name").fill("manager");
  await page.getByLabel("Password", { exact: true }).fill("password123");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  const parts = page.getByRole("table", { name: "Parts" });
  await parts.getByRole("row", { name: /^Cake Banana Bread .*0\.50$/ }).waitFor();
  expect(await page.getByRole("heading", { name: "Recipe" }).count()).toBe(0);
  expect(await page.getByText("No recipe yet").count()).toBe(0);
  expect(await page.getByText("The price is typed at the till").count()).toBe(0);
  await cafe.call("manager", "DELETE", `/menu_items/${bread?.id}`);
  await page.reload();
  await parts.getByText("Nothing is left to choose").waitFor();
  expect(problems).toEqual([]);
  await context.close();
});
