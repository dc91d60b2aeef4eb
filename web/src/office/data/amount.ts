import { fromWire, type Minor } from "../../shared/money/money";

/** An amount as people type it, with point or comma before two digits at most: "4.5", "4,50", "4". Null if it is none; with
 * `signed` a minus may stand before it. Digits are never guessed away: "1,234.50" and "1.234" are refused. */
export function parseAmount(text: string, signed = false): Minor | null {
  const match = /^(-?)(\d{1,7})(?:[.,٫](\d{1,2}))?$/.exec(text.trim().replace(/^[−–]/, "-"));
  if (!match || (match[1] && !signed)) return null;
  const minor = Number(match[2]) * 100 + Number((match[3] ?? "").padEnd(2, "0"));
  return match[1] ? -minor : minor;
}

/** A quantity as people type it, at most three digits behind point or comma; null if it is none. */
export function parseQuantity(text: string): number | null {
  const match = /^(-?\d{1,9})(?:[.,٫](\d{1,3}))?$/.exec(text.trim().replace(/^[−–]/, "-"));
  return match ? Number(`${match[1]}.${match[2] ?? "0"}`) : null;
}

/** A wire amount as it stands in an input. */
export function amountText(amount: number): string {
  return (fromWire(amount) / 100).toFixed(2);
}
