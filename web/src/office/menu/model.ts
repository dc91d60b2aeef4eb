import { toWire } from "../../shared/money/money";
import { amountText, numberText, parseAmount, parseQuantity, wholeOr } from "../data/amount";
import type { MenuItem, Option, OptionGroup, Recipe } from "./wire";

const plain = (text: string) =>
  text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase();

/** An item as people tell it from its other sizes. */
export function itemName(item: { name: string; size: string }): string {
  return `${item.name} ${item.size}`.trim();
}

/** The items in which every word of the search is found, in name, size, category or barcode; accents and case do not matter. */
export function search<Item extends Pick<MenuItem, "name" | "size" | "category" | "barcode">>(
  items: readonly Item[],
  text: string,
  category: string,
): Item[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  return items.filter((item) => {
    if (category && item.category !== category) return false;
    const all = plain(`${item.name} ${item.size} ${item.category} ${item.barcode ?? ""}`);
    return words.every((word) => all.includes(word));
  });
}

/** The categories there are, by name. */
export function categories(items: readonly MenuItem[]): string[] {
  return [...new Set(items.map((item) => item.category))].sort((a, b) => a.localeCompare(b));
}

/** A menu item as its form holds it. */
export interface ItemDraft {
  name: string;
  size: string;
  price: string;
  category: string;
  description: string;
  volume: string;
  allergens: string;
  calories: string;
  sortOrder: string;
  barcode: string;
  stationId: string;
  isActive: boolean;
  openPrice: boolean;
  groups: string[];
}

/** The form of an item, or of a new one. */
export function itemDraft(item: MenuItem | null): ItemDraft {
  return {
    name: item?.name ?? "",
    size: item?.size ?? "Regular",
    price: item ? amountText(item.price) : "",
    category: item?.category ?? "",
    description: item?.description ?? "",
    volume: item?.volume ?? "",
    allergens: item?.allergens ?? "",
    calories: item?.calories === null || item?.calories === undefined ? "" : String(item.calories),
    sortOrder: String(item?.sortOrder ?? 0),
    barcode: item?.barcode ?? "",
    stationId: item?.stationId ?? "",
    isActive: item?.isActive ?? true,
    openPrice: item?.openPrice ?? false,
    groups: item?.optionGroups?.map((group) => group.id) ?? [],
  };
}

/** What is sent. What is no number goes as it was typed: the server says at the field what it wants. */
export function itemBody(draft: ItemDraft): Record<string, unknown> {
  const price = parseAmount(draft.price);
  return {
    name: draft.name.trim(),
    size: draft.size.trim(),
    price: price === null ? draft.price : toWire(price),
    category: draft.category.trim() || "General",
    description: draft.description || null,
    volume: draft.volume || null,
    allergens: draft.allergens || null,
    calories: draft.calories.trim() ? wholeOr(draft.calories) : null,
    sortOrder: wholeOr(draft.sortOrder || "0"),
    barcode: draft.barcode.trim() || null,
    stationId: draft.stationId || null,
    isActive: draft.isActive,
    openPrice: draft.openPrice,
  };
}

/** What is sent of an item's groups: those chosen, with limits of its own only where they differ from the group's. */
export function groupsBody(
  ids: readonly string[],
  offered: MenuItem["optionGroups"],
  groups: readonly OptionGroup[],
): { groupId: string; minChoices?: number; maxChoices?: number | null }[] {
  return ids.map((groupId) => {
    const own = offered?.find((group) => group.id === groupId);
    const group = groups.find((one) => one.id === groupId);
    return {
      groupId,
      ...(own && own.minChoices !== group?.minChoices ? { minChoices: own.minChoices } : {}),
      ...(own && own.maxChoices !== group?.maxChoices ? { maxChoices: own.maxChoices } : {}),
    };
  });
}

/** An option as its row in the form holds it. `key` tells rows apart. */
export interface OptionDraft {
  key: string;
  id: string | undefined;
  name: string;
  priceDelta: string;
  isDefault: boolean;
  maxQuantity: string;
  ingredients: unknown;
}

export interface GroupDraft {
  name: string;
  minChoices: string;
  maxChoices: string;
  options: OptionDraft[];
}

const optionDraft = (option: Option, index: number): OptionDraft => ({
  key: option.id ?? `new${index}`,
  id: option.id,
  name: option.name,
  priceDelta: amountText(option.priceDelta),
  isDefault: option.isDefault,
  maxQuantity: String(option.maxQuantity),
  ingredients: option.ingredients,
});

/** The form of a group of options, or of a new one. */
export function groupDraft(group: OptionGroup | null): GroupDraft {
  return {
    name: group?.name ?? "",
    minChoices: String(group?.minChoices ?? 0),
    maxChoices: group ? (group.maxChoices === null ? "" : String(group.maxChoices)) : "1",
    options: group?.options.map(optionDraft) ?? [],
  };
}

/** What is sent of a group: its options whole and in the order of the form. */
export function groupBody(draft: GroupDraft): Record<string, unknown> {
  return {
    name: draft.name.trim(),
    minChoices: wholeOr(draft.minChoices || "0"),
    maxChoices: draft.maxChoices.trim() ? wholeOr(draft.maxChoices) : null,
    options: draft.options.map((option, index) => {
      const delta = parseAmount(option.priceDelta || "0", true);
      return {
        ...(option.id ? { id: option.id } : {}),
        name: option.name.trim(),
        priceDelta: delta === null ? option.priceDelta : toWire(delta),
        isDefault: option.isDefault,
        maxQuantity: wholeOr(option.maxQuantity || "1"),
        sortOrder: index + 1,
        ...(option.ingredients ? { ingredients: option.ingredients } : {}),
      };
    }),
  };
}

/** An ingredient as its row in the form holds it. */
export interface IngredientDraft {
  key: string;
  inventoryItemId: string;
  quantity: string;
}

/** The form of a recipe; `key` tells rows apart. */
export function recipeDraft(recipe: Recipe, language: string): IngredientDraft[] {
  return recipe.ingredients.map(({ inventoryItemId, quantity }) => ({
    key: inventoryItemId,
    inventoryItemId,
    quantity: numberText(quantity, language),
  }));
}

/** What is sent of a recipe. Rows in which nothing is chosen are left out; what is no quantity goes as it was typed. */
export function recipeBody(
  rows: readonly IngredientDraft[],
  language: string,
): {
  ingredients: { inventoryItemId: string; quantity: number | string }[];
} {
  return {
    ingredients: rows
      .filter((row) => row.inventoryItemId !== "")
      .map(({ inventoryItemId, quantity }) => ({
        inventoryItemId,
        quantity: parseQuantity(quantity, language) ?? quantity,
      })),
  };
}
