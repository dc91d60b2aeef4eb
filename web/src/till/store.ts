import { create } from "zustand";
import { ApiError, NoAnswer } from "../shared/api/client";
import { newId } from "../shared/api/id";
import type { Minor } from "../shared/money/money";
import type { Product, Snapshot } from "../shared/order/catalog";
import { addProduct, emptyOrder, type Order } from "../shared/order/order";
import { type Done, kept, tell, type Waiting } from "./wire/db";
import { chosenTill, keepTill, type TillChoice } from "./wire/device";
import { pins } from "./wire/pins";
import type { Tab } from "./wire/tabs";

/** The sheets that may lie over the sell screen. */
export type SheetName = "more" | "history" | "tabs" | "drawer" | "waiting" | "help" | "discount";

/** Somebody with the right is asked to put a PIN in. */
export interface ApprovalAsk {
  permission: string;
  /** Where the permission's own words would say another act. */
  act?: "reprint" | null;
  answer: (token: string | null) => void;
}

/** A sale as the server is asked for it, and what the band shows when it is taken. */
export interface Asked {
  entry: Waiting;
  done: Done;
}

interface TillState {
  /** What was kept on this device has been read. */
  ready: boolean;
  snapshot: Snapshot | null;
  order: Order;
  /** The line that keys and the option strip are about. */
  selected: string | null;
  /** Typed before a tile: "3 ×". */
  multiplier: number | null;
  done: Done | null;
  waiting: Waiting[];
  /** Whether this device keeps sales; without it the server is asked first. */
  durable: boolean;
  /** Whether the browser has promised to keep it also when the disk is full; null: it cannot be asked, or has not answered. */
  lasts: boolean | null;
  till: TillChoice | null;
  sheet: SheetName | null;
  approval: ApprovalAsk | null;
  /** A sale that was asked for and not answered, where this device keeps none: only it may be asked for again. */
  unanswered: Asked | null;
  /** The open order that was just put away, until the next order begins; `done`: nothing more is to be said of it. */
  held: { tab: Tab; done: boolean } | null;
  /** The sale that History opens at what of it comes back. */
  givesBack: string | null;
  /** An item whose price is to be typed. */
  asksPrice: Product | null;
  /** An item that is to be sold out, or back. */
  soldOut: Product | null;
  search: string;
  /** What was scanned while a sheet lies over the order; "" if nothing. */
  added: string;
  /** What went wrong on the sell screen: a name of its own, words, or what the server refused. */
  problem: string | ApiError;
}

/** All that the till shows. */
export const useTill = create<TillState>()(() => ({
  ready: false,
  snapshot: null,
  order: emptyOrder(newId()),
  selected: null,
  multiplier: null,
  done: null,
  waiting: [],
  durable: true,
  lasts: null,
  till: chosenTill(),
  sheet: null,
  approval: null,
  unanswered: null,
  held: null,
  givesBack: null,
  asksPrice: null,
  soldOut: null,
  search: "",
  added: "",
  problem: "",
}));

const { getState: get, setState: set } = useTill;

/** Something is on the counter, on its way to the server, or open over the screen. */
export function isAtWork(): boolean {
  const { order, waiting, sheet, approval, asksPrice, soldOut } = get();
  return order.lines.length > 0 || waiting.length > 0 || Boolean(sheet ?? approval ?? asksPrice ?? soldOut);
}

/** The problem of an act that failed: a name of the sell screen's, or what the server says. */
export function problemOf(error: unknown): string | ApiError {
  if (error instanceof ApiError) return error;
  return error instanceof NoAnswer ? "noAnswer" : "unexpected";
}

/** This device does not keep: said once, and from then on the server is asked before "Paid" shows. */
export function notDurable(): void {
  if (get().durable) set({ durable: false });
}

function keepCart(order: Order): void {
  kept.keepCart(order).then(() => tell("cart"), notDurable);
}

/** What is done while an order is being paid waits until the next order is open: no tap is lost. */
let postponed: (() => void)[] = [];

/** The next order is open: what was tapped meanwhile happens now. */
export function openNext(order: Order): void {
  set({ order, selected: null, search: "" });
  const taps = postponed;
  postponed = [];
  for (const tap of taps) tap();
}

/** Why the order on the counter stays as it is, as a problem's name; "" where it may change. */
export function whyFixed(): "" | "unanswered" | "partPaid" {
  if (get().unanswered) return "unanswered";
  return get().order.payments?.length ? "partPaid" : "";
}

/** Changes the order on the counter, and keeps it. */
export function change(of: (order: Order) => Order): void {
  const before = get().order;
  const changed = of(before);
  if (changed === before) {
    const problem = whyFixed();
    if (problem) set({ problem });
    return;
  }
  // What has been emptied is another order: its id may have reached the server with other lines.
  const emptied = changed.lines.length === 0 && before.lines.length > 0 && !changed.tab;
  const after = emptied ? { ...emptyOrder(newId()), service: changed.service } : changed;
  const selected = after.lines.some((line) => line.id === get().selected) ? get().selected : null;
  set({ order: after, selected, problem: "" });
  keepCart(after);
}

