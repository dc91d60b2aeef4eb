import { type Minor, share, toWire } from "../money/money";
import type { Rules } from "./catalog";
import { type Choosing, chosen } from "./options";
import { type Line, type Order, partsIn, priceOrder, serviceOf, unitPrice } from "./order";
import { type Priced, roundCash } from "./pricing";

/** How an order is paid. */

export interface Payment {
  method: string;
  amount: Minor;
  /** Cash that was handed over; null: just enough. */
  tendered: Minor | null;
  tip: Minor;
}

/** Whether a tender is paid in coins and notes. */
export const isCash = (method: string) => method === "cash";

const notes: readonly Minor[] = [500, 1_000, 2_000, 5_000, 10_000];

/** The notes that somebody may hand over for this amount: the next of each, nearest first, at most four. */
export function noteSuggestions(due: Minor): Minor[] {
  const found = new Set<Minor>();
  for (const note of notes) {
    const next = Math.ceil(due / note) * note;
    if (due > 0 && next > due) found.add(next);
  }
  return [...found].sort((a, b) => a - b).slice(0, 4);
}

/** What is left to pay by a method after some payments, with the order as priced then. */
export function remaining(order: Order, rules: Rules, paid: readonly Payment[], method: string): Minor {
  const parts = paid.map((payment) => ({ isCash: isCash(payment.method), amount: payment.amount }));
  const priced = priceOrder(order, rules, [...parts, { isCash: isCash(method) }]);
  return Math.max(0, priced.total - paid.reduce((sum, payment) => sum + payment.amount, 0));
}

/** What is left to pay by a method, after the parts that are paid already. */
export function restBy(order: Order, rules: Rules, method: string): Minor {
  return remaining(order, rules, order.payments ?? [], method);
}

/** The order priced as these payments pay it. */
export function pricedAsPaid(order: Order, rules: Rules, payments: readonly Payment[]): Priced {
  return priceOrder(
    order,
    rules,
    payments.map((payment) => ({ isCash: isCash(payment.method), amount: payment.amount })),
  );
}

/** What is given back of the cash handed over. */
export function changeOf(payments: readonly Payment[]): Minor {
  return payments.reduce(
    (sum, { tendered, amount, tip }) => sum + (tendered === null ? 0 : Math.max(0, tendered - amount - tip)),
    0,
  );
}

/** Why a payment cannot be so: only cash gives change, and a tip comes on top of something. */
export type NotPaid = "noChange" | "tipOnly";

/** One payment by a method: all of the part that is due now, or what is typed, the tip in it. Of cash what is beyond goes back; by
 * another method more than the part may be paid, but no more than all that is due. */
export function paymentOf(
  method: string,
  { due, part, typed, tip }: { due: Minor; part: Minor; typed: Minor | null; tip: Minor },
): Payment | NotPaid {
  const cash = isCash(method);
  if (!cash && typed !== null && typed > due + tip) return "noChange";
  const most = typed === null || cash ? Math.min(due, part) : due;
  const amount = Math.min(most, typed === null ? most : Math.max(0, typed - tip));
  if (amount <= 0 && due > 0) return "tipOnly";
  return { method, amount, tendered: cash ? Math.max(typed ?? 0, amount + tip) : null, tip };
}

/** Equal parts of an amount, the larger first; cash parts in coins, the last takes what that leaves. */
export function equalParts(amount: Minor, ways: number): Minor[] {
  return share(
    amount,
    Array.from({ length: ways }, () => 1),
  );
}

/** A tip of so many percent, in coins where it is cash. */
export function tipOf(amount: Minor, percent: number, coin: Minor): Minor {
  return roundCash(Math.round((amount * percent) / 100), coin);
}

/** The options as the server is told: also that a default is expressly not wanted. */
export function wireOptions(line: Choosing): { optionId: string; quantity: number }[] {
  const offered = line.groups.flatMap((group) => group.options);
  const refused = offered.filter((option) => option.isDefault && chosen(line, option.id) === 0);
  return [
    ...line.options.map(({ optionId, quantity }) => ({ optionId, quantity })),
    ...refused.map((option) => ({ optionId: option.id, quantity: 0 })),
  ];
}

const wirePayments = (payments: readonly Payment[]) =>
  payments.map(({ method, amount, tendered, tip }) => ({
    method,
    amount: toWire(amount),
    ...(tendered === null ? {} : { tendered: toWire(tendered) }),
    ...(tip > 0 ? { tip: toWire(tip) } : {}),
  }));

const figuresOf = (priced: Priced) => ({
  subtotal: toWire(priced.subtotal),
  discountAmount: toWire(priced.orderDiscount),
  taxAmount: toWire(priced.tax),
  total: toWire(priced.total),
});

/** The request that tells the server of a sale, with the figures as they were charged. */
export interface SaleRequest {
  path: string;
  body: Record<string, unknown>;
}

const optionsBody = (of: Choosing) => (of.groups.length > 0 ? { options: wireOptions(of) } : {});

function partsBody(line: Line): Record<string, unknown> {
  if (partsIn(line).length === 0) return {};
  return {
    parts: partsIn(line).map((part) => ({ slot: part.slot, menuItemId: part.productId, ...optionsBody(part) })),
  };
}

/** What the server is told of a line, of a sale or of a tab. */
export function lineBody(line: Line): Record<string, unknown> {
  return {
    productId: line.productId,
    quantity: line.quantity,
    price: toWire(unitPrice(line)),
    ...(line.notes ? { notes: line.notes } : {}),
    ...optionsBody(line),
    ...partsBody(line),
  };
}

const soldBody = (line: Line) => ({
  ...lineBody(line),
  ...(line.discount ? { discountId: line.discount.id } : {}),
});

/** The body is frozen here: whatever happens later, this is what was sold. */
export function saleRequest(
  order: Order,
  rules: Rules,
  priced: Priced,
  payments: readonly Payment[],
  soldBy: string,
  at: number,
): SaleRequest {
  const made = { clientOrderId: order.id, createdBy: soldBy, occurredAt: new Date(at).toISOString() };
  const discount = order.discount ? { discountId: order.discount.id } : {};
  if (order.tab) {
    const body = {
      ...made,
      version: order.tab.version,
      lines: order.lines.flatMap(({ known, quantity }) => (known ? [{ lineId: known.id, quantity }] : [])),
      payments: wirePayments(payments),
      figures: figuresOf(priced),
      ...discount,
    };
    return { path: `/tabs/${order.tab.id}/settle`, body };
  }
  const service = serviceOf(order, rules);
  const body = {
    ...made,
    items: order.lines.map(soldBody),
    payments: wirePayments(payments),
    ...figuresOf(priced),
    ...discount,
    ...(order.name ? { customerName: order.name } : {}),
    ...(service ? { service } : {}),
  };
  return { path: "/orders", body };
}
