import { api, NoAnswer } from "../../shared/api/client";
import { fromWire, toWire } from "../../shared/money/money";
import { changesOf } from "../data/fields";
import { groupsBody, type ItemDraft, itemBody } from "./model";
import type { PriceResult, PriceStep } from "./prices";

export interface MenuItem {
  id: string;
  name: string;
  size: string;
  price: number;
  category: string;
  description: string | null;
  imageUrl: string | null;
  isActive: boolean;
  sortOrder: number;
  volume: string | null;
  allergens: string | null;
  calories: number | null;
  stationId?: string | null;
  barcode?: string | null;
  openPrice?: boolean;
  availability?: { available: boolean; until: string | null };
  optionGroups?: { id: string; name: string; minChoices: number; maxChoices: number | null }[];
  kind?: string;
  combo?: {
    slots: {
      name: string;
      choices: { menuItemId: string; name: string; size: string; priceDelta: number; isDefault: boolean }[];
    }[];
  };
}

export interface Option {
  id?: string;
  name: string;
  priceDelta: number;
  isDefault: boolean;
  maxQuantity: number;
  sortOrder: number;
  availability?: { available: boolean; until: string | null };
  /** What it does to the recipe; kept as it is. */
  ingredients?: unknown;
}

export interface OptionGroup {
  id: string;
  name: string;
  minChoices: number;
  maxChoices: number | null;
  sortOrder: number;
  options: Option[];
}

export interface PlannedRow {
  row: number;
  action: "create" | "update" | "skip" | "refuse";
  name: string;
  size: string;
  price: number;
  priceBefore?: number;
}

export interface RefusedRow {
  row: number;
  error: string;
  data: string;
  code: string;
  /** Absent where it is about the row as a whole. */
  field?: string;
}

export interface ImportAnswer {
  imported: number;
  skipped: number;
  errors: number;
  details: RefusedRow[];
  /** Of an import that stored something: by it that can be undone. */
  importId?: string;
  /** Of a preview: by field the title of its column, and each row. */
  columns?: Record<string, string>;
  rows?: PlannedRow[];
}

export interface Recipe {
  ingredients: { inventoryItemId: string; name: string; quantity: number; unit: string }[];
  /** Absent for who may not see costs. */
  cost?: number | null;
}

/** A menu item as the form knows the server to have it; without an id it is not there yet. */
export interface StoredItem {
  id: string | null;
  draft: ItemDraft;
}

/** Adds and takes away what the form did, on top of what the item offers now: others may have changed it since. */
async function storeGroups(id: string, wanted: readonly string[], before: readonly string[]): Promise<void> {
  const [item, all] = await Promise.all([
    api.get<MenuItem>(`/menu_items/${id}?expand=options`),
    api.get<{ optionGroups: OptionGroup[] }>("/option_groups"),
  ]);
  const there = item.optionGroups?.map((group) => group.id) ?? [];
  const kept = there.filter((one) => wanted.includes(one) || !before.includes(one));
  const added = wanted.filter((one) => !before.includes(one) && !there.includes(one));
  const groups = groupsBody([...kept, ...added], item.optionGroups, all.optionGroups);
  await api.put(`/menu_items/${id}/option_groups`, { groups });
}

/** Stores what differs of an item, then of its groups, then its picture. `onStored` hears of each step, so that a try after one
 * was refused goes on from there. */
export async function storeItem(
  before: StoredItem,
  draft: ItemDraft,
  file: File | null,
  key: string,
  onStored: (now: StoredItem) => void,
): Promise<void> {
  let { id } = before;
  const body = itemBody(draft);
  if (id) {
    const changes = changesOf(body, itemBody(before.draft));
    if (Object.keys(changes).length > 0) await api.put(`/menu_items/${id}`, changes);
  } else id = (await api.post<MenuItem>("/menu_items", body, { key })).id;
  onStored({ id, draft: { ...draft, groups: before.draft.groups } });
  if (draft.groups.join() !== before.draft.groups.join()) {
    await storeGroups(id, draft.groups, before.draft.groups);
    onStored({ id, draft });
  }
  if (!file) return;
  const form = new FormData();
  form.set("image", file);
  await api.put(`/menu_items/${id}`, form, { timeoutMs: 60_000 });
}

/** Sets prices item by item and answers what became of each. One that somebody else changed since it was looked at stays. After a
 * silence nothing further is tried. `onResult` hears of each as it is known. */
export async function applyPrices(
  steps: readonly PriceStep[],
  onResult: (result: PriceResult) => void,
): Promise<PriceResult[]> {
  const { menu_items: items } = await api.get<{ menu_items: MenuItem[] }>("/menu_items");
  const prices = new Map(items.map((item) => [item.id, fromWire(item.price)]));
  const results: PriceResult[] = [];
  let silence: NoAnswer | null = null;
  for (const step of steps) {
    const result: PriceResult = silence
      ? { ...step, outcome: "refused", problem: silence }
      : await applyPrice(step, prices.get(step.id));
    if (result.outcome === "refused" && result.problem instanceof NoAnswer) silence = result.problem;
    results.push(result);
    onResult(result);
  }
  return results;
}

async function applyPrice(step: PriceStep, now: number | undefined): Promise<PriceResult> {
  if (now === undefined) return { ...step, outcome: "gone" };
  if (now === step.to) return { ...step, outcome: "done" };
  if (now !== step.from) return { ...step, outcome: "changed", now };
  try {
    await api.put(`/menu_items/${step.id}`, { price: toWire(step.to) });
    return { ...step, outcome: "done" };
  } catch (problem) {
    return { ...step, outcome: "refused", problem };
  }
}
