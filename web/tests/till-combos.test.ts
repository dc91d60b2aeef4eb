import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Cafe, eventually, expectAccessible, openCafe } from "./support";
import { openTill } from "./till-support";

/** Combos, and taxes that depend on how the guest has it. */

interface Sold {
  total: number;
  tax_amount: number;
  service?: string;
  flagged: boolean;
  items: { product_name: string; combo?: { name: string }; options?: { name: string }[] }[];
}

let cafe: Cafe;
const sales = async () => (await cafe.call<{ orders: Sold[] }>("manager", "GET", "/orders?limit=100")).orders;
const serviceTaxes = [
  { name: "Tax", rate: 8, categories: [] },
  { name: "Tax", rate: 5, categories: [], service: "takeaway" },
];
const setTaxes = (taxes: object[]) => cafe.call("admin", "PUT", "/settings", { pos: { taxes } });

beforeAll(async () => {
  cafe = await openCafe();
  await cafe.call("cashier", "GET", "/tills");
  const { menu_items } = await cafe.call<{ menu_items: { id: string; name: string; size: string }[] }>(
    "manager",
    "GET",
    "/menu_items",
  );
  const choice = (name: string, size: string, priceDelta = 0) => ({
    menuItemId: menu_items.find((item) => item.name === name && item.size === size)?.id,
    priceDelta,
  });
  const made = { name: "Afternoon", size: "Regular", price: 6.5, category: "Food", kind: "combo" };
  const { id } = await cafe.call<{ id: string }>("manager", "POST", "/menu_items", made);
  await cafe.call("manager", "PUT", `/menu_items/${id}/combo`, {
    slots: [
      { name: "Drink", choices: [choice("Caffe Latte", "Medium"), choice("Earl Grey", "Regular", -0.5)] },
      { name: "Cake", choices: [choice("Banana Bread", "Slice"), choice("Cheesecake", "Slice", 1)] },
    ],
  });
  // What is new is on no page of the demo's.
  await cafe.call("manager", "PUT", "/till_layout", { version: 1, pages: [] });
});
afterAll(() => cafe?.end());

describe("combos", () => {
  it("are sold as chosen, with the options of what is chosen", async () => {
    await setTaxes(serviceTaxes.slice(0, 1));
    const { page, context, problems, order, tap } = await openTill(cafe);
    const before = (await sales()).length;
    expect(await page.getByRole("radiogroup").count()).toBe(0);
    await tap(/Afternoon/);
    await tap(/^Oat milk/);
    await tap(/^Cheesecake \+/);
    // (6.50 + 0.60 + 1.00) and 8 percent
    await eventually(() => order.textContent()).toMatch(/Caffe Latte Medium, Oat milk.*Cheesecake Slice.*\$8\.75/s);
    await tap(/^Earl Grey -/);
    expect(await page.getByRole("button", { name: /^Oat milk/ }).count()).toBe(0);
    await tap(/^Exact \$7\.56$/);
    await eventually(async () => (await sales()).length).toBe(before + 1);
    const [sold] = await sales();
    expect(sold).toMatchObject({ total: 7.56, flagged: false });
    expect(sold?.service).toBeUndefined();
    expect(sold?.items.map((item) => [item.product_name, item.combo?.name])).toEqual([
      ["Earl Grey", "Afternoon"],
      ["Cheesecake", "Afternoon"],
    ]);
    await tap("History");
    await page.getByRole("dialog").getByRole("listitem").first().getByRole("button").click();
    await eventually(() => page.getByRole("dialog").getByText("Afternoon").count()).toBe(1);
    await page.keyboard.press("Escape");
    expect(problems).toEqual([]);
    await context.close();
  });

  it("are put away with the service, changed there, and paid", async () => {
    await setTaxes(serviceTaxes);
    const { page, context, order, tap } = await openTill(cafe);
    const before = (await sales()).length;
    await page.getByRole("radio", { name: "Take away" }).click();
    await tap(/Afternoon/);
    await eventually(() => order.textContent()).toContain("$6.83");
    await tap("Hold");
    await page.getByLabel("Name").fill("Zoe");
    await tap("Send to the kitchen");
    await eventually(() => page.getByRole("radio", { name: "Here" }).isChecked()).toBe(true);
    await tap(/^Zoe/);
    await eventually(() => page.getByRole("radio", { name: "Take away" }).isChecked()).toBe(true);
    expect(await order.textContent()).toContain("$6.83");
    await page.getByRole("radio", { name: "Here" }).click();
    await eventually(() => order.textContent()).toContain("$7.02");
    await tap(/Espresso Double/);
    await eventually(() => order.textContent()).not.toContain("$7.02");
    const due = /Exact \$([\d.]+)/.exec((await order.textContent()) ?? "")?.[1];
    await tap("Card");
    await eventually(async () => (await sales()).length).toBe(before + 1);
    const [sold] = await sales();
    expect(sold).toMatchObject({ total: Number(due), service: "here", flagged: false });
    expect(sold?.items).toHaveLength(3);
    await context.close();
  });

  it("keep their service over a reload, and the next order starts here", async () => {
    const { page, context, order, tap } = await openTill(cafe);
    const before = (await sales()).length;
    await tap(/Afternoon/);
    await page.getByRole("radio", { name: "Here" }).focus();
    await page.keyboard.press("ArrowRight");
    await eventually(() => order.textContent()).toContain("$6.83");
    await page.reload();
    await page.getByRole("button", { name: /Afternoon \$/ }).waitFor();
    expect(await page.getByRole("radio", { name: "Take away" }).isChecked()).toBe(true);
    await tap("Card");
    await eventually(async () => (await sales()).length).toBe(before + 1);
    expect((await sales())[0]).toMatchObject({ total: 6.83, service: "takeaway", flagged: false });
    await eventually(() => page.getByRole("radio", { name: "Here" }).isChecked()).toBe(true);
    await context.close();
  });

  it("have no accessibility problem that axe finds, in every theme", async () => {
    const { page, context, tap } = await openTill(cafe, undefined, { bypassCSP: true });
    await tap(/Afternoon/);
    await page.getByRole("button", { name: /^Oat milk/ }).waitFor();
    for (const theme of ["light", "dark", "contrast"]) {
      await page.evaluate((name) => {
        document.documentElement.dataset.theme = name;
      }, theme);
      await expectAccessible(page, theme);
    }
    await context.close();
  });
});
