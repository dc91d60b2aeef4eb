import { type Minor, share } from "../money/money";

/** The arithmetic of a sale, step for step as the server has it (src/sales/pricing.cpp): whole minor units, rates in parts per
 * million, half a unit rounds up, shares by largest remainder. */

export interface TaxRate {
  /** "" where no tax is set for the category. */
  name: string;
  ppm: number;
}

export type Discount = { kind: "fixed"; amount: Minor } | { kind: "percentage"; ppm: number };

export interface BasketLine {
  /** Contains the tax where the basket is tax-inclusive. */
  unitPrice: Minor;
  quantity: number;
  tax: TaxRate;
  discount?: Discount | undefined;
}

/** A tender: its part of the total; without an amount it pays what the others leave. */
export interface Part {
  isCash: boolean;
  amount?: Minor | undefined;
}

export interface Basket {
  lines: readonly BasketLine[];
  discount?: Discount | undefined;
  taxInclusive: boolean;
  /** How it is paid, as far as it is known; cash is rounded to coins. */
  parts?: readonly Part[] | undefined;
  /** The smallest coin, in minor units. */
  coin: Minor;
}

export interface PricedLine {
  gross: Minor;
  /** Its own, and its share of the order's. */
  discount: Minor;
  ownDiscount: Minor;
  tax: Minor;
}

export interface PricedTax {
  tax: TaxRate;
  taxable: Minor;
  amount: Minor;
}

export interface Priced {
  lines: PricedLine[];
  taxes: PricedTax[];
  subtotal: Minor;
  discount: Minor;
  orderDiscount: Minor;
  tax: Minor;
  rounding: Minor;
  total: Minor;
}

const onePpm = 1_000_000;

/** a × b / divisor, half up; none of them negative. */
function multiplyDivide(a: number, b: number, divisor: number): number {
  const wide = BigInt(divisor);
  return Number((2n * BigInt(a) * BigInt(b) + wide) / (2n * wide));
}

/** The coin of a rounding mode of the settings. */
export function coinOf(mode: string): Minor {
  const coins: Record<string, Minor> = {
    nearest_nickel: 5,
    nearest_dime: 10,
    nearest_half: 50,
    nearest_whole: 100,
  };
  return coins[mode] ?? 1;
}

/** To the nearest that coins can pay; half a coin rounds up. */
export function roundCash(amount: Minor, coin: Minor): Minor {
  return multiplyDivide(amount, 1, coin) * coin;
}

/** What a discount takes off a price; a fixed one never more than there is. */
export function discountAmount(discount: Discount | undefined, price: Minor): Minor {
  if (!discount) return 0;
  if (discount.kind === "fixed") return Math.min(discount.amount, price);
  return multiplyDivide(price, discount.ppm, onePpm);
}

const lower = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

/** How the guest has what he buys; taxes may depend on it. */
export type Service = "here" | "takeaway" | "delivery";

export interface Tax extends TaxRate {
  /** None: of every category. */
  categories: readonly string[];
  /** Nothing: for every order. */
  service?: Service | null | undefined;
}

/** The tax of a category of an order with that service. What lists the category goes before what lists none, and then what is for
 * the service before what is for every one; of the same rank the first. A tax for a service is for no other orders, nor for those
 * that name none. */
export function taxOf(taxes: readonly Tax[], category: string, service: Service | null = null): TaxRate {
  const lists = (tax: Tax) => tax.categories.some((name) => lower(name) === lower(category));
  const rank = (tax: Tax) => (tax.categories.length > 0 ? 2 : 0) + (tax.service ? 1 : 0);
  const [first, ...others] = taxes.filter(
    (tax) => (!tax.service || tax.service === service) && (tax.categories.length === 0 || lists(tax)),
  );
  if (!first) return { name: "", ppm: 0 };
  const { name, ppm } = others.reduce((best, tax) => (rank(tax) > rank(best) ? tax : best), first);
  return { name, ppm };
}

/** The payable total nearest to the exact one. */
function payable(exact: Minor, parts: readonly Part[], coin: Minor): Minor {
  let known = 0;
  let payableKnown = 0;
  let slack = 0;
  let rest: Part | undefined;
  for (const part of parts) {
    if (part.amount === undefined) {
      rest = part;
      continue;
    }
    known += part.amount;
    payableKnown += part.isCash ? roundCash(part.amount, coin) : part.amount;
    if (part.isCash) slack += Math.floor(coin / 2);
  }
  if (rest)
    return exact < known ? exact : payableKnown + (rest.isCash ? roundCash(exact - known, coin) : exact - known);
  const off = Math.abs(known - exact);
  return off === 0 || (known === payableKnown && off <= slack) ? payableKnown : exact;
}

const net = (line: PricedLine) => line.gross - line.discount;
const sum = (amounts: readonly number[]) => amounts.reduce((all, one) => all + one, 0);

function settleRates(basket: Basket, lines: PricedLine[]): PricedTax[] {
  const groups: { tax: TaxRate; indices: number[] }[] = [];
  basket.lines.forEach((line, index) => {
    const found = groups.find((group) => group.tax.name === line.tax.name && group.tax.ppm === line.tax.ppm);
    if (found) found.indices.push(index);
    else groups.push({ tax: line.tax, indices: [index] });
  });
  return groups.map(({ tax, indices }) => {
    const members = indices.flatMap((index) => lines[index] ?? []);
    const base = sum(members.map(net));
    const amount = multiplyDivide(base, tax.ppm, basket.taxInclusive ? onePpm + tax.ppm : onePpm);
    share(amount, members.map(net)).forEach((part, k) => {
      const line = members[k];
      if (line) line.tax = part;
    });
    return { tax, taxable: basket.taxInclusive ? base - amount : base, amount };
  });
}

/** Prices a basket. Always: total = subtotal − discount + (tax unless inclusive) + rounding. */
export function price(basket: Basket): Priced {
  const lines = basket.lines.map((line): PricedLine => {
    const gross = line.unitPrice * line.quantity;
    const own = discountAmount(line.discount, gross);
    return { gross, discount: own, ownDiscount: own, tax: 0 };
  });
  const subtotal = sum(lines.map((line) => line.gross));
  const left = lines.map(net);
  const orderDiscount = discountAmount(basket.discount, sum(left));
  share(orderDiscount, left).forEach((part, index) => {
    const line = lines[index];
    if (line) line.discount += part;
  });
  const taxes = settleRates(basket, lines);
  const tax = sum(taxes.map((one) => one.amount));
  const discount = sum(lines.map((line) => line.discount));
  const due = subtotal - discount + (basket.taxInclusive ? 0 : tax);
  const total = payable(due, basket.parts ?? [], basket.coin);
  return { lines, taxes, subtotal, discount, orderDiscount, tax, rounding: total - due, total };
}
