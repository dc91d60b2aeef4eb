import type { Minor } from "../money/money";
import { type DiscountPreset, type OptionGroup, type Product, type Rules, usesService } from "./catalog";
import { type Basket, type Part, type Priced, price, type Service, taxOf } from "./pricing";

/** An order as the till makes it. Everything here is pure: a change answers a new order, and what may not be answers the same. */

export interface ChosenOption {
  optionId: string;
  groupId: string;
  name: string;
  priceDelta: Minor;
  quantity: number;
}

export interface Line {
  /** The till's own name of the line, also towards the server. */
  id: string;
  productId: string;
  name: string;
  size: string;
  category: string;
  /** Of the item alone, as the menu had it when the line was made. */
  basePrice: Minor;
  quantity: number;
  options: ChosenOption[];
  groups: OptionGroup[];
  notes: string;
  discount: DiscountPreset | null;
  /** Of a tab's line that the server has: its id there, how many the kitchen knows, and the price agreed on. */
  known: { id: string; sent: number; unitPrice: Minor } | null;
}

export interface TabRef {
  id: string;
  number: string;
  label: string;
  version: number;
}

/** open → tendering → paid (kept by the till) → sending → accepted | attention; back to open where nothing was taken. */
export type Phase = "open" | "tendering" | "paid" | "sending" | "accepted" | "attention";

const nexts: Record<Phase, readonly Phase[]> = {
  open: ["tendering"],
  tendering: ["paid", "open"],
  paid: ["sending"],
  sending: ["accepted", "attention", "paid"],
  attention: ["sending"],
  accepted: [],
};

/** Whether an order may go from one phase to another. */
export function mayBecome(from: Phase, to: Phase): boolean {
  return nexts[from].includes(to);
}

export interface Order {
  /** The id of the sale for ever: clientOrderId and Idempotency-Key. */
  id: string;
  phase: Phase;
  lines: Line[];
  discount: DiscountPreset | null;
  name: string;
  tab: TabRef | null;
  /** As somebody chose it, or as the tab has it; null: nobody said. */
  service: Service | null;
}

/** The most that a line has of something; the server's limit. */
export const quantityMax = 999;

/** An order without anything, under the id that it keeps for ever. */
export function emptyOrder(id: string): Order {
  return { id, phase: "open", lines: [], discount: null, name: "", tab: null, service: null };
}

/** Changes an open order; one that is being paid stays as it is. */
function whileOpen(order: Order, change: (open: Order) => Order): Order {
  return order.phase === "open" ? change(order) : order;
}

/** Moves an order on, or answers it unchanged where that may not be: the second tap of a double tap changes nothing. */
export function become(order: Order, to: Phase): Order {
  return mayBecome(order.phase, to) ? { ...order, phase: to } : order;
}

const choose = (group: OptionGroup, option: OptionGroup["options"][number], quantity: number): ChosenOption => ({
  optionId: option.id,
  groupId: group.id,
  name: option.name,
  priceDelta: option.priceDelta,
  quantity,
});

const defaultsOf = (groups: readonly OptionGroup[]) =>
  groups.flatMap((group) => group.options.filter((o) => o.isDefault).map((option) => choose(group, option, 1)));

/** Adds a product with its defaults, and says which line that is. One without choices joins its like. */
export function addProduct(
  order: Order,
  product: Product,
  lineId: string,
  quantity = 1,
  openPrice?: Minor,
): { order: Order; lineId: string } {
  if (order.phase !== "open") return { order, lineId };
  const basePrice = openPrice ?? product.price;
  const like = order.lines.find(
    (line) =>
      line.productId === product.id &&
      product.groups.length === 0 &&
      line.basePrice === basePrice &&
      !line.notes &&
      !line.discount &&
      !line.known,
  );
  if (like) return { order: setQuantity(order, like.id, like.quantity + quantity), lineId: like.id };
  const line: Line = {
    id: lineId,
    productId: product.id,
    name: product.name,
    size: product.size,
    category: product.category,
    basePrice,
    quantity: Math.min(quantity, quantityMax),
    options: defaultsOf(product.groups),
    groups: product.groups,
    notes: "",
    discount: null,
    known: null,
  };
  return { order: { ...order, lines: [...order.lines, line] }, lineId };
}

function onLine(order: Order, lineId: string, change: (line: Line) => Line): Order {
  return whileOpen(order, (open) => ({
    ...open,
    lines: open.lines.map((line) => (line.id === lineId ? change(line) : line)),
  }));
}

/** Sets how many; none removes the line. A line that a tab has on the server keeps its number here. */
export function setQuantity(order: Order, lineId: string, quantity: number): Order {
  const line = order.lines.find((one) => one.id === lineId);
  if (!line || line.known) return order;
  if (quantity < 1) return removeLine(order, lineId);
  return onLine(order, lineId, (one) => ({ ...one, quantity: Math.min(Math.trunc(quantity), quantityMax) }));
}

/** Takes a line off; one that a tab has at the server stays. */
export function removeLine(order: Order, lineId: string): Order {
  return whileOpen(order, (open) => ({
    ...open,
    lines: open.lines.filter((line) => line.id !== lineId || line.known !== null),
  }));
}

