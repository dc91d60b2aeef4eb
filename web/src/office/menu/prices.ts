import { fromWire, type Minor } from "../../shared/money/money";
import { parseAmount } from "../data/amount";
import { itemName } from "./model";
import type { MenuItem } from "./wire";

/** How prices change: `delta` is in hundredths of a per cent or in minor units, and negative where they are lowered. */
export interface PriceChange {
  by: "percent" | "amount";
  delta: number;
  /** New prices are whole multiples of this. */
  step: Minor;
}

/** The change as its form holds it. */
export interface PriceChangeDraft {
  direction: "raise" | "lower";
  by: PriceChange["by"];
  value: string;
  step: Minor;
}

export const steps: readonly Minor[] = [1, 5, 10, 50];
const priceMin: Minor = 1;
const priceMax: Minor = 999_999;
const percentHundredthsMax = 100_000;

/** What was typed; null if it is no amount or an absurd percentage. "0" only rounds. */
export function priceChange({ direction, by, value, step }: PriceChangeDraft): PriceChange | null {
  const size = parseAmount(value); // a percentage has two decimals as well
  if (size === null || (by === "percent" && size > percentHundredthsMax)) return null;
  return { by, delta: direction === "lower" ? -size : size, step };
}

/** The price after the change: worked out exactly in whole numbers, then rounded once, halves up. May be none that can be asked. */
export function changedPrice(price: Minor, { by, delta, step }: PriceChange): Minor {
  const parts = 10_000; // of a minor unit
  const exact = by === "percent" ? price * (parts + delta) : (price + delta) * parts;
  const doubled = 2 * exact + step * parts;
  const whole = 2 * step * parts;
  return ((doubled - (doubled % whole)) / whole) * step;
}

/** An item whose price is to change, and what from and to. */
export interface PriceStep {
  id: string;
  name: string;
  from: Minor;
  to: Minor;
}

export const isPrice = (price: Minor) => price >= priceMin && price <= priceMax;

/** The items whose price the change makes another one; those that cannot cost the new one are left out. */
export function priceSteps(items: readonly MenuItem[], change: PriceChange): PriceStep[] {
  return items
    .map((item) => {
      const from = fromWire(item.price);
      return { id: item.id, name: itemName(item), from, to: changedPrice(from, change) };
    })
    .filter(({ from, to }) => to !== from && isPrice(to));
}

/** What became of a step: done, or why not. `changed`: somebody else changed the price meanwhile, and it is `now`. */
export type PriceResult = PriceStep &
  ({ outcome: "done" | "gone" } | { outcome: "changed"; now: Minor } | { outcome: "refused"; problem: unknown });
