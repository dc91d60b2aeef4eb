/** Money is whole minor units (cents) everywhere in the app; the wire's decimals are turned at the edge and never computed with. */
export type Minor = number;

/** A wire amount (a JSON number with at most two decimals) in minor units: exact, because a double holds such a decimal to far
 * less than half a unit. */
export function fromWire(amount: number): Minor {
  return Math.round(amount * 100);
}

export function toWire(minor: Minor): number {
  return minor / 100;
}

/** Digits typed on a pad in the cents-first way: "450" is 4.50. */
export function fromDigits(digits: string): Minor {
  return digits === "" ? 0 : Number.parseInt(digits, 10);
}

const formats = new Map<string, Intl.NumberFormat>();

/** As people of that language write an amount of that currency. */
export function moneyText(minor: Minor, currency: string, language: string): string {
  const key = `${language} ${currency}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(language, { style: "currency", currency, currencyDisplay: "narrowSymbol" });
    formats.set(key, format);
  }
  return format.format(minor / 100);
}

/** Shares `whole` in proportion to the weights so that the parts sum to it: rounded down, and the units left over go to the
 * largest remainders, the first of equals first. Exact up to whole × weight < 2^53, else by BigInt. */
export function share(whole: Minor, weights: readonly number[]): Minor[] {
  const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (total === 0n) return weights.map(() => 0);
  const parts = weights.map((weight, index) => {
    const product = BigInt(whole) * BigInt(weight);
    let down = product / total;
    if (product < 0n && product % total !== 0n) down -= 1n;
    return { index, down, rest: product - down * total };
  });
  let left = whole - Number(parts.reduce((sum, part) => sum + part.down, 0n));
  const result = parts.map((part) => Number(part.down));
  for (const part of [...parts].sort((a, b) => (b.rest > a.rest ? 1 : b.rest < a.rest ? -1 : a.index - b.index))) {
    if (left === 0) break;
    result[part.index] = (result[part.index] ?? 0) + 1;
    left -= 1;
  }
  return result;
}
