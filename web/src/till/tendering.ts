import { ApiError, NoAnswer } from "../shared/api/client";
import { newId } from "../shared/api/id";
import { useLive } from "../shared/live/live";
import type { Minor } from "../shared/money/money";
import { type Rules, usesService } from "../shared/order/catalog";
import {
  become,
  discountsTooMuch,
  emptyOrder,
  exceedsLimit,
  missing,
  type Order,
  priceOrder,
  serviceOf,
} from "../shared/order/order";
import type { Priced } from "../shared/order/pricing";
import { changeOf, isCash, type Payment, pricedAsPaid, restBy, saleRequest } from "../shared/order/tender";
import { useSession } from "../shared/session";
import { askApproval, withApproval } from "./approvals";
import { verdictOf } from "./model/sending";
import {
  type Asked,
  atTill,
  notDurable,
  openAgain,
  openNext,
  problemOf,
  readDone,
  readWaiting,
  showUndone,
  useTill,
} from "./store";
import { layTab, tabOnCounter, withFresh, wordOfChange } from "./tabActions";
import { type Done, kept, PaidElsewhere, tell, type Waiting } from "./wire/db";
import { orders, type SoldAnswer } from "./wire/orders";
import { matches, post, type Sender, startSender, wordsOfOther } from "./wire/sender";
import { changedTab, TabChanged, tabs } from "./wire/tabs";

const { getState: get, setState: set } = useTill;
let sender: Sender | null = null;

const printingOf = (answer: SoldAnswer) => answer.printResult.error ?? "";

/** The server has it, whichever window of this till has sold it. */
function accept(entry: Waiting, answer: SoldAnswer): void {
  const accepted = {
    state: "accepted",
    orderId: answer.order.id,
    number: answer.order.orderNumber,
    printing: printingOf(answer),
    warnings: answer.warnings,
  } as const;
  const { done } = get();
  if (done?.id === entry.id) set({ done: { ...done, ...accepted } });
  kept
    .changeDone(entry.id, accepted)
    .then(() => tell("outbox"), notDurable)
    .then(readDone);
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
    () => useSession.getState().token !== null && useSession.getState().may("sales.process"),
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
  // The same lines for the same money; only where the server has refused it, the tab may have moved on. What it may have taken
  // stays as it was asked for.
  const body =
    tabId && entry.state === "attention" ? { ...entry.body, version: (await tabs.one(tabId)).version } : entry.body;
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
  soldBy: string,
): Waiting {
  const at = Date.now();
  return {
    id: order.id,
    ...saleRequest(order, rules, priced, payments, soldBy, at),
    till: get().till?.id ?? null,
    approval,
    total: priced.total,
    soldBy,
    at,
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
    sold: order.tab ? null : { ...order, payments: [] },
  };
}

/** Whether the server may have it all the same. */
const mayBeSold = (error: unknown) =>
  error instanceof NoAnswer || (error instanceof ApiError && verdictOf(error) === "again");

/** Shows that a sale is paid, together with the end of what lies over it: what changes under a dialog is not read out. */
function showPaid(done: Done): void {
  set({ done, sheet: null });
}

/** Takes the answer first and shows after, for a device that keeps nothing. */
async function postOnly(asked: Asked): Promise<void> {
  const { entry, done } = asked;
  set({ unanswered: null });
  try {
    const answer = await post(entry, 8_000);
    showPaid(done);
    if (matches(entry, answer)) accept(entry, answer);
    else showPaid({ ...done, state: "attention", warnings: [wordsOfOther(answer)] });
  } catch (error) {
    if (mayBeSold(error)) set({ unanswered: asked });
    throw error;
  }
}

/** The same for a tab, whose state the server knows best; what it may have taken is kept. */
async function postTab(asked: Asked, next: Order): Promise<void> {
  const { entry, done } = asked;
  let answer: SoldAnswer | null = null;
  try {
    answer = await post(entry, 8_000);
  } catch (error) {
    if (!mayBeSold(error)) throw error;
  }
  if (answer && matches(entry, answer)) {
    Promise.all([kept.keepCart(next), kept.keepDone(done)]).catch(notDurable);
    showPaid(done);
    accept(entry, answer);
  } else await keepSale(asked, next);
}

/** Keeps a sale; a device that turns out to keep nothing asks the server instead. */
async function keepSale(asked: Asked, next: Order): Promise<void> {
  try {
    await kept.sell(asked.entry, asked.done, next);
    showPaid(asked.done);
  } catch (error) {
    if (error instanceof PaidElsewhere) throw error;
    notDurable();
    await postOnly(asked);
  }
}