/** Adds a product at once with its defaults; one with an open price asks for it. Answers whether it lies on the counter, or will
 * when the order that is being paid is gone. */
export function sell(product: Product, price?: Minor): boolean {
  const { order, multiplier } = get();
  const fixed = whyFixed();
  if (fixed) {
    set({ problem: fixed });
    return false;
  }
  if (order.phase !== "open") {
    postponed.push(() => void sell(product, price));
    return true;
  }
  if (product.openPrice && price === undefined) {
    set({ asksPrice: product });
    return false;
  }
  const added = addProduct(order, product, newId(), multiplier ?? 1, price);
  set({ order: added.order, selected: added.lineId, multiplier: null, asksPrice: null, held: null, problem: "" });
  keepCart(added.order);
  return true;
}

/** The order as another window of this till has left it. What was tapped here meanwhile is newer, and kept after it. */
export async function adoptCart(): Promise<void> {
  const before = get().order;
  try {
    const [cart, done, waiting] = await Promise.all([kept.cart(), kept.done(), kept.waiting()]);
    if (!cart || before.phase !== "open" || get().order !== before) return;
    const isSold = done?.id === cart.id || waiting.some((entry) => entry.id === cart.id);
    set({ order: isSold ? emptyOrder(newId()) : { ...cart, phase: "open" }, done: done ?? null });
    if (isSold) keepCart(get().order);
  } catch {
    notDurable();
  }
}

/** The order is not paid: it is open again, unless another window has another one on the counter by now. */
export async function openAgain(order: Order): Promise<void> {
  set({ order: { ...order, phase: "open" } });
  await adoptCart();
  openNext(get().order);
}

/** Whoever stood here has gone: nothing of theirs stays open for the next. */
export function clearSheets(): void {
  get().approval?.answer(null);
  set({
    sheet: null,
    givesBack: null,
    held: null,
    added: "",
    asksPrice: null,
    soldOut: null,
    multiplier: null,
    search: "",
  });
}

/** Reads anew what the server has not confirmed. */
export async function readWaiting(): Promise<void> {
  try {
    set({ waiting: await kept.waiting() });
  } catch {
    notDurable();
  }
}

/** What became of the last sale, where another tab of this till has brought it to the server. */
export async function readDone(): Promise<void> {
  const done = await kept.done().catch(() => undefined);
  const shown = get().done;
  if (done && shown?.state === "kept" && done.id === shown.id) set({ done });
}

/** All of a sale has gone back: where it is the last one, the band offers no change of it any more. */
export async function showUndone(orderId: string): Promise<void> {
  const { done } = get();
  if (done?.orderId !== orderId || done.state === "undone") return;
  set({ done: { ...done, state: "undone" } });
  await kept.changeDone(done.id, { state: "undone" }).catch(notDurable);
}

let restored: Promise<void> | null = null;
/** What the device kept: the menu to sell from at once, the cart, the last change, the sales on their way. Once per page. */
export function restore(): Promise<void> {
  restored ??= readKept();
  return restored;
}

async function readKept(): Promise<void> {
  try {
    const [snapshot, cart, done] = await Promise.all([kept.snapshot(), kept.cart(), kept.done()]);
    // A page that ended while it was paying took nothing: the order is open again.
    const order = cart ? { ...cart, phase: "open" as const } : get().order;
    // The server may have been quicker than the device: what it said is newer.
    set({ snapshot: get().snapshot ?? snapshot ?? null, order, done: done ?? null });
    if (!cart) await kept.keepCart(order);
    await readWaiting();
  } catch {
    notDurable();
  }
  set({ ready: true });
}

/** Lays a sheet over the sell screen, or takes it off. */
export function showSheet(sheet: SheetName | null): void {
  set(sheet ? { sheet, givesBack: null, added: "", problem: "" } : { sheet, added: "" });
}

/** Opens a sale at what of it comes back. */
export function showGiveBack(orderId: string): void {
  showSheet("history");
  set({ givesBack: orderId });
}

/** Says which till this device is; kept on the device. */
export function chooseTill(till: TillChoice | null): void {
  const before = get().till;
  if (before && before.id !== till?.id) pins.forgetAll().catch(() => undefined); // who may open another till is not known here
  keepTill(till);
  set({ till });
}

/** Options of calls that are made at this till. */
export function atTill(approval?: string): { till?: string; approval?: string } {
  const till = get().till;
  return { ...(till ? { till: till.id } : {}), ...(approval ? { approval } : {}) };
}
