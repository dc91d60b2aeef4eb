import type { SalesRow } from "./wire";

export const groups = ["day", "product", "category", "hour", "staff", "payment", "tax"] as const;
export type Group = (typeof groups)[number];

/** What the rows of the report are about, as the address says. */
export function groupOf(text: string | undefined): Group {
  return groups.find((group) => group === text) ?? "day";
}

const columns = [
  "transactions",
  "quantity",
  "charged",
  "refunded",
  "discounts",
  "taxable",
  "tax",
  "cost",
  "netRevenue",
  "revenue",
] as const;
export type Column = (typeof columns)[number];

/** The columns of these rows: those in which any row says something. Revenue stands last, before the eye's end of the line. */
export function columnsOf(rows: readonly SalesRow[]): Column[] {
  return columns.filter((column) => rows.some((row) => row[column] !== undefined && row[column] !== null));
}

/** What a column is called: what items came to by their prices, before discounts, is no revenue. */
export function headingOf(column: Column, group: Group): Column | "atPrices" | "afterRefunds" {
  if (group !== "product" && group !== "category") return column;
  if (column === "charged") return "atPrices";
  return column === "revenue" ? "afterRefunds" : column;
}

/** Whether a phone can do without the column: what stands at the end of a line must be seen there, too. */
export function isForWideScreens(column: Column, group: Group): boolean {
  if (column === "tax") return group !== "tax";
  return column === "charged" || column === "refunded" || column === "discounts" || column === "cost";
}

/** Columns that count things; the others are money. */
export function counts(column: Column): boolean {
  return column === "transactions" || column === "quantity";
}