/** The tab with what is new here, as the server has it; it must cost what the customer was told. */
async function agreedTab(order: Order): Promise<Order> {
  const rules = get().snapshot?.rules;
  const tab = await withFresh(order);
  if (!tab || !rules) return order;
  const synced: Order = { ...tabOnCounter(tab, order), phase: "tendering" };
  if (priceOrder(synced, rules).total !== priceOrder(order, rules).total) throw new TabChanged(tab);
  return synced;
}

async function sellNow(
  order: Order,
  payments: readonly Payment[],
  approval: string | null,
  soldBy: string,
): Promise<void> {
  const snapshot = get().snapshot;
  if (!snapshot) return;
  const synced = order.tab ? await agreedTab(order) : order;
  const priced = pricedAsPaid(synced, snapshot.rules, payments);
  const entry = entryOf(synced, snapshot.rules, priced, payments, approval, soldBy);
  await take({ entry, done: doneOf(become(synced, "paid"), entry, payments) }, synced.tab !== null);
}

/** Takes the money of a sale as it is asked for, and clears the counter. */
async function take(asked: Asked, ofTab: boolean): Promise<void> {
  const next = emptyOrder(newId());
  if (!get().durable) await postOnly(asked);
  else await (ofTab ? postTab : keepSale)(asked, next);
  tell("cart");
  openNext(next);
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

function wordsOf(error: unknown): string | ApiError {
  if (get().unanswered) return "unanswered";
  const word = wordOfChange(error);
  if (word) return word;
  if (error instanceof PaidElsewhere) return "paidElsewhere";
  return problemOf(error);
}

/** Asks once more for the sale that got no answer, just as it was asked for. */
export async function askAgain(): Promise<void> {
  const asked = get().unanswered;
  if (!asked) return;
  set({ problem: "" });
  try {
    await take(asked, false);
  } catch (error) {
    if (!get().unanswered) await openAgain(get().order);
    set({ problem: wordsOf(error) });
  }
}

/** Pays the order. The first thing it does, before anything that waits, is to leave "open": a second tap finds nothing to pay. */
export async function tender(payments: readonly Payment[]): Promise<void> {
  const { order, snapshot } = get();
  if (!snapshot || order.lines.length === 0 || order.phase !== "open") return;
  const soldBy = useSession.getState().person?.username ?? "";
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
  // A tab that was opened elsewhere may not say it; without it none of those taxes would be asked for. Only the server can be told.
  const isThere = useLive.getState().state !== "stale";
  if (isThere && usesService(snapshot.rules) && serviceOf(order, snapshot.rules) === null) {
    set({ problem: "noService", sheet: null });
    return;
  }
  const tendering = become(order, "tendering");
  set({ order: tendering, problem: "" });
  try {
    const approval = await approvalFor(tendering, payments);
    if (approval !== "refused") {
      await sellNow(tendering, payments, approval, soldBy);
      return;
    }
    await openAgain(tendering);
  } catch (error) {
    const tab = changedTab(error);
    if (!get().unanswered) await openAgain(tendering);
    if (tab) layTab(tab, tendering);
    const isTaken = tab !== null && tab.status !== "open" && Boolean(order.payments?.length);
    set({ problem: isTaken ? "closedPartPaid" : wordsOf(error), sheet: null });
  }
}

/** One tender for all that is left to pay; `tendered` is the cash handed over, null where it is just enough. */
export function tenderRest(method: string, tendered: Minor | null): Promise<void> {
  const { order, snapshot } = get();
  if (!snapshot) return Promise.resolve();
  const amount = restBy(order, snapshot.rules, method);
  return tender([...(order.payments ?? []), { method, amount, tendered, tip: 0 }]);
}

/** How long a tender can be taken back from the band. */
export const undoMs = 10_000;

/** Takes the last tender back: the sale is voided, and lies on the counter again if that is free. */
export async function undo(): Promise<void> {
  const done = get().done;
  if (!done?.orderId || done.state !== "accepted") return;
  const orderId = done.orderId;
  await withApproval((approval) => orders.void(orderId, "mis-tap", { ...atTill(approval), key: `void-${done.id}` }));
  const { order } = get();
  const isFree = order.lines.length === 0 && order.phase === "open" && !order.tab;
  if (done.sold && isFree) {
    openNext({ ...done.sold, id: order.id, phase: "open" });
    kept.keepCart(get().order).then(() => tell("cart"), notDurable);
  }
  if (get().done?.id === done.id) await showUndone(orderId); // else the band is another sale's by now
}
