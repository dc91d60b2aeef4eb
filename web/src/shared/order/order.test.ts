import { describe, expect, it } from "vitest";
import type { OptionGroup, Rules } from "./catalog";
import { chosen } from "./options";
import * as o from "./order";
import { changeOf, equalParts, noteSuggestions, paymentOf, remaining, saleRequest, wireOptions } from "./tender";
import { testProduct } from "./testProduct";

const option = (id: string, priceDelta = 0, isDefault = false, maxQuantity = 1) => ({
  id,
  name: id,
  priceDelta,
  isDefault,
  maxQuantity,
  soldOut: false,
});
const group = (id: string, min: number, max: number | null, options: OptionGroup["options"]): OptionGroup => ({
  id,
  name: id,
  minChoices: min,
  maxChoices: max,
  options,
});
const product = (id: string, price: number, groups: OptionGroup[] = []) => testProduct({ id, price, groups });
const rules: Rules = {
  storeName: "",
  currency: "USD",
  taxes: [{ name: "Tax", ppm: 80_000, categories: [] }],
  taxInclusive: false,
  coin: 1,
  methods: ["cash", "card"],
  tips: [],
  limits: [{ role: "cashier", ppm: 200_000 }],
  discounts: [],
};
const milk = group("milk", 1, 1, [option("cow", 0, true), option("oat", 60)]);
const syrup = group("syrup", 0, 2, [option("vanilla", 50, false, 3), option("caramel", 50), option("mint", 50)]);
const latte = product("latte", 500, [milk, syrup]);
const cake = product("cake", 300);
const withLatte = () => o.addProduct(o.emptyOrder("s1"), latte, "l1").order;
const line = (order: o.Order, id = "l1") => {
  const found = order.lines.find((one) => one.id === id);
  if (!found) throw new Error("no line");
  return found;
};

describe("order", () => {
  it("adds a product with its defaults; one without choices joins its like", () => {
    let order = withLatte();
    expect(chosen(line(order), "cow")).toBe(1);
    order = o.addProduct(order, cake, "c1").order;
    expect(o.addProduct(order, cake, "c2")).toMatchObject({ lineId: "c1", order: { lines: [{}, { quantity: 2 }] } });
    expect(o.addProduct(order, latte, "l2").order.lines).toHaveLength(3);
  });
  it("swaps within a group of one, and keeps a needed choice", () => {
    const order = o.tapOption(withLatte(), "l1", "oat");
    expect([chosen(line(order), "cow"), chosen(line(order), "oat"), o.unitPrice(line(order))]).toEqual([0, 1, 560]);
    expect(o.tapOption(order, "l1", "oat")).toEqual(order);
  });
  it("counts an option up to its limit, and a group to its own", () => {
    let order = withLatte();
    for (const wanted of [1, 2, 3, 0]) {
      order = o.tapOption(order, "l1", "vanilla");
      expect(chosen(line(order), "vanilla")).toBe(wanted);
    }
    for (const id of ["vanilla", "caramel", "mint"]) order = o.tapOption(order, "l1", id);
    expect(chosen(line(order), "mint")).toBe(0);
  });
  it("says what is missing", () => {
    const strict = product("tea", 100, [group("kind", 1, 1, [option("black"), option("green")])]);
    let order = o.addProduct(o.emptyOrder("s"), strict, "t").order;
    expect(o.missing(line(order, "t")).map((one) => one.id)).toEqual(["kind"]);
    order = o.tapOption(order, "t", "green");
    expect(o.missing(line(order, "t"))).toEqual([]);
  });
  it("changes nothing once it is being paid", () => {
    const tendering = o.become(withLatte(), "tendering");
    expect(o.become(tendering, "tendering")).toBe(tendering);
    expect(o.addProduct(tendering, cake, "c").order).toBe(tendering);
    expect(o.setQuantity(tendering, "l1", 5)).toBe(tendering);
    expect(o.removeLine(tendering, "l1")).toBe(tendering);
    expect(o.become(o.become(tendering, "paid"), "open").phase).toBe("paid");
  });
  it("removes at none, and keeps what a tab has on the server", () => {
    expect(o.setQuantity(withLatte(), "l1", 0).lines).toEqual([]);
    const order = withLatte();
    const known = { ...order, lines: [{ ...line(order), known: { id: "x", sent: 1, unitPrice: 450 } }] };
    expect(o.setQuantity(known, "l1", 0)).toBe(known);
    expect(o.priceOrder(known, rules).subtotal).toBe(450);
  });
  it("is here unless somebody says else, where a tax asks; a tab is as it is", () => {
    const asks = {
      ...rules,
      taxes: [...rules.taxes, { name: "Away", ppm: 50_000, categories: [], service: "takeaway" }],
    } as Rules;
    const order = withLatte();
    expect([o.serviceOf(order, rules), o.serviceOf(order, asks)]).toEqual([null, "here"]);
    const away = o.setService(order, "takeaway");
    expect([o.serviceOf(away, rules), o.serviceOf(away, asks)]).toEqual([null, "takeaway"]);
    expect([o.priceOrder(order, asks).tax, o.priceOrder(away, asks).tax]).toEqual([40, 25]);
    const tab = { id: "t", number: "", label: "", version: 1 };
    expect(o.serviceOf({ ...order, tab }, asks)).toBeNull();
    expect(o.serviceOf({ ...away, tab }, asks)).toBe("takeaway");
    expect(o.setService(o.become(order, "tendering"), "delivery").service).toBeNull();
    const sent = (of: o.Order, by: Rules) => saleRequest(of, by, o.priceOrder(of, by), [], "mike", 0).body.service;
    expect([sent(order, rules), sent(order, asks), sent(away, asks)]).toEqual([undefined, "here", "takeaway"]);
  });
  it("knows when a fixed discount is more than it can be taken off", () => {
    const off = (amount: number) =>
      ({ id: "f", name: "Off", needsApproval: false, discount: { kind: "fixed", amount } }) as const;
    const tooMuch = (order: o.Order) => o.discountsTooMuch(order, rules);
    expect([500, 501].map((amount) => tooMuch(o.setLineDiscount(withLatte(), "l1", off(amount))))).toEqual([
      false,
      true,
    ]);
    expect([500, 501].map((amount) => tooMuch(o.setOrderDiscount(withLatte(), off(amount))))).toEqual([false, true]);
    const twice = o.setLineDiscount(withLatte(), "l1", off(100));
    expect([400, 401].map((amount) => tooMuch(o.setOrderDiscount(twice, off(amount))))).toEqual([false, true]);
  });
  it("knows when a discount needs somebody else", () => {
    const half = {
      id: "h",
      name: "Half",
      needsApproval: false,
      discount: { kind: "percentage", ppm: 500_000 },
    } as const;
    const order = o.setLineDiscount(withLatte(), "l1", half);
    const priced = o.priceOrder(order, rules);
    expect([o.exceedsLimit(order, priced, "cashier", rules), o.exceedsLimit(order, priced, "manager", rules)]).toEqual([
      true,
      false,
    ]);
  });
});

