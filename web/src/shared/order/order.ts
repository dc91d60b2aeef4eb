import type { Minor } from "../money/money";
import { type DiscountPreset, type OptionGroup, type Product, type Rules, type Slot, usesService } from "./catalog";
import { type ComboPart, comboLines, partOf, partsOf, partsPrice } from "./combo";
import { type ChosenOption, defaultsOf, lacking, optionsPrice, tapped } from "./options";
import { type Basket, type BasketLine, type Part, type Priced, price, type Service, taxOf } from "./pricing";
import type { Payment } from "./tender";

/** An order as the till makes it. Everything here is pure: a change answers a new order, and what may not be answers the same. */

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
  /** Of a combo: what may be in it, and what is. */
  slots?: Slot[] | undefined;
  parts?: ComboPart[] | undefined;
  notes: string;
  discount: DiscountPreset | null;
  /** Of a tab's line that the server has: its id there, how many the kitchen knows, the price agreed on, and
   * of which combo it is a part. */
  known: { id: string; sent: number; unitPrice: Minor; combo?: string | undefined } | null;
}

export interface TabRef {
  id: string;
  number: string;
  label: string;
  /** Not in what an older page has kept. */
  table?: string | null;
  name?: string | null;
  version: number;
}

/** open → tendering → paid (kept by the till); back to open where nothing was taken. */
export type Phase = "open" | "tendering" | "paid";

const nexts: Record<Phase, readonly Phase[]> = {
  open: ["tendering"],
  tendering: ["paid", "open"],
  paid: [],
};

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
  /** Parts of it that are paid already: what they were taken for stays as it is until the rest is paid too. */
  payments?: readonly Payment[];
}

/** The most that a line has of something; the server's limit. */
const quantityMax = 999;

/** An order without anything, under the id that it keeps for ever. */
export function emptyOrder(id: string): Order {
  return { id, phase: "open", lines: [], discount: null, name: "", tab: null, service: null };
}

/** Whether what it costs may still change: not while it is being paid, nor when a part of it is. */
export const mayChange = (order: Order) => order.phase === "open" && !order.payments?.length;

/** Changes an open order; one that is being paid stays as it is. */
function whileOpen(order: Order, change: (open: Order) => Order): Order {
  return mayChange(order) ? change(order) : order;
}

/** Moves an order on, or answers it unchanged where that may not be: the second tap of a double tap changes nothing. */
export function become(order: Order, to: Phase): Order {
  return nexts[order.phase].includes(to) ? { ...order, phase: to } : order;
}

/** Adds a product with its defaults, and says which line that is. One without choices joins its like. */
export function addProduct(
  order: Order,
  product: Product,
  lineId: string,
  quantity = 1,
  openPrice?: Minor,
): { order: Order; lineId: string } {
  if (!mayChange(order)) return { order, lineId };
  const basePrice = openPrice ?? product.price;
  const like = order.lines.find(
    (line) =>
      line.productId === product.id &&
      product.groups.length === 0 &&
      !product.slots &&
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
    ...(product.slots ? { slots: product.slots, parts: partsOf(product.slots) } : {}),
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
  return order.phase === "open" ? { ...order, name } : order;
}

/** Keeps which parts of it are paid. */
export function setPayments(order: Order, payments: readonly Payment[]): Order {
  return order.phase === "open" ? { ...order, payments } : order;
}

/** A tap on an option of a line, or of what a combo has in a slot. What a tab has stays. */
export function tapOption(order: Order, lineId: string, optionId: string, slot?: string): Order {
  return onLine(order, lineId, (line) => {
    if (line.known) return line;
    if (slot === undefined) return tapped(line, optionId);
    return { ...line, parts: partsIn(line).map((part) => (part.slot === slot ? tapped(part, optionId) : part)) };
  });
}

/** Puts another of its choices into a slot of a combo. */
export function choosePart(order: Order, lineId: string, slot: string, productId: string): Order {
  return onLine(order, lineId, (line) => {
    const choice = line.slots?.find((one) => one.name === slot)?.choices.find((one) => one.productId === productId);
    const has = partsIn(line).find((part) => part.slot === slot);
    if (line.known || !choice || has?.productId === productId) return line;
    return { ...line, parts: partsIn(line).map((part) => (part.slot === slot ? partOf(slot, choice) : part)) };
  });
}

/** What a combo has in its slots; nothing of any other line. */
export const partsIn = (line: Line): readonly ComboPart[] => line.parts ?? [];

/** Groups of which a line, or a part of it, still needs a choice. */
export function missing(line: Line): OptionGroup[] {
  return line.known ? [] : [line, ...partsIn(line)].flatMap(lacking);
}

/** Of one unit, with its options and parts. */
export function unitPrice(line: Line): Minor {
  if (line.known) return line.known.unitPrice;
  return Math.max(0, line.basePrice + optionsPrice(line.options) + partsPrice(partsIn(line)));
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

function basketLines(line: Line, rules: Rules, service: Service | null): BasketLine[] {
  const { quantity } = line;
  const sold = { unitPrice: unitPrice(line), quantity, discount: line.discount?.discount };
  const parts = partsIn(line);
  if (parts.length > 0) return comboLines({ ...sold, parts }, rules.taxes, service);
  return [{ ...sold, tax: taxOf(rules.taxes, line.category, service) }];
}

function basketOf(order: Order, rules: Rules, parts: readonly Part[]): Basket {
  const service = serviceOf(order, rules);
  return {
    lines: order.lines.flatMap((line) => basketLines(line, rules, service)),
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

/** Whether a fixed discount is more than what it is taken off: the server refuses that, so it must not be paid so. */
export function discountsTooMuch(order: Order, rules: Rules): boolean {
  const tooMuch = (preset: DiscountPreset | null, most: Minor) =>
    preset?.discount.kind === "fixed" && preset.discount.amount > most;
  const { subtotal, discount, orderDiscount } = priceOrder(order, rules);
  return (
    tooMuch(order.discount, subtotal - (discount - orderDiscount)) ||
    order.lines.some((line) => tooMuch(line.discount, unitPrice(line) * line.quantity))
  );
}

/** Whether its discounts are more than somebody of this role may give. As src/sales/discounts.cpp has it. */
export function exceedsLimit(order: Order, priced: Priced, role: string, rules: Rules): boolean {
  if (order.discount?.needsApproval || order.lines.some((line) => line.discount?.needsApproval)) return true;
  const limit = rules.limits.find((one) => one.role === role);
  if (!limit) return false;
  return BigInt(priced.discount) * 1_000_000n >= BigInt(priced.subtotal) * BigInt(limit.ppm) + 1_000_000n;
}
