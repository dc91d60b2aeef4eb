import { expect, it } from "vitest";
import { toldBy } from "./stepWords";

const told = (kind: string, text: string) => toldBy({ kind, text });

it("reads the steps of an order as the server says them", () => {
  expect(told("price", "2 × Caffe Latte (Large) at 5.00, the menu's price")).toEqual({
    key: "menuPrice",
    values: { count: "2", what: "Caffe Latte (Large)", unit: "5.00" },
  });
  expect(told("price", "1 × Tea at home at 2.00, charged so; the menu says 2.50")?.values).toEqual({
    count: "1",
    what: "Tea at home",
    unit: "2.00",
    menu: "2.50",
  });
  expect(told("price", "1 × Lunch: Soup at 3.10, its share of the combo's price")?.key).toBe("comboPrice");
  expect(told("discount", "Its own discount")?.values).toEqual({});
  expect(told("discount", "Its own discount (broken; (small))")?.values).toEqual({ reason: "broken; (small)" });
  expect(told("discount", "Its share of the order's discount of 1.00 (regular), by price")?.values).toEqual({
    whole: "1.00",
    reason: "regular",
  });
  expect(told("tax", "MwSt 7 % (for takeaway): contained in the prices, 0.29 of 4.45")).toEqual({
    key: "taxWithin",
    values: { tax: "MwSt 7 %", service: "takeaway", part: "0.29", whole: "4.45" },
  });
  expect(told("tax", "Tax (for all) 8 % of 11.25, half a cent up")?.values).toEqual({
    tax: "Tax (for all) 8 %",
    whole: "11.25",
  });
  expect(told("payment", "Paid by cash, beside a tip of 0.50, 20.00 handed over and 2.20 given back")?.values).toEqual({
    method: "cash",
    tip: "0.50",
    given: "20.00",
    change: "2.20",
  });
  expect(told("payment", "Paid by card")?.values).toEqual({ method: "card" });
  expect(told("rounding", "The moon is full")).toBeNull();
});
