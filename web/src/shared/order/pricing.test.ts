import { describe, expect, it } from "vitest";
import { type Basket, coinOf, type Discount, price, roundCash, type Service, type Tax, taxOf } from "./pricing";

const tax = (ppm: number, name = `t${ppm}`) => ({ name, ppm });
const basket = (more: Partial<Basket>): Basket => ({ lines: [], taxInclusive: false, coin: 1, ...more });

/** A generator of numbers that a failure can be repeated with. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

describe("pricing", () => {
  it("prices what the server answered for two lattes with twenty percent off one line", () => {
    const priced = price(
      basket({
        lines: [{ unitPrice: 500, quantity: 2, tax: tax(80_000), discount: { kind: "percentage", ppm: 200_000 } }],
      }),
    );
    expect(priced).toMatchObject({ subtotal: 1000, discount: 200, orderDiscount: 0, tax: 64, total: 864 });
  });
  it("takes the tax out of prices that contain it, once per rate", () => {
    const lines = [1, 2, 3].map(() => ({ unitPrice: 119, quantity: 1, tax: tax(190_000) }));
    const priced = price(basket({ lines, taxInclusive: true }));
    expect(priced).toMatchObject({ subtotal: 357, tax: 57, total: 357 });
    expect(priced.taxes).toEqual([{ tax: tax(190_000), taxable: 300, amount: 57 }]);
  });
  it("shares an order's discount by largest remainder, after the lines' own", () => {
    const lines = [100, 100, 100].map((unitPrice) => ({ unitPrice, quantity: 1, tax: tax(0, "") }));
    const priced = price(basket({ lines, discount: { kind: "fixed", amount: 100 } }));
    expect(priced.lines.map((line) => line.discount)).toEqual([34, 33, 33]);
  });
  it("rounds half a unit up", () => {
    const one = (unitPrice: number, ppm: number) =>
      price(basket({ lines: [{ unitPrice, quantity: 1, tax: tax(ppm) }] })).tax;
    expect([one(50, 10_000), one(49, 10_000), one(150, 10_000)]).toEqual([1, 0, 2]);
  });
  it("rounds only the part that is paid in cash", () => {
    const lines = [{ unitPrice: 1002, quantity: 1, tax: tax(0, "") }];
    const total = (parts: NonNullable<Basket["parts"]>) => price(basket({ lines, coin: 5, parts })).total;
    expect(total([{ isCash: true }])).toBe(1000);
    expect(total([{ isCash: false }])).toBe(1002);
    expect(total([{ isCash: false, amount: 501 }, { isCash: true }])).toBe(1001);
    expect(total([{ isCash: true, amount: 1000 }])).toBe(1000);
    expect(total([{ isCash: true, amount: 900 }])).toBe(1002);
    expect([roundCash(1025, 50), roundCash(1024, 50), coinOf("nearest_dime"), coinOf("none")]).toEqual([
      1050, 1000, 10, 1,
    ]);
  });
  it("finds the tax of a category", () => {
    const taxes = [
      { name: "all", ppm: 1, categories: [] },
      { name: "food", ppm: 2, categories: ["FOOD"] },
    ];
    expect(taxOf(taxes, "Food")).toEqual({ name: "food", ppm: 2 });
    expect(taxOf(taxes, "Tea")).toEqual({ name: "all", ppm: 1 });
    expect(taxOf([], "Tea")).toEqual({ name: "", ppm: 0 });
  });
  it("finds the tax of a category and a service", () => {
    const food = ["Food"];
    const taxes: Tax[] = [
      { name: "any", ppm: 1, categories: [] },
      { name: "away", ppm: 2, categories: [], service: "takeaway" },
      { name: "food", ppm: 3, categories: food, service: null },
      { name: "food away", ppm: 4, categories: ["FOOD"], service: "takeaway" },
      { name: "food away again", ppm: 5, categories: food, service: "takeaway" },
    ];
    const named = (category: string, service: Service | null, of = taxes) => taxOf(of, category, service).name;
    expect(named("food", "takeaway")).toBe("food away");
    expect(named("food", "here")).toBe("food");
    expect(named("food", null)).toBe("food");
    expect(named("Tea", "takeaway")).toBe("away");
    expect(named("Tea", "delivery")).toBe("any");
    expect(named("Tea", null)).toBe("any");
    // What lists the category goes first, also before what is for the service.
    expect(named("food", "takeaway", taxes.slice(0, 3))).toBe("food");
    // A tax for a service is for no other orders, nor for those that name none.
    expect(named("food", "here", taxes.slice(3))).toBe("");
    expect(named("food", null, taxes.slice(3))).toBe("");
  });
  it("adds up for any basket", () => {
    const next = random(7);
    const discount = (below: number): Discount | undefined => {
      const kind = next(3);
      if (kind === 0) return undefined;
      return kind === 1 ? { kind: "fixed", amount: next(below) } : { kind: "percentage", ppm: next(1_000_001) };
    };
    for (let i = 0; i < 4_000; i += 1) {
      const rates = [tax(0, ""), tax(next(300_000), "a"), tax(next(300_000), "b")];
      const lines = Array.from({ length: 1 + next(8) }, () => ({
        unitPrice: next(2_000),
        quantity: 1 + next(9),
        tax: rates[next(3)] ?? tax(0, ""),
        discount: discount(3_000),
      }));
      const coin = [1, 5, 10, 50, 100][next(5)] ?? 1;
      const taxInclusive = next(2) === 0;
      const of = basket({ lines, taxInclusive, coin, discount: discount(4_000), parts: [{ isCash: next(2) === 0 }] });
      const priced = price(of);
      const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
      expect(sum(priced.lines.map((line) => line.gross))).toBe(priced.subtotal);
      expect(sum(priced.lines.map((line) => line.discount))).toBe(priced.discount);
      expect(sum(priced.lines.map((line) => line.tax))).toBe(priced.tax);
      expect(sum(priced.taxes.map((one) => one.taxable + one.amount)) + priced.rounding).toBe(priced.total);
      expect(Math.abs(priced.rounding) * 2).toBeLessThanOrEqual(coin);
      for (const one of priced.taxes) {
        const exact =
          (priced.lines.reduce(
            (all, line, k) => all + (lines[k]?.tax === one.tax ? line.gross - line.discount : 0),
            0,
          ) *
            one.tax.ppm) /
          (taxInclusive ? 1_000_000 + one.tax.ppm : 1_000_000);
        const same = rates.filter((rate) => rate.name === one.tax.name && rate.ppm === one.tax.ppm).length;
        if (same === 1) expect(Math.abs(one.amount - exact)).toBeLessThanOrEqual(0.5 + 1e-6);
      }
    }
  });
});
