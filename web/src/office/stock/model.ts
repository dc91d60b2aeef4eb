import { numberText, parseNumber, parseQuantity } from "../data/amount";
import type { StockItem } from "./wire";

export const kinds = ["RESTOCK", "WASTE", "ADJUSTMENT"] as const;
export type Kind = (typeof kinds)[number];

/** What a movement changes the stock by: waste takes away, a delivery adds, a correction is as typed. Null if that is no
 * quantity, or none that fits: a delivery or waste is typed without a sign. */
export function adjustment(kind: Kind, text: string, language: string): number | null {
  const quantity = parseQuantity(text, language);
  if (quantity === null || quantity === 0) return null;
  if (kind === "ADJUSTMENT") return quantity;
  if (quantity < 0) return null;
  return kind === "WASTE" ? -quantity : quantity;
}

/** What a delivery cost in all, as it is sent: nothing where nothing was typed. What is no amount goes as it was typed: the
 * server says at the field what it wants. */
export function deliveryCost(text: string, language: string): { cost?: number | string } {
  const typed = text.trim();
  return typed === "" ? {} : { cost: parseNumber(typed, language) ?? typed };
}

/** The lines of a count: the items for which something was typed. `wrong` are those where it is no quantity. */
export function countLines(
  typed: Readonly<Record<string, string>>,
  language: string,
): {
  lines: { inventoryItemId: string; counted: number }[];
  wrong: string[];
} {
  const lines: { inventoryItemId: string; counted: number }[] = [];
  const wrong: string[] = [];
  for (const [inventoryItemId, text] of Object.entries(typed)) {
    if (text.trim() === "") continue;
    const counted = parseQuantity(text, language);
    if (counted === null || counted < 0) wrong.push(inventoryItemId);
    else lines.push({ inventoryItemId, counted });
  }
  return { lines, wrong };
}

/** A stock item as its form holds it. */
export interface StockDraft {
  name: string;
  category: string;
  unit: string;
  currentStock: string;
  minStockLevel: string;
  maxStockLevel: string;
  costPerUnit: string;
  supplier: string;
  location: string;
  barcode: string;
  expiryDate: string;
  description: string;
}

/** The form of a stock item, or of a new one. */
export function stockDraft(item: StockItem | null, language: string): StockDraft {
  const text = (value: number | null | undefined) =>
    value === null || value === undefined ? "" : numberText(value, language);
  return {
    name: item?.name ?? "",
    category: item?.category ?? "",
    unit: item?.unit ?? "",
    currentStock: text(item?.currentStock),
    minStockLevel: text(item?.minStockLevel),
    maxStockLevel: text(item?.maxStockLevel),
    costPerUnit: text(item?.costPerUnit),
    supplier: item?.supplier ?? "",
    location: item?.location ?? "",
    barcode: item?.barcode ?? "",
    expiryDate: item?.expiryDate?.slice(0, 10) ?? "",
    description: item?.description ?? "",
  };
}

const numbers = new Set(["currentStock", "minStockLevel", "maxStockLevel", "costPerUnit"]);

/** What of the form differs from how it began, as it is sent. What is no number goes as it was typed. */
export function stockChanges(draft: StockDraft, before: StockDraft, language: string): Record<string, unknown> {
  const changes: Record<string, unknown> = {};
  for (const name of Object.keys(draft) as (keyof StockDraft)[]) {
    if (draft[name] === before[name]) continue;
    const value = draft[name].trim();
    if (numbers.has(name)) changes[name] = parseNumber(value, language) ?? value;
    else changes[name] = value || null;
  }
  return changes;
}
