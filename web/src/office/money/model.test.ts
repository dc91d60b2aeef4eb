import { expect, it } from "vitest";
import { columnsOf, counts, groupOf, headingOf, isForWideScreens } from "./model";

it("shows the columns that say something", () => {
  expect(columnsOf([{ key: "a", label: "A", quantity: 2, revenue: 3, cost: null }])).toEqual(["quantity", "revenue"]);
  expect(columnsOf([{ key: "a", label: "A", revenue: 3, taxable: 2, tax: 1 }])).toEqual(["taxable", "tax", "revenue"]);
  expect(columnsOf([])).toEqual([]);
});

it("knows its groups, and days where the address is strange", () => {
  expect(groupOf("staff")).toBe("staff");
  expect(groupOf("nonsense")).toBe("day");
  expect(counts("quantity")).toBe(true);
  expect(counts("tax")).toBe(false);
});

it("calls no sum of list prices a revenue", () => {
  expect(headingOf("revenue", "product")).toBe("afterRefunds");
  expect(headingOf("charged", "category")).toBe("atPrices");
  expect(headingOf("netRevenue", "product")).toBe("netRevenue");
  expect(headingOf("revenue", "day")).toBe("revenue");
  expect(headingOf("charged", "payment")).toBe("charged");
});

it("leaves a phone what a report is looked at for", () => {
  const shown = (group: "day" | "product" | "tax") =>
    (
      ["transactions", "quantity", "charged", "refunded", "discounts", "taxable", "tax", "cost", "revenue"] as const
    ).filter((column) => !isForWideScreens(column, group));
  expect(shown("day")).toEqual(["transactions", "quantity", "taxable", "revenue"]);
  expect(shown("tax")).toEqual(["transactions", "quantity", "taxable", "tax", "revenue"]);
});
