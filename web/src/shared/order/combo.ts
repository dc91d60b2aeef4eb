import { type Minor, share } from "../money/money";
import type { OptionGroup, Slot, SlotChoice } from "./catalog";
import { type ChosenOption, defaultsOf, optionsPrice } from "./options";
import { type BasketLine, type Discount, discountAmount, type Service, type Tax, taxOf } from "./pricing";

/** A combo is charged as its parts, as src/sales/combos.cpp does it: each has its own tax, and its share of price and discount. */

/** What a line has of a slot. */
export interface ComboPart {
  slot: string;
  productId: string;
  name: string;
  size: string;
  category: string;
  price: Minor;
  priceDelta: Minor;
  options: ChosenOption[];
  groups: OptionGroup[];
}

/** A choice as the part of a slot, with its default options. */
export function partOf(slot: string, choice: SlotChoice): ComboPart {
  const { productId, name, size, category, price, priceDelta, groups } = choice;
  return { slot, productId, name, size, category, price, priceDelta, groups, options: defaultsOf(groups) };
}

/** What a combo has before anybody chooses: the default of each slot, or what it offers first. */
export function partsOf(slots: readonly Slot[]): ComboPart[] {
  return slots.flatMap(({ name, choices }) => {
    const choice = choices.find((one) => one.isDefault) ?? choices[0];
    return choice ? [partOf(name, choice)] : [];
  });
}

/** What the parts add to the combo's own price. */
export function partsPrice(parts: readonly ComboPart[]): Minor {
  return parts.reduce((sum, part) => sum + part.priceDelta + optionsPrice(part.options), 0);
}

/** Shares by weights; where all of them are nothing each has the same. */
function shared(whole: Minor, weights: readonly Minor[]): Minor[] {
  const nothing = weights.every((weight) => weight === 0);
  return share(whole, nothing ? weights.map(() => 1) : weights);
}

/** The price of one combo, shared by what each part costs by itself; less than nothing counts as nothing. */
export function sharePrice(unitPrice: Minor, parts: readonly ComboPart[]): Minor[] {
  return shared(
    unitPrice,
    parts.map((part) => Math.max(0, part.price + part.priceDelta + optionsPrice(part.options))),
  );
}

/** The lines of a combo in the basket. A discount is reckoned once, on the whole line, and shared by what each part costs. */
export function comboLines(
  combo: { unitPrice: Minor; quantity: number; parts: readonly ComboPart[]; discount?: Discount | undefined },
  taxes: readonly Tax[],
  service: Service | null,
): BasketLine[] {
  const { unitPrice, quantity, parts, discount } = combo;
  const prices = sharePrice(unitPrice, parts);
  const discounts = shared(
    discountAmount(discount, unitPrice * quantity),
    prices.map((price) => price * quantity),
  );
  return parts.map((part, index) => ({
    unitPrice: prices[index] ?? 0,
    quantity,
    tax: taxOf(taxes, part.category, service),
    discount: discount ? { kind: "fixed", amount: discounts[index] ?? 0 } : undefined,
  }));
}