describe("tender", () => {
  it("takes what is due, or what is typed with the tip in it, and change is for cash", () => {
    const due = { due: 1_000, part: 1_000, typed: null, tip: 0 };
    const paid = (method: string, more: object) => {
      const payment = paymentOf(method, { ...due, ...more });
      return typeof payment === "string" ? payment : [payment.amount, payment.tendered, payment.tip];
    };
    expect(paid("card", {})).toEqual([1_000, null, 0]);
    expect(paid("card", { tip: 100 })).toEqual([1_000, null, 100]);
    expect(paid("card", { typed: 400 })).toEqual([400, null, 0]);
    expect(paid("card", { typed: 1_100, tip: 100 })).toEqual([1_000, null, 100]);
    expect(paid("card", { typed: 1_200, tip: 100 })).toBe("noChange");
    expect(paid("cash", { typed: 2_000, tip: 100 })).toEqual([1_000, 2_000, 100]);
    expect(paid("cash", { typed: 100, tip: 100 })).toBe("tipOnly");
    expect(paid("cash", { due: 0, part: 0 })).toEqual([0, 0, 0]);
  });
  it("takes one part of several, by card also more of them", () => {
    const third = { due: 900, part: 300, typed: null, tip: 0 };
    expect(paymentOf("card", third)).toMatchObject({ amount: 300 });
    expect(paymentOf("card", { ...third, typed: 600 })).toMatchObject({ amount: 600 });
    expect(paymentOf("cash", { ...third, typed: 1_000 })).toMatchObject({ amount: 300, tendered: 1_000 });
  });
  it("suggests the next notes", () => {
    expect(noteSuggestions(605)).toEqual([1000, 2000, 5000, 10_000]);
    expect(noteSuggestions(500)).toEqual([1000, 2000, 5000, 10_000]);
    expect(noteSuggestions(1210)).toEqual([1500, 2000, 5000, 10_000]);
    expect(noteSuggestions(0)).toEqual([]);
  });
  it("says what is left and what goes back", () => {
    const order = withLatte();
    const card = { method: "card", amount: 200, tendered: null, tip: 0 };
    expect(remaining(order, rules, [card], "cash")).toBe(340);
    expect(remaining(order, { ...rules, coin: 100 }, [card], "cash")).toBe(300);
    expect(changeOf([card, { method: "cash", amount: 340, tendered: 1000, tip: 100 }])).toBe(560);
    expect(equalParts(1000, 3)).toEqual([334, 333, 333]);
  });
  it("freezes the sale with its figures", () => {
    const order = o.tapOption(withLatte(), "l1", "oat");
    const priced = o.priceOrder(order, rules, [{ isCash: true }]);
    const { path, body } = saleRequest(
      order,
      rules,
      priced,
      [{ method: "cash", amount: 605, tendered: 1000, tip: 0 }],
      "mike",
      Date.parse("2026-11-22T09:00:00Z"),
    );
    expect(path).toBe("/orders");
    expect(body).toMatchObject({
      clientOrderId: "s1",
      createdBy: "mike",
      occurredAt: "2026-11-22T09:00:00.000Z",
      subtotal: 5.6,
      taxAmount: 0.45,
      total: 6.05,
      discountAmount: 0,
      payments: [{ method: "cash", amount: 6.05, tendered: 10 }],
      items: [{ productId: "latte", quantity: 1, price: 5.6 }],
    });
    expect(wireOptions(line(order))).toEqual([
      { optionId: "oat", quantity: 1 },
      { optionId: "cow", quantity: 0 },
    ]);
  });
});
