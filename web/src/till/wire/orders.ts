import { ApiError, api, type CallOptions, query } from "../../shared/api/client";
import { fromWire, type Minor } from "../../shared/money/money";

/** Orders as the server lists them; amounts as on the wire. */

export interface SoldAnswer {
  order: { id: string; orderNumber: string; total: number; clientOrderId: string | null };
  printResult: { printed: boolean; queued: boolean; mock: boolean; error: string | null };
  warnings: string[];
}

export interface OrderItem {
  id: string;
  product_name: string;
  size: string;
  price: number;
  quantity: number;
  notes: string;
  line_total: number;
  refunded_quantity: number;
  options?: { optionId: string; name: string; quantity: number }[];
  /** Of a part: the combo that it was sold in. */
  combo?: { lineId: string; name: string };
}

export interface OrderRecord {
  id: string;
  order_number: string;
  client_order_id: string | null;
  items: OrderItem[];
  created_at: string;
  business_date: string;
  subtotal: number;
  tax_amount: number;
  discount_amount: number;
  rounding_amount: number;
  total: number;
  tip_amount: number;
  change_given: number;
  payment_method: string;
  status: "completed" | "refunded" | "voided";
  refunded_amount: number;
  customer_name: string | null;
  created_by: string | null;
  flagged: boolean;
  void_reason: string | null;
  payments?: { id: string; method: string; amount: number; tip_amount: number }[];
  refunds?: { refundId: string; refundNumber: string; amount: number; reason: string }[];
}

/** What was given back, and how. */
export interface Refund {
  amount: number;
  method: string;
  payments: { method: string; amount: number }[];
}

/** What a void gives back of a sale: all that was paid, tips too. */
export const paidFor = ({ payments }: OrderRecord): { method: string; amount: Minor }[] =>
  (payments ?? []).map(({ method, amount, tip_amount }) => ({
    method,
    amount: fromWire(amount) + fromWire(tip_amount),
  }));

/** The combo that begins with this item of a list: its name is shown once, before its parts. */
export function comboBefore(items: readonly OrderItem[], index: number): string | null {
  const combo = items[index]?.combo;
  return combo && items[index - 1]?.combo?.lineId !== combo.lineId ? combo.name : null;
}

interface Page {
  orders: OrderRecord[];
  pagination: { nextCursor: string | null };
}

/** The sale of that clientOrderId, as if it had just been sold; null where there is none. */
async function ofClient(id: string): Promise<SoldAnswer | null> {
  const page = await api.get<Page>(`/orders${query({ client_order_id: id })}`);
  const order = page.orders.find((one) => one.client_order_id === id);
  if (!order) return null;
  const { total, order_number: orderNumber } = order;
  const printResult = { printed: false, queued: false, mock: false, error: null };
  return { order: { id: order.id, orderNumber, total, clientOrderId: id }, printResult, warnings: [] };
}

/** Sales at the server. */
export const orders = {
  list: (search: string, cursor: string | null) => api.get<Page>(`/orders${query({ limit: 30, search, cursor })}`),
  ofClient,
  one: async (id: string) => (await api.get<{ order: OrderRecord }>(`/orders/${id}`)).order,
  void: (id: string, reason: string, options: CallOptions) => api.post(`/orders/${id}/void`, { reason }, options),
  refund: (
    id: string,
    items: { orderItemId: string; quantity: number; restock: boolean }[],
    reason: string,
    options: CallOptions,
  ) => api.post<{ refund: Refund }>(`/orders/${id}/refund`, { items, reason }, options),
  reprint: (id: string, options: CallOptions) =>
    api.post<{ printResult: SoldAnswer["printResult"] }>(`/orders/${id}/reprint-receipt`, {}, options),
  email: (id: string, email: string) => api.post(`/orders/${id}/email-receipt`, { email }),
};

/** The permission that somebody else may give for this refusal; null where nobody can. */
export function approvable(error: unknown): string | null {
  if (!(error instanceof ApiError) || error.status !== 403) return null;
  const can = error.details.some((detail) => detail.field === "approval" && detail.code !== "impossible");
  return can ? (error.details.find((detail) => detail.field === "permission")?.code ?? null) : null;
}

/** A token for one act that this person allows. */
export const approve = async (who: { pinCode: string }, permission: string, reason: string) => {
  const body = { ...who, permission, reason };
  return (await api.post<{ approvalToken: string }>("/auth/approvals", body, { keepsSession: true })).approvalToken;
};
