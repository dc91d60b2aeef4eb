import { expect, it } from "vitest";
import { adjustment, countLines, deliveryCost, stockChanges, stockDraft } from "./model";

it("takes waste away, adds deliveries, corrects as typed", () => {
  expect(adjustment("WASTE", "2,5", "en")).toBe(-2.5);
  expect(adjustment("RESTOCK", "3", "en")).toBe(3);
  expect(adjustment("ADJUSTMENT", "-1", "en")).toBe(-1);
  expect(adjustment("WASTE", "-1", "en")).toBeNull();
  expect(adjustment("RESTOCK", "0", "en")).toBeNull();
  expect(adjustment("ADJUSTMENT", "some", "en")).toBeNull();
});

it("says what a delivery cost where that was typed", () => {
  expect(deliveryCost(" ", "de")).toEqual({});
  expect(deliveryCost("47,35", "de")).toEqual({ cost: 47.35 });
  expect(deliveryCost("0", "de")).toEqual({ cost: 0 });
  expect(deliveryCost("viel", "de")).toEqual({ cost: "viel" });
});

it("counts what was typed, also nothing left", () => {
  expect(countLines({ a: "0", b: "", c: "x", d: "1,25", e: "-1", f: "1,500" }, "en")).toEqual({
    lines: [
      { inventoryItemId: "a", counted: 0 },
      { inventoryItemId: "d", counted: 1.25 },
    ],
    wrong: ["c", "e", "f"],
  });
});

it("sends only what was changed", () => {
  const before = stockDraft(null, "de");
  expect(
    stockChanges(
      { ...before, name: " Milk ", costPerUnit: "0,0125", minStockLevel: "few", maxStockLevel: "1.500" },
      before,
      "de",
    ),
  ).toEqual({
    name: "Milk",
    costPerUnit: 0.0125,
    minStockLevel: "few",
    maxStockLevel: "1.500",
  });
  expect(stockChanges({ ...before, supplier: "" }, { ...before, supplier: "X" }, "de")).toEqual({ supplier: null });
});
