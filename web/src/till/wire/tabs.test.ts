import { describe, expect, it } from "vitest";
import { ApiError } from "../../shared/api/client";
import { addProduct, emptyOrder, unitPrice } from "../../shared/order/order";
import { testProduct } from "../../shared/order/testProduct";
import { changedTab, labelOf, orderOfTab, type Tab, TabChanged, type TabLine } from "./tabs";

const tabLine = (id: string, more: Partial<TabLine> = {}): TabLine => ({
  id,
  clientLineId: `c-${id}`,
  productId: "latte",
  name: "Latte",
  size: "Large",
  unitPrice: 5.6,
  quantity: 2,
  settledQuantity: 0,
  sentQuantity: 0,
  notes: "",
  options: [{ optionId: "oat", name: "Oat", priceDelta: 0.6, quantity: 1 }],
  ...more,
});
const tab = (lines: TabLine[], more: Partial<Tab> = {}): Tab => ({
  id: "t1",
  number: "TAB-20261126-0007",
  name: null,
  table: null,
  service: null,
  status: "open",
  version: 3,
  lines,
  figures: { total: 0 },
  openedAt: "2026-11-26T10:00:00Z",
  ...more,
});
const cake = testProduct({ id: "cake", name: "Cake", price: 300, category: "Pastries" });

describe("tabs", () => {
  it("lie on the counter at the price that was agreed, without what is paid", () => {
    const order = orderOfTab(
      tab([tabLine("a", { settledQuantity: 1 }), tabLine("b", { settledQuantity: 2 })]),
      [],
      "s1",
    );
    expect(order.tab).toMatchObject({ id: "t1", version: 3 });
    expect(order.lines.map((line) => [line.known?.id, line.quantity, unitPrice(line)])).toEqual([["a", 1, 560]]);
  });
  it("keep what is new here, and only until the tab has it", () => {
    const fresh = addProduct(emptyOrder("s1"), cake, "new").order.lines;
    expect(orderOfTab(tab([tabLine("a")]), [], "s1", fresh).lines).toHaveLength(2);
    const has = tab([tabLine("a"), tabLine("b", { clientLineId: "new" })]);
    expect(orderOfTab(has, [], "s1", fresh).lines.every((line) => line.known)).toBe(true);
  });
  it("are called by table and name, else by their number", () => {
    expect(labelOf(tab([], { table: "7", name: "Ada" }))).toBe("7 · Ada");
    expect(labelOf(tab([]))).toBe("#7");
  });
  it("are found in what says that they have changed", () => {
    const now = tab([]);
    expect(changedTab(new ApiError(409, "TAB_CHANGED", "", [], { tab: now }))).toBe(now);
    expect(changedTab(new TabChanged(now))).toBe(now);
    expect(changedTab(new ApiError(422, "X", "", [], { tab: now }))).toBeNull();
  });
});
