import { fromDigits, type Minor } from "../../shared/money/money";

/** What is typed on an amount pad: digits count from the cents ("450" is 4.50) until a separator says where the whole ends. */

const digitsMax = 8;

/** What of a text a pad takes: digits, and one separator in whatever way it is written. */
export function padText(typed: string): string {
  const plain = typed.replace(/[,٫]/g, ".").replace(/[^\d.]/g, "");
  const [whole = "", ...rest] = plain.split(".");
  if (rest.length === 0) return whole.replace(/^0+(?=\d)/, "").slice(0, digitsMax);
  return `${whole.slice(0, digitsMax - 2)}.${rest.join("").slice(0, 2)}`;
}

/** The amount that a pad's text means. */
export function padAmount(text: string): Minor {
  const [whole = "", decimals] = text.split(".");
  return decimals === undefined ? fromDigits(whole) : fromDigits(whole) * 100 + fromDigits(decimals.padEnd(2, "0"));
}
