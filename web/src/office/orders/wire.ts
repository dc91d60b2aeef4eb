export interface OrderLine {
  id: string;
  product_name: string;
  size: string;
  price: number;
  quantity: number;
  notes: string;
  line_total: number;
  discount_amount: number;
  tax_amount: number;
  net_amount: number;
  refunded_quantity: number;
  options?: { group: string; name: string; priceDelta: number; quantity: number }[];
}

export interface Refund {
  refundId: string;
  refundNumber: string;
  amount: number;
  method: string;
  reason: string;
  refundedAt: string;
}

/** An order as GET /orders lists it; taxes, payments and refunds come with a single one. */
export interface Order {
  id: string;
  order_number: string;
  items: OrderLine[];
  staff_id: string;
  created_at: string;
  business_date: string;
  subtotal: number;
  tax_amount: number;
  tax_inclusive: boolean;
  price_difference: number;
  rounding_amount: number;
  total: number;
  priced_total: number;
  discount_amount: number;
  discount_reason: string | null;
  payment_method: string;
  tip_amount: number;
  status: "completed" | "refunded" | "voided";
  refunded_amount: number;
  customer_name: string | null;
  customer_email: string | null;
  notes: string | null;
  flagged: boolean;
  flag_reasons: string[];
  reprint_count: number;
  void_reason: string | null;
  taxes?: { name: string; rate: number; taxable_amount: number; tax_amount: number }[];
  payments?: {
    id: string;
    method: string;
    amount: number;
    rounding_amount: number;
    tip_amount: number;
    tendered_amount: number;
    change_amount: number;
    reference?: string | null;
  }[];
  refunds?: Refund[];
}

export interface OrderList {
  orders: Order[];
  pagination: { total: number; totalIsExact: boolean; nextCursor: string | null };
}

export interface Explanation {
  steps: { kind: string; line: number | null; text: string; amount: number }[];
}
