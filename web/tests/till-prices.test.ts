import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fromWire } from "../src/shared/money/money";
import {
  type DiscountPreset,
  type Product,
  productsOf,
  type Rules,
  rulesOf,
  type WireItem,
  type WireSettings,
} from "../src/shared/order/catalog";
import {
  addProduct,
  choosePart,
  emptyOrder,
  type Order,
  partsIn,
  priceOrder,
  setLineDiscount,
  setOrderDiscount,
  setService,
  tapOption,
  unitPrice,
} from "../src/shared/order/order";
import { isCash, saleRequest } from "../src/shared/order/tender";
import { type Cafe, openCafe, random } from "./support";

/** The till's arithmetic against the server's: the till charges first and tells later, so both must come to the same cent. */

let cafe: Cafe;
beforeAll(async () => {
  cafe = await openCafe();
  const { menu_items } = await cafe.call<{ menu_items: WireItem[] }>("admin", "GET", "/menu_items");
  const choices = (category: string, deltas: number[]) =>
    menu_items
      .filter((item) => item.category === category && item.kind !== "combo")
      .slice(0, deltas.length)
      .map(({ id }, index) => ({ menuItemId: id, priceDelta: deltas[index], isDefault: index === 1 }));
  // Parts of several rates, and one that may cost less than nothing.
  const combos: [number, { name: string; choices: object[] }[]][] = [
    [6.53, ["Coffee", "Pastries"].map((name) => ({ name, choices: choices(name, [0, -0.55, 1.37]) }))],
    [0.07, ["Tea", "Food", "Coffee"].map((name) => ({ name, choices: choices(name, [-0.03, 0.11, -9.5]) }))],
  ];
  for (const [price, slots] of combos) {
    const made = { name: `Combo ${price}`, size: "Regular", price, category: "Food", kind: "combo" };
    const { id } = await cafe.call<{ id: string }>("admin", "POST", "/menu_items", made);
    await cafe.call("admin", "PUT", `/menu_items/${id}/combo`, { slots });
  }
});
afterAll(() => cafe?.end());

/** The server refuses a fixed discount of more than there is to pay. */
const fits = ({ discount }: DiscountPreset, amount: number) => discount.kind !== "fixed" || discount.amount <= amount;

function anyOrder(next: (below: number) => number, products: readonly Product[], rules: Rules): Order {
  const pick = <Of>(of: readonly Of[]) => of[next(of.length)];
  let order = emptyOrder(`order-${next(1_000_000_000)}-${next(1_000_000_000)}`);
  for (let lines = 1 + next(5); lines > 0; lines -= 1) {
    const combos = products.filter((one) => one.slots);
    const product = pick(next(3) === 0 ? combos : products);
    if (!product) continue;
    const added = addProduct(order, product, `line-${lines}`, 1 + next(7));
    order = added.order;
    for (const group of product.groups) {
      const option = pick(group.options);
      for (let taps = next(4); option && taps > 0; taps -= 1) order = tapOption(order, added.lineId, option.id);
    }
    for (const slot of product.slots ?? []) {
      const choice = pick(slot.choices);
      if (choice) order = choosePart(order, added.lineId, slot.name, choice.productId);
      const line = order.lines.find((one) => one.id === added.lineId);
      for (const group of (line ? partsIn(line) : []).find((part) => part.slot === slot.name)?.groups ?? []) {
        const option = pick(group.options);
        if (option && next(2) === 0) order = tapOption(order, added.lineId, option.id, slot.name);
      }
    }
    const off = pick(rules.discounts);
    const line = order.lines.find((one) => one.id === added.lineId);
    if (off && line && next(3) === 0 && fits(off, unitPrice(line) * line.quantity))
      order = setLineDiscount(order, added.lineId, off);
  }
  const service = pick(["here", "takeaway", "delivery", null] as const);
  if (service) order = setService(order, service);
  const off = pick(rules.discounts);
  const { subtotal, discount } = priceOrder(order, rules);
  return off && next(3) === 0 && fits(off, subtotal - discount) ? setOrderDiscount(order, off) : order;
}

interface Preview {
  subtotal: number;
  discountAmount: number;
  taxAmount: number;
  roundingAmount: number;
  total: number;
  flagReasons: string[];
}

const twoRates = [
  { name: "Food", rate: 7, categories: ["food", "Pastries"] },
  { name: "VAT", rate: 19.25, categories: [] },
];

const byService = [
  { name: "VAT", rate: 19, categories: [] },
  { name: "Reduced", rate: 7, categories: [], service: "takeaway" },
  { name: "Food", rate: 5.5, categories: ["Food"] },
  { name: "Food away", rate: 3, categories: ["food"], service: "delivery" },
];

describe("the till's prices", () => {
  it.each([
    { roundingMode: "none", taxInclusive: false, taxes: twoRates },
    { roundingMode: "nearest_nickel", taxInclusive: true, taxes: twoRates },
    { roundingMode: "nearest_half", taxInclusive: false, taxes: twoRates },
    { roundingMode: "nearest_dime", taxInclusive: true, taxes: [{ name: "Food", rate: 8, categories: ["Food"] }] },
    { roundingMode: "nearest_nickel", taxInclusive: true, taxes: byService },
    { roundingMode: "none", taxInclusive: false, taxes: byService },
  ])("are the server's with $roundingMode, inclusive $taxInclusive", async (pos) => {
    await cafe.call("admin", "PUT", "/settings", { pos });
    const rules = rulesOf(await cafe.call<WireSettings>("admin", "GET", "/settings"));
    const menu = await cafe.call<{ menu_items: WireItem[] }>("admin", "GET", "/menu_items?expand=options");
    const products = productsOf(menu.menu_items);
    expect(products.filter((one) => one.slots).length).toBeGreaterThanOrEqual(2);
    const next = random(pos.roundingMode.length * 31 + pos.taxes.length);
    for (let i = 0; i < 60; i += 1) {
      const order = anyOrder(next, products, rules);
      const method = next(2) === 0 ? "cash" : "card";
      const priced = priceOrder(order, rules, [{ isCash: isCash(method) }]);
      const { body } = saleRequest(
        order,
        rules,
        priced,
        [{ method, amount: priced.total, tendered: null, tip: 0 }],
        "admin",
        0,
      );
      const { subtotal: _s, discountAmount: _d, taxAmount: _t, total: _all, payments: _p, ...asked } = body;
      const items = (asked.items as { price?: number }[]).map(({ price: _price, ...item }) => item);
      const said = await cafe.call<Preview>("admin", "POST", "/orders/preview", {
        ...asked,
        items,
        payments: [{ method }],
      });
      expect({
        order: i,
        subtotal: fromWire(said.subtotal),
        discount: fromWire(said.discountAmount),
        tax: fromWire(said.taxAmount),
        rounding: fromWire(said.roundingAmount),
        total: fromWire(said.total),
      }).toEqual({
        order: i,
        subtotal: priced.subtotal,
        discount: priced.discount,
        tax: priced.tax,
        rounding: priced.rounding,
        total: priced.total,
      });
      if (i % 6 > 0) continue;
      // And what the till sends is stored without a question.
      const sold = await cafe.call<{ order: { total: number; flagReasons: string[] } }>(
        "admin",
        "POST",
        "/orders",
        body,
      );
      expect(sold.order).toMatchObject({ total: priced.total / 100, flagReasons: [] });
    }
  });
});
