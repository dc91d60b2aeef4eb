import { describe, expect, it } from "vitest";
import { productsOf, type Rules, type Slot, type SlotChoice, type WireItem } from "./catalog";
import { comboLines, partsOf, sharePrice } from "./combo";
import * as o from "./order";
import { saleRequest } from "./tender";
import { testProduct } from "./testProduct";

const choice = (productId: string, price: number, more: Partial<SlotChoice> = {}): SlotChoice => ({
  productId,
  name: productId,
  size: "",
  category: "Food",
  price,
  priceDelta: 0,
  isDefault: false,
  soldOut: false,
  groups: [],
  ...more,
});
const milk = {
  id: "milk",
  name: "Milk",
  minChoices: 0,
  maxChoices: 1,
  options: [{ id: "oat", name: "Oat", priceDelta: 60, isDefault: false, maxQuantity: 1, soldOut: false }],
};
const slots: Slot[] = [
  {
    name: "Drink",
    choices: [choice("latte", 450, { category: "Coffee", groups: [milk] }), choice("tea", 300, { priceDelta: -50 })],
  },
  {
    name: "Cake",
    choices: [choice("cheesecake", 500, { priceDelta: 100 }), choice("bread", 375, { isDefault: true })],
  },
];
const snack = testProduct({ id: "snack", name: "Afternoon", size: "Regular", price: 650, category: "Food", slots });
const rules: Rules = {
  storeName: "",
  currency: "EUR",
  taxes: [
    { name: "VAT", ppm: 190_000, categories: ["Coffee"] },
    { name: "Food", ppm: 70_000, categories: [] },
  ],
  taxInclusive: true,
  coin: 1,
  methods: ["cash"],
  tips: [],
  limits: [],
  discounts: [],
};
const half = { id: "h", name: "Half", needsApproval: false, discount: { kind: "percentage", ppm: 500_000 } } as const;
const withSnack = (quantity = 1) => o.addProduct(o.emptyOrder("s1"), snack, "l1", quantity).order;
const lineOf = (order: o.Order) => {
  const line = order.lines[0];
  if (!line) throw new Error("no line");
  return line;
};

