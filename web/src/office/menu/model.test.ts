import { expect, it } from "vitest";
import {
  categories,
  groupBody,
  groupDraft,
  groupsBody,
  itemBody,
  itemDraft,
  recipeBody,
  recipeDraft,
  search,
} from "./model";
import type { MenuItem, OptionGroup } from "./wire";

const item = (name: string, category: string): MenuItem => ({
  id: name,
  name,
  size: "Small",
  price: 3.1,
  category,
  description: null,
  imageUrl: null,
  isActive: true,
  sortOrder: 2,
  volume: null,
  allergens: null,
  calories: null,
});

it("finds items by words, whatever accents and case", () => {
  const items = [item("Crème brûlée", "Pastries"), item("Green Tea", "Tea")];
  expect(search(items, "brulee CREME", "").map((found) => found.name)).toEqual(["Crème brûlée"]);
  expect(search(items, "", "Tea")).toHaveLength(1);
  expect(search(items, "tea small", "Pastries")).toHaveLength(0);
  expect(categories(items)).toEqual(["Pastries", "Tea"]);
});

it("sends an unchanged item as it came", () => {
  const body = itemBody(itemDraft(item("Flat White", "Coffee")));
  expect(body).toMatchObject({ name: "Flat White", size: "Small", price: 3.1, category: "Coffee", sortOrder: 2 });
  expect(body).toMatchObject({ calories: null, barcode: null, stationId: null, isActive: true, openPrice: false });
});

it("leaves it to the server to refuse what is no number", () => {
  const body = itemBody({ ...itemDraft(null), price: "4..5", calories: "many" });
  expect(body.price).toBe("4..5");
  expect(body.calories).toBe("many");
  expect(itemBody({ ...itemDraft(null), price: "4,5" }).price).toBe(4.5);
});

it("keeps what options do to the recipe, and their order", () => {
  const group: OptionGroup = {
    id: "g",
    name: "Milk",
    minChoices: 0,
    maxChoices: null,
    sortOrder: 1,
    options: [
      {
        id: "a",
        name: "Oat",
        priceDelta: 0.6,
        isDefault: false,
        maxQuantity: 1,
        sortOrder: 1,
        ingredients: [{ inventoryItemId: "x", quantity: 1 }],
      },
    ],
  };
  const draft = groupDraft(group);
  draft.options.push({
    key: "n",
    id: undefined,
    name: " Soy ",
    priceDelta: "-0,50",
    isDefault: true,
    maxQuantity: "",
    ingredients: undefined,
  });
  expect(groupBody(draft)).toEqual({
    name: "Milk",
    minChoices: 0,
    maxChoices: null,
    options: [
      {
        id: "a",
        name: "Oat",
        priceDelta: 0.6,
        isDefault: false,
        maxQuantity: 1,
        sortOrder: 1,
        ingredients: [{ inventoryItemId: "x", quantity: 1 }],
      },
      { name: "Soy", priceDelta: -0.5, isDefault: true, maxQuantity: 1, sortOrder: 2 },
    ],
  });
});

it("sends limits of an item's groups only where they are its own", () => {
  const group = (id: string): OptionGroup => ({
    id,
    name: id,
    minChoices: 0,
    maxChoices: 2,
    sortOrder: 1,
    options: [],
  });
  const offered = [
    { id: "same", name: "same", minChoices: 0, maxChoices: 2 },
    { id: "own", name: "own", minChoices: 0, maxChoices: 1 },
  ];
  expect(groupsBody(["own", "same", "new"], offered, ["same", "own", "new"].map(group))).toEqual([
    { groupId: "own", maxChoices: 1 },
    { groupId: "same" },
    { groupId: "new" },
  ]);
});

it("reads a recipe and sends it as it came", () => {
  const rows = recipeDraft(
    { ingredients: [{ inventoryItemId: "beans", name: "Beans", quantity: 0.018, unit: "kg" }] },
    "de",
  );
  expect(rows[0]?.quantity).toBe("0,018");
  expect(recipeBody(rows, "de")).toEqual({ ingredients: [{ inventoryItemId: "beans", quantity: 0.018 }] });
  const more = [
    ...rows,
    { key: "n", inventoryItemId: "", quantity: "1" },
    { key: "m", inventoryItemId: "milk", quantity: "0,2" },
  ];
  expect(recipeBody(more, "de").ingredients[1]).toEqual({ inventoryItemId: "milk", quantity: 0.2 });
  expect(recipeBody(more, "de").ingredients).toHaveLength(2);
});
