export interface Drawer {
  id: string;
  tillName: string;
  status: "open" | "closed";
  openingFloat: number;
  openedAt: string;
  closedAt: string | null;
  note: string | null;
  /** Only for who may see what should lie in it. */
  expected?: number | null;
}

export interface ZReport {
  number: number;
  tillId: string;
  businessDate: string;
  closedAt: string;
  sales: number;
  refunds: number;
  voids: number;
  net: number;
  cashExpected: number;
  cashCounted: number | null;
  cashDifference: number | null;
}

/** A row of GET /reports/sales: what it has depends on what the rows are about. */
export interface SalesRow {
  key: string;
  label: string;
  transactions?: number;
  quantity?: number;
  charged?: number;
  refunded?: number;
  revenue: number;
  discounts?: number;
  taxable?: number;
  tax?: number;
  averageOrderValue?: number;
  cost?: number | null;
  /** Less discounts, tax and refunds: only for who may see what goods cost. */
  netRevenue?: number | null;
  profitMargin?: number | null;
}

export interface SalesReport {
  rows: SalesRow[];
  totals: {
    totalTransactions: number;
    charged: number;
    refundsProcessed: number;
    totalRevenue: number;
    discountsGiven: number;
    taxCollected: number;
    netRevenue: number;
    rounding: number;
    averageOrderValue: number;
    flaggedCount: number;
  };
}
