import { ApiError, NoAnswer } from "../shared/api/client";
import { newId } from "../shared/api/id";
import type { Rules } from "../shared/order/catalog";
import {
  become,
  discountsTooMuch,
  emptyOrder,
  exceedsLimit,
  missing,
  type Order,
  priceOrder,
} from "../shared/order/order";
import type { Priced } from "../shared/order/pricing";
import { changeOf, dueBy, isCash, type Payment, pricedAsPaid, saleRequest } from "../shared/order/tender";
import { useSession } from "../shared/session";
import { askApproval, withApproval } from "./approvals";
import { adoptCart, atTill, notDurable, openNext, readWaiting, useTill } from "./store";
import { tabOnCounter, withFresh } from "./tabActions";
import { type Done, kept, PaidElsewhere, tell, type Waiting } from "./wire/db";
import { orders, type SoldAnswer } from "./wire/orders";
import { matches, post, type Sender, startSender } from "./wire/sender";
import { changedTab, TabChanged, tabs } from "./wire/tabs";

const { getState: get, setState: set } = useTill;
let sender: Sender | null = null;

const printingOf = (answer: SoldAnswer) => answer.printResult.error ?? "";

function accept(entry: Waiting, answer: SoldAnswer): void {
  const done = get().done;
  if (done?.id !== entry.id) return;
  const next: Done = {
    ...done,
    state: "accepted",
    orderId: answer.order.id,
    number: answer.order.orderNumber,
    printing: printingOf(answer),
    warnings: answer.warnings,
  };
  set({ done: next });
  kept.keepDone(next).catch(notDurable);
}

async function onWaitingChanged(): Promise<void> {
  await readWaiting();
  const { done, waiting } = get();
  const entry = waiting.find((one) => one.id === done?.id);
  if (done && entry?.state === "attention") set({ done: { ...done, state: "attention" } });
}

/** Sends kept sales as long as this runs. Returns how to stop. */
export function startSending(): () => void {
  sender = startSender(
    { accepted: accept, changed: () => void onWaitingChanged() },
    () => useSession.getState().token !== null,
  );
  return () => sender?.stop();
}

/** Something says that the server may be there again. */
export function wakeSender(): void {
  sender?.wake();
}

/** A sale that somebody looked at goes once more as it is, by whoever is signed in now. */
export async function retry(entry: Waiting, approval: string | null): Promise<void> {
  const tabId = /^\/tabs\/([^/]+)\/settle$/.exec(entry.path)?.[1];
  // The same lines for the same money; only which state of the tab that is meant for may have moved on.
  const body = tabId ? { ...entry.body, version: (await tabs.one(tabId)).version } : entry.body;
  await kept.keepWaiting({ ...entry, body, state: "waiting", approval: approval ?? entry.approval });
  await readWaiting();
  wakeSender();
}

function entryOf(
  order: Order,
  rules: Rules,
  priced: Priced,
  payments: readonly Payment[],
  approval: string | null,
): Waiting {
  const soldBy = useSession.getState().person?.username ?? "";
  return {
    id: order.id,
    ...saleRequest(order, rules, priced, payments, soldBy),
    till: get().till?.id ?? null,
    approval,
    total: priced.total,
    soldBy,
    at: Date.now(),
    state: "waiting",
    tries: 0,
    words: "",
  };
}

function doneOf(order: Order, entry: Waiting, payments: readonly Payment[]): Done {
  return {
    id: entry.id,
    total: entry.total,
    change: changeOf(payments),
    isCash: payments.some((payment) => isCash(payment.method)),
    tip: payments.reduce((sum, payment) => sum + payment.tip, 0),
    at: entry.at,
    state: "kept",
    orderId: null,
    number: null,
    printing: "",
    warnings: [],
    sold: order.tab ? null : order,
  };
}

/** Takes the answer first and shows after: for tabs, and for a device that keeps nothing. */
async function postFirst(entry: Waiting, done: Done, next: Order, keeps: boolean): Promise<void> {
  let answer: SoldAnswer | null = null;
  try {
    answer = await post(entry, 8_000);
  } catch (error) {
    if (!(error instanceof NoAnswer) || !keeps) throw error;
  }
  if (keeps && !(answer && matches(entry, answer))) await kept.sell(entry, done, next);
  else kept.keepCart(next).catch(notDurable);
  set({ done });
  if (answer) accept(entry, answer);
}

