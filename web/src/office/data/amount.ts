import { fromWire, type Minor } from "../../shared/money/money";

/** An amount as people type it, with point or comma before two digits at most: "4.5", "4,50", "4". Null if it is none; with
 * `signed` a minus may stand before it. Digits are never guessed away: "1,234.50" and "1.234" are refused. */
export function parseAmount(text: string, signed = false): Minor | null {
  const match = /^(-?)(\d{1,7})(?:[.,٫](\d{1,2}))?$/.exec(text.trim().replace(/^[−–]/, "-"));
  if (!match || (match[1] && !signed)) return null;
  const minor = Number(match[2]) * 100 + Number((match[3] ?? "").padEnd(2, "0"));
  return match[1] ? -minor : minor;
}

/** Whether the language parts thousands by this sign. */
const isGroup = (sign: string, language: string) =>
  new Intl.NumberFormat(language).formatToParts(1e6).some((part) => part.type === "group" && part.value === sign);

/** A number as people type it, with point or comma before at most so many decimals; null if it is none. What the language may mean
 * as thousands is refused: "1,500" in English, "1.500" in German. */
export function parseNumber(text: string, language: string, decimals = 9): number | null {
  const match = /^(-?\d{1,9})(?:([.,٫])(\d{1,9}))?$/.exec(text.trim().replace(/^[−–]/, "-"));
  if (!match) return null;
  const [, whole = "", sign = "", rest = ""] = match;
  if (rest.length > decimals) return null;
  if (rest.length === 3 && /^-?[1-9]\d{0,2}$/.test(whole) && isGroup(sign, language)) return null;
  return Number(`${whole}.${rest || "0"}`);
}

/** A quantity: a number of at most three decimals. */
export const parseQuantity = (text: string, language: string) => parseNumber(text, language, 3);

/** A whole number as people type it; what is none stays the text, so that the server says what it wants. */
export const wholeOr = (text: string): number | string => (/^-?\d{1,9}$/.test(text.trim()) ? Number(text) : text);

/** A number as it stands in an input: as the language writes it, so that it is read as it was. */
export function numberText(value: number, language: string): string {
  return new Intl.NumberFormat(language, {
    useGrouping: false,
    maximumFractionDigits: 9,
    numberingSystem: "latn",
  }).format(value);
}

/** A wire amount as it stands in an input. */
export function amountText(amount: number): string {
  return (fromWire(amount) / 100).toFixed(2);
}
