import { expect, it } from "vitest";
import { filtersOf, ordersPath, refundable, refundEstimate } from "./model";
import type { OrderLine } from "./wire";

const line = (id: string, quantity: number, net: number, tax: number, refunded = 0): OrderLine => ({
  id,
  product_name: id,
  size: "",
  price: net,
  quantity,
  notes: "",
  line_total: net,
  discount_amount: 0,
  tax_amount: tax,
  net_amount: net,
  refunded_quantity: refunded,
});
const days = { from: "2026-11-20", to: "2026-11-26" };

it("asks for what the address says", () => {
  expect(ordersPath(filtersOf({ status: "voided", flagged: "true" }, days))).toBe(
    "/orders?date_from=2026-11-20&date_to=2026-11-26&status=voided&flagged=true&limit=50",
  );
  expect(ordersPath(filtersOf({ status: "strange" }, days))).not.toContain("status");
});

it("searches on all days", () => {
  expect(ordersPath(filtersOf({ search: "0007", method: "card" }, days))).toBe(
    "/orders?payment_method=card&search=0007&limit=50",
  );
});

it("knows what can be given back and about how much that is", () => {
  expect(refundable(line("a", 3, 9, 0.72, 1))).toBe(2);
  expect(refundEstimate([line("a", 3, 9, 0.72), line("b", 1, 2.5, 0.2)], { a: 1, b: 1 })).toBe(324 + 270);
  expect(refundEstimate([line("a", 3, 9, 0.72)], {})).toBe(0);
});
