import { expect, it } from "vitest";
import { adjustment, countLines, stockChanges, stockDraft } from "./model";

it("takes waste away, adds deliveries, corrects as typed", () => {
  expect(adjustment("WASTE", "2,5")).toBe(-2.5);
  expect(adjustment("RESTOCK", "3")).toBe(3);
  expect(adjustment("ADJUSTMENT", "-1")).toBe(-1);
  expect(adjustment("WASTE", "-1")).toBeNull();
  expect(adjustment("RESTOCK", "0")).toBeNull();
  expect(adjustment("ADJUSTMENT", "some")).toBeNull();
});

it("counts what was typed, also nothing left", () => {
  expect(countLines({ a: "0", b: "", c: "x", d: "1,25", e: "-1" })).toEqual({
    lines: [
      { inventoryItemId: "a", counted: 0 },
      { inventoryItemId: "d", counted: 1.25 },
    ],
    wrong: ["c", "e"],
  });
});

it("sends only what was changed", () => {
  const before = stockDraft(null);
  expect(stockChanges({ ...before, name: " Milk ", costPerUnit: "0,0125", minStockLevel: "few" }, before)).toEqual({
    name: "Milk",
    costPerUnit: 0.0125,
    minStockLevel: "few",
  });
  expect(stockChanges({ ...before, supplier: "" }, { ...before, supplier: "X" })).toEqual({ supplier: null });
});