/** The tab with what is new here, as the server has it; it must cost what the customer was told. */
async function agreedTab(order: Order): Promise<Order> {
  const rules = get().snapshot?.rules;
  const tab = await withFresh(order);
  if (!tab || !rules) return order;
  const synced: Order = { ...tabOnCounter(tab, order), phase: "tendering", discount: order.discount };
  if (priceOrder(synced, rules).total !== priceOrder(order, rules).total) throw new TabChanged(tab);
  return synced;
}

async function sellNow(order: Order, payments: readonly Payment[], approval: string | null): Promise<void> {
  const snapshot = get().snapshot;
  if (!snapshot) return;
  const synced = order.tab ? await agreedTab(order) : order;
  const priced = pricedAsPaid(synced, snapshot.rules, payments);
  const entry = entryOf(synced, snapshot.rules, priced, payments, approval);
  const done = doneOf(become(synced, "paid"), entry, payments);
  const next = emptyOrder(newId());
  if (synced.tab || !get().durable) {
    await postFirst(entry, done, next, get().durable);
  } else {
    try {
      await kept.sell(entry, done, next);
      set({ done });
    } catch (error) {
      if (error instanceof PaidElsewhere) throw error;
      notDurable();
      await postFirst(entry, done, next, false);
    }
  }
  tell("cart");
  openNext(next);
  set({ sheet: null });
  await readWaiting();
  wakeSender();
}

async function approvalFor(order: Order, payments: readonly Payment[]): Promise<string | null | "refused"> {
  const { snapshot } = get();
  const { person, may } = useSession.getState();
  const permission = "sales.exceed_discount_limit";
  if (!snapshot || !person || may(permission)) return null;
  if (!exceedsLimit(order, pricedAsPaid(order, snapshot.rules, payments), person.role, snapshot.rules)) return null;
  return (await askApproval(permission)) ?? "refused";
}

function wordsOf(error: unknown): string {
  if (changedTab(error)) return "tabChanged";
  if (error instanceof PaidElsewhere) return "paidElsewhere";
  if (error instanceof ApiError) return error.message;
  return error instanceof NoAnswer ? "noAnswer" : "unexpected";
}

/** Pays the order. The first thing it does, before anything that waits, is to leave "open": a second tap finds nothing to pay. */
export async function tender(payments: readonly Payment[]): Promise<void> {
  const { order, snapshot } = get();
  if (!snapshot || order.lines.length === 0 || order.phase !== "open") return;
  if (!useSession.getState().may("sales.process")) {
    set({ problem: "mayNotSell", sheet: null });
    return;
  }
  const incomplete = order.lines.find((line) => missing(line).length > 0);
  if (incomplete) {
    set({ selected: incomplete.id, problem: "missing", sheet: null });
    return;
  }
  if (discountsTooMuch(order, snapshot.rules)) {
    set({ problem: "discountsTooMuch", sheet: null });
    return;
  }
  const tendering = become(order, "tendering");
  set({ order: tendering, problem: "" });
  try {
    const approval = await approvalFor(tendering, payments);
    if (approval !== "refused") {
      await sellNow(tendering, payments, approval);
      return;
    }
    openNext(become(tendering, "open"));
  } catch (error) {
    const tab = changedTab(error);
    openNext(tab ? tabOnCounter(tab, tendering) : become(tendering, "open"));
    set({ problem: wordsOf(error), sheet: null });
    if (error instanceof PaidElsewhere) await adoptCart();
  }
}

/** One tender for all of it; `tendered` is the cash handed over, null where it is just enough. */
export function tenderAll(method: string, tendered: number | null): Promise<void> {
  const { order, snapshot } = get();
  if (!snapshot) return Promise.resolve();
  const amount = dueBy(order, snapshot.rules, method).total;
  return tender([{ method, amount, tendered, tip: 0 }]);
}

/** How long a tender can be taken back from the band. */
export const undoMs = 10_000;

/** Takes the last tender back: the sale is voided, and lies on the counter again if that is free. */
export async function undo(): Promise<void> {
  const done = get().done;
  if (!done?.orderId || done.state !== "accepted") return;
  const orderId = done.orderId;
  await withApproval((approval) => orders.void(orderId, "mis-tap", { ...atTill(approval), key: `void-${done.id}` }));
  const undone: Done = { ...done, state: "undone" };
  set({ done: undone });
  const { order } = get();
  if (done.sold && order.lines.length === 0) openNext({ ...done.sold, id: order.id, phase: "open" });
  await Promise.all([kept.keepDone(undone), kept.keepCart(get().order)]).catch(notDurable);
}