/** Sets what the kitchen is to know about a line. */
export function setNotes(order: Order, lineId: string, notes: string): Order {
  return onLine(order, lineId, (line) => (line.known ? line : { ...line, notes }));
}

/** Sets or takes off a line's discount; lines of a tab have none of their own. */
export function setLineDiscount(order: Order, lineId: string, discount: DiscountPreset | null): Order {
  return onLine(order, lineId, (line) => (line.known || order.tab ? line : { ...line, discount }));
}

/** Sets or takes off the discount of the whole order. */
export function setOrderDiscount(order: Order, discount: DiscountPreset | null): Order {
  return whileOpen(order, (open) => ({ ...open, discount }));
}

/** Whose order it is. */
export function setName(order: Order, name: string): Order {
  return whileOpen(order, (open) => ({ ...open, name }));
}

/** How many of an option a line has. */
export function chosen(line: Line, optionId: string): number {
  return line.options.find((option) => option.optionId === optionId)?.quantity ?? 0;
}

/** Sets how many of an option one unit has. In a group of one choice another option makes room; where there is no room nothing
 * changes; a needed choice can be swapped but not taken off. */
export function setOption(order: Order, lineId: string, optionId: string, quantity: number): Order {
  return onLine(order, lineId, (line) => {
    const group = line.groups.find((one) => one.options.some((option) => option.id === optionId));
    const option = group?.options.find((one) => one.id === optionId);
    if (!group || !option || line.known || quantity < 0 || quantity > option.maxQuantity) return line;
    const of = line.options.filter((one) => one.groupId === group.id);
    const others = of.filter((one) => one.optionId !== optionId);
    if (quantity === 0 && others.length < group.minChoices && of.length >= group.minChoices) return line;
    const swaps = group.maxChoices === 1;
    if (quantity > 0 && !swaps && group.maxChoices !== null && others.length >= group.maxChoices) return line;
    const elsewhere = line.options.filter((one) => one.groupId !== group.id);
    const kept = quantity > 0 && swaps ? [] : others;
    return { ...line, options: [...elsewhere, ...kept, ...(quantity > 0 ? [choose(group, option, quantity)] : [])] };
  });
}

/** A tap on an option: one more up to its limit, then none. */
export function tapOption(order: Order, lineId: string, optionId: string): Order {
  const line = order.lines.find((one) => one.id === lineId);
  const option = line?.groups.flatMap((group) => group.options).find((one) => one.id === optionId);
  if (!line || !option) return order;
  const had = chosen(line, optionId);
  return setOption(order, lineId, optionId, had >= option.maxQuantity ? 0 : had + 1);
}

/** Groups of which a line still needs a choice. */
export function missing(line: Line): OptionGroup[] {
  if (line.known) return [];
  return line.groups.filter(
    (group) => line.options.filter((option) => option.groupId === group.id).length < group.minChoices,
  );
}

/** Of one unit, with its options. */
export function unitPrice(line: Line): Minor {
  if (line.known) return line.known.unitPrice;
  const options = line.options.reduce((sum, option) => sum + option.priceDelta * option.quantity, 0);
  return Math.max(0, line.basePrice + options);
}

/** How many of a product the order has. */
export function countOf(order: Order, productId: string): number {
  return order.lines.reduce((sum, line) => sum + (line.productId === productId ? line.quantity : 0), 0);
}

/** The service that the order is taxed for: none where no tax asks for one. Who is asked and says nothing stays here; a tab has
 * what the server has of it. */
export function serviceOf(order: Order, rules: Rules): Service | null {
  if (order.tab) return order.service ?? null;
  return usesService(rules) ? (order.service ?? "here") : null;
}

/** Says how the guest has it. */
export function setService(order: Order, service: Service): Order {
  return whileOpen(order, (open) => (open.service === service ? open : { ...open, service }));
}

function basketOf(order: Order, rules: Rules, parts: readonly Part[]): Basket {
  const service = serviceOf(order, rules);
  return {
    lines: order.lines.map((line) => ({
      unitPrice: unitPrice(line),
      quantity: line.quantity,
      tax: taxOf(rules.taxes, line.category, service),
      discount: line.discount?.discount,
    })),
    discount: order.discount?.discount,
    taxInclusive: rules.taxInclusive,
    coin: rules.coin,
    parts,
  };
}

/** What the order costs, paid so (exactly, where nothing is said). */
export function priceOrder(order: Order, rules: Rules, parts: readonly Part[] = []): Priced {
  return price(basketOf(order, rules, parts));
}

/** Whether its discounts are more than somebody of this role may give. As src/sales/discounts.cpp has it. */
export function exceedsLimit(order: Order, priced: Priced, role: string, rules: Rules): boolean {
  if (order.discount?.needsApproval || order.lines.some((line) => line.discount?.needsApproval)) return true;
  const limit = rules.limits.find((one) => one.role === role);
  if (!limit) return false;
  return BigInt(priced.discount) * 1_000_000n >= BigInt(priced.subtotal) * BigInt(limit.ppm) + 1_000_000n;
}
