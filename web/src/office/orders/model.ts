import { query } from "../../shared/api/client";
import { fromWire, type Minor } from "../../shared/money/money";
import type { OrderLine } from "./wire";

/** The filters of the list, as they stand in the address. */
export interface Filters {
  from: string;
  to: string;
  status: string;
  method: string;
  search: string;
  flagged: boolean;
}

/** The filters that an address says; a strange status is none. */
export function filtersOf(address: Readonly<Record<string, string>>, days: { from: string; to: string }): Filters {
  const status = address.status ?? "";
  return {
    ...days,
    status: ["completed", "refunded", "voided"].includes(status) ? status : "",
    method: address.method ?? "",
    search: address.search ?? "",
    flagged: address.flagged === "true",
  };
}

/** The call for a page of orders. A search looks at all days: who has a number wants that order. */
export function ordersPath(filters: Filters): string {
  const days = filters.search ? {} : { date_from: filters.from, date_to: filters.to };
  return `/orders${query({
    ...days,
    status: filters.status,
    payment_method: filters.method,
    search: filters.search,
    flagged: filters.flagged ? true : undefined,
    limit: 50,
  })}`;
}

/** How many of a line may still be given back. */
export function refundable(line: OrderLine): number {
  return line.quantity - line.refunded_quantity;
}

/** About what giving back so many of each line comes to: its share of net and tax. The server says the exact amount. */
export function refundEstimate(lines: readonly OrderLine[], quantities: Readonly<Record<string, number>>): Minor {
  return lines.reduce((sum, line) => {
    const whole = fromWire(line.net_amount) + fromWire(line.tax_amount);
    return sum + (line.quantity === 0 ? 0 : Math.round((whole * (quantities[line.id] ?? 0)) / line.quantity));
  }, 0);
}
