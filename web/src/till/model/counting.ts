import type { Minor } from "../../shared/money/money";

/** What coins and notes there are to count, the largest first, in minor units. */
export const denominations: readonly Minor[] = [
  20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 25, 20, 10, 5, 2, 1,
];

/** Those of a currency: dollars have quarters where euros have twenty cents. */
export function denominationsOf(currency: string): Minor[] {
  const never: Record<string, Minor[]> = {
    USD: [20_000, 200, 20, 2],
    CAD: [20_000, 50, 20, 2, 1],
    CHF: [25, 2, 1],
  };
  const missing = never[currency] ?? [25];
  return denominations.filter((one) => !missing.includes(one));
}

/** The counts as the server reads them: keys are amounts of the currency. */
export function wireCount(counts: Readonly<Record<number, number>>): Record<string, number> {
  const all: Record<string, number> = {};
  for (const [minor, count] of Object.entries(counts)) if (count > 0) all[String(Number(minor) / 100)] = count;
  return all;
}

/** What the counted pieces are worth. */
export function countedAmount(counts: Readonly<Record<number, number>>): Minor {
  return Object.entries(counts).reduce((sum, [minor, count]) => sum + Number(minor) * count, 0);
}
