import { expect, it } from "vitest";
import { changedPrice, isPrice, type PriceChangeDraft, priceChange, priceSteps } from "./prices";
import type { MenuItem } from "./wire";

const typed = (patch: Partial<PriceChangeDraft>) =>
  priceChange({ direction: "raise", by: "percent", value: "5", step: 1, ...patch });

it("reads what was typed, in hundredths of a per cent or minor units", () => {
  expect(typed({ value: "7,5" })).toEqual({ by: "percent", delta: 750, step: 1 });
  expect(typed({ value: "0.25", by: "amount", direction: "lower", step: 5 })).toEqual({
    by: "amount",
    delta: -25,
    step: 5,
  });
  for (const value of ["", "-5", "five", "1,500", "1000.01"]) expect(typed({ value }), value).toBeNull();
  expect(typed({ value: "1000" })?.delta).toBe(100_000);
});

it("works out new prices exactly and rounds once, halves up", () => {
  const by = (delta: number, step: number) => ({ by: "percent" as const, delta, step });
  expect(changedPrice(450, by(500, 1))).toBe(473); // 472.5
  expect(changedPrice(449, by(500, 1))).toBe(471); // 471.45
  expect(changedPrice(450, by(500, 5))).toBe(475); // 472.5 is in the middle
  expect(changedPrice(450, by(500, 10))).toBe(470);
  expect(changedPrice(450, by(500, 50))).toBe(450);
  expect(changedPrice(475, by(0, 50))).toBe(500);
  expect(changedPrice(333, by(-3333, 1))).toBe(222); // 222.0111
  // 1.15 × 0.90 is 1.035 exactly; in floating point it is 1.03499…
  expect(changedPrice(90, by(1500, 1))).toBe(104);
  expect(changedPrice(999_999, by(100_000, 1))).toBe(10_999_989);
});

it("adds and takes off amounts", () => {
  const by = (delta: number, step: number) => ({ by: "amount" as const, delta, step });
  expect(changedPrice(395, by(20, 1))).toBe(415);
  expect(changedPrice(395, by(20, 10))).toBe(420);
  expect(changedPrice(395, by(-20, 50))).toBe(400);
  expect(isPrice(changedPrice(20, by(-50, 1)))).toBe(false);
  expect(isPrice(changedPrice(20, by(-20, 1)))).toBe(false);
});

it("agrees with exact fractions for every price and many changes", () => {
  const exactly = (price: number, delta: number, step: number) => {
    const whole = 2n * BigInt(step) * 10_000n;
    return Number(((2n * BigInt(price) * BigInt(10_000 + delta) + whole / 2n) / whole) * BigInt(step));
  };
  for (let price = 1; price < 999_999; price += 997)
    for (const delta of [-9999, -750, -1, 0, 1, 333, 1900, 99_999])
      for (const step of [1, 5, 10, 50])
        if (changedPrice(price, { by: "percent", delta, step }) !== exactly(price, delta, step))
          throw new Error(`${price} ${delta} ${step}`);
});

it("plans only what becomes another price, and one that can be asked", () => {
  const items = [
    { id: "a", name: "Tea", size: "Small", price: 2.75 },
    { id: "b", name: "Tea", size: "Large", price: 3.02 },
    { id: "c", name: "Sugar", size: "", price: 0.1 },
  ] as MenuItem[];
  expect(priceSteps(items, { by: "amount", delta: -20, step: 50 })).toEqual([
    { id: "a", name: "Tea Small", from: 275, to: 250 },
    { id: "b", name: "Tea Large", from: 302, to: 300 },
  ]);
  expect(priceSteps(items.slice(0, 1), { by: "percent", delta: 10, step: 5 })).toEqual([]);
});