describe("combos", () => {
  it("have the default of each slot, or what it offers first", () => {
    expect(partsOf(slots).map((part) => part.productId)).toEqual(["latte", "bread"]);
    expect(o.unitPrice(lineOf(withSnack()))).toBe(650);
  });
  it("swap a part with its price and its own options", () => {
    let order = o.tapOption(withSnack(), "l1", "oat", "Drink");
    expect(o.unitPrice(lineOf(order))).toBe(710);
    expect(o.tapOption(order, "l1", "oat", "Cake").lines).toEqual(order.lines);
    order = o.choosePart(order, "l1", "Cake", "cheesecake");
    expect(o.unitPrice(lineOf(order))).toBe(810);
    order = o.choosePart(order, "l1", "Drink", "tea");
    expect(o.unitPrice(lineOf(order))).toBe(700);
    expect(o.partsIn(lineOf(order))).toMatchObject([{ productId: "tea", options: [] }, { productId: "cheesecake" }]);
    expect(o.choosePart(order, "l1", "Drink", "cheesecake").lines).toEqual(order.lines);
    expect(o.choosePart(o.become(order, "tendering"), "l1", "Drink", "latte").lines).toBe(order.lines);
  });
  it("share their price as the server answered it", () => {
    const order = o.tapOption(withSnack(), "l1", "oat", "Drink");
    const parts = o.partsIn(lineOf(order)).map((part) => (part.slot === "Drink" ? { ...part, price: 450 } : part));
    expect(sharePrice(710, parts)).toEqual([409, 301]);
  });
  it("share by what a part costs, nothing counted for less, and evenly where all are free", () => {
    const [first, second] = partsOf(slots);
    if (!first || !second) throw new Error("no parts");
    expect(
      sharePrice(101, [
        { ...first, price: 0 },
        { ...second, price: 0 },
      ]),
    ).toEqual([51, 50]);
    expect(sharePrice(100, [{ ...first, price: 10, priceDelta: -50 }, second])).toEqual([0, 100]);
  });
  it("are taxed part by part", () => {
    const priced = o.priceOrder(withSnack(2), rules);
    expect(priced).toMatchObject({ subtotal: 1300, total: 1300 });
    expect(priced.taxes.map((one) => [one.tax.name, one.taxable + one.amount])).toEqual([
      ["VAT", 710],
      ["Food", 590],
    ]);
  });
  it("reckon a discount once, on the whole line", () => {
    const parts = partsOf(slots);
    const discount = { kind: "percentage", ppm: 333_333 } as const;
    const lines = comboLines({ unitPrice: 651, quantity: 3, parts, discount }, [], null);
    expect(lines.map((line) => line.discount)).toEqual([
      { kind: "fixed", amount: 355 },
      { kind: "fixed", amount: 296 },
    ]);
    expect(o.priceOrder(o.setLineDiscount(withSnack(), "l1", half), rules).total).toBe(325);
  });
  it("never cost less than nothing", () => {
    const gift = { ...snack, price: 20 };
    const order = o.choosePart(o.addProduct(o.emptyOrder("s"), gift, "l1").order, "l1", "Drink", "tea");
    expect(o.priceOrder(order, rules).total).toBe(0);
  });
  it("are one line each, and say their parts", () => {
    const twice = o.addProduct(withSnack(), snack, "l2").order;
    expect(twice.lines).toHaveLength(2);
    const order = o.tapOption(withSnack(), "l1", "oat", "Drink");
    const { body } = saleRequest(order, rules, o.priceOrder(order, rules, [{ isCash: true }]), [], "mike", 0);
    expect(body.items).toEqual([
      {
        productId: "snack",
        quantity: 1,
        price: 7.1,
        parts: [
          { slot: "Drink", menuItemId: "latte", options: [{ optionId: "oat", quantity: 1 }] },
          { slot: "Cake", menuItemId: "bread" },
        ],
      },
    ]);
  });
  it("lack what one of their parts lacks", () => {
    const strict = { ...milk, minChoices: 1 };
    const drink = { name: "Drink", choices: [choice("latte", 450, { groups: [strict] })] };
    const order = o.addProduct(o.emptyOrder("s"), { ...snack, slots: [drink] }, "l1").order;
    expect(o.missing(lineOf(order))).toEqual([strict]);
    expect(o.missing(lineOf(o.tapOption(order, "l1", "oat", "Drink")))).toEqual([]);
  });
});

describe("the menu's combos", () => {
  const item = (id: string, more: Partial<WireItem> = {}): WireItem => ({
    id,
    name: id,
    size: "",
    price: 3.5,
    category: "Food",
    imageUrl: null,
    isActive: true,
    sortOrder: 0,
    allergens: null,
    ...more,
  });
  const combo = (id: string, of: string[][]) =>
    item(id, {
      kind: "combo",
      combo: {
        slots: of.map((ids, index) => ({
          name: `Slot ${index}`,
          choices: ids.map((menuItemId) => ({ menuItemId, priceDelta: 0.25, isDefault: false })),
        })),
      },
    });
  it("bring what their choices need, and are left out where a slot has nothing to offer", () => {
    const menu = [
      combo("both", [["a", "gone"], ["b"]]),
      item("a"),
      item("b", { price: 2, category: "Tea" }),
      item("gone", { isActive: false }),
      combo("broken", [["a"], ["gone"]]),
      combo("empty", []),
    ];
    const products = productsOf(menu);
    expect(products.map((one) => one.id)).toEqual(["both", "a", "b"]);
    expect(products[0]?.slots).toMatchObject([
      { name: "Slot 0", choices: [{ productId: "a", price: 350, priceDelta: 25 }] },
      { name: "Slot 1", choices: [{ productId: "b", price: 200, category: "Tea" }] },
    ]);
    expect(products[1]?.slots).toBeUndefined();
  });
});
