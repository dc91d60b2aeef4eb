import { newId } from "../shared/api/id";
import { become, emptyOrder, type Line, mayChange, type Order, serviceOf, setService } from "../shared/order/order";
import type { Service } from "../shared/order/pricing";
import { withApproval } from "./approvals";
import { change, notDurable, openAgain, openNext, problemOf, useTill, whyFixed } from "./store";
import { kept, tell } from "./wire/db";
import { changedTab, orderOfTab, type Tab, TabChanged, tabs } from "./wire/tabs";

const { getState: get, setState: set } = useTill;

const freshOf = (order: Order): Line[] => order.lines.filter((line) => line.known === null);

const wordOf = { open: "tabChanged", settled: "tabSettled", cancelled: "tabCancelled" } as const;

/** What is to be said where a tab is not as it was on the counter; "" for any other error. */
export function wordOfChange(error: unknown): "" | (typeof wordOf)[Tab["status"]] {
  const tab = changedTab(error);
  return tab ? wordOf[tab.status] : "";
}

/** The order for a tab, with what is new on the counter and not yet the tab's; that is an order of its own where the tab is closed. */
export function tabOnCounter(tab: Tab, order: Order): Order {
  const { discount, payments } = order;
  if (tab.status !== "open") return { ...emptyOrder(newId()), service: order.service, lines: freshOf(order) };
  const onCounter = orderOfTab(tab, get().snapshot?.products ?? [], order.id, freshOf(order));
  return { ...onCounter, discount, ...(payments ? { payments } : {}) };
}

/** Whether the order on the counter may become another one; where not, that is said. */
function mayTouch(order: Order): boolean {
  const problem = whyFixed();
  if (problem) set({ problem });
  return mayChange(order);
}

/** Whether the counter is still as it was before something was awaited. */
const isStill = ({ id, phase }: Order) => get().order.id === id && get().order.phase === phase;

function lay(order: Order): void {
  openNext(order);
  set({ problem: "" });
  kept.keepCart(order).then(() => tell("cart"), notDurable);
}

/** Shows a tab as it stands now, where its order is still on the counter. */
export function layTab(tab: Tab, { id }: Order): void {
  const { order } = get();
  if (order.id === id && order.phase === "open") lay(tabOnCounter(tab, order));
}

/** Brings what is new to the tab; null where nothing is. */
export async function withFresh(order: Order): Promise<Tab | null> {
  const fresh = freshOf(order);
  return order.tab && fresh.length > 0 ? tabs.add(order.tab.id, fresh) : null;
}

/** The tab with what is on the counter; a new one where the order is none yet. The order's id is its name at the server, so that a
 * second try makes no second tab. */
async function asTab(order: Order): Promise<Tab> {
  if (order.tab) {
    const tab = (await withFresh(order)) ?? (await tabs.one(order.tab.id));
    if (tab.status !== "open") throw new TabChanged(tab);
    return tab;
  }
  const { snapshot } = get();
  const service = snapshot ? serviceOf(order, snapshot.rules) : null;
  return tabs.create(order.id, { name: order.name, table: "", service }, order.lines);
}

/** Puts the order away as a tab (a new one, or the one it is) and clears the counter, at once: what is to be said of it can be said
 * after. */
export async function hold(): Promise<void> {
  const { order } = get();
  if (order.lines.length === 0 || !mayTouch(order)) return;
  if (order.discount || order.lines.some((line) => line.discount)) {
    set({ problem: "noDiscounts" });
    return;
  }
  const held = become(order, "tendering"); // nobody pays what is being put away
  set({ order: held, problem: "" });
  try {
    const tab = await asTab(order);
    if (isStill(held)) lay(emptyOrder(newId()));
    set({ held: { tab, done: false } });
  } catch (error) {
    if (isStill(held)) await openAgain(held);
    const now = changedTab(error);
    if (now) layTab(now, held);
    set({ problem: wordOfChange(error) || problemOf(error) });
  }
}

/** Says of the tab that was just put away whose it is, and tells the kitchen where `send`. */
export async function sayOfHeld(name: string, table: string, send: boolean): Promise<void> {
  const { held } = get();
  if (!held) return;
  let { tab } = held;
  if (name !== (tab.name ?? "") || table !== (tab.table ?? "")) tab = await tabs.name(tab.id, tab.version, name, table);
  if (send) tab = await sendAsItIs(tab.id, tab.version);
  if (get().held?.tab.id === tab.id) set({ held: { tab, done: true } });
}

/** Tells the kitchen what it does not know; a tab that has changed meanwhile is sent as it is now. */
async function sendAsItIs(id: string, version: number): Promise<Tab> {
  try {
    return await tabs.send(id, version);
  } catch (error) {
    const now = changedTab(error);
    if (!now) throw error;
    return tabs.send(id, now.version);
  }
}

/** Lays a tab on the counter as it stands now. */
export async function resume(id: string): Promise<void> {
  const { order } = get();
  if (!mayTouch(order)) return;
  const tab = await tabs.one(id);
  if (tab.status !== "open") {
    set({ held: null, problem: wordOf[tab.status] }); // closed elsewhere, a moment ago
    return;
  }
  // What was tapped meanwhile is another guest's.
  if (!isStill(order) || freshOf(get().order).length > 0) set({ problem: "counterBusy" });
  else {
    lay(orderOfTab(tab, get().snapshot?.products ?? [], newId()));
    set({ held: null });
  }
}

/** Leaves the tab as the server has it, and clears the counter. */
export function leaveTab(): void {
  if (mayTouch(get().order)) lay(emptyOrder(newId()));
}

/** Takes a line off a tab; what the kitchen knows needs a reason and the right. */
export async function removeFromTab(line: Line, reason: string): Promise<void> {
  const { order } = get();
  const { tab } = order;
  const known = line.known;
  if (!tab || !known || !mayTouch(order)) return;
  const show = (now: Tab) => isStill(order) && lay(tabOnCounter(now, get().order));
  try {
    show(await withApproval((approval) => tabs.removeLine(tab.id, known.id, tab.version, reason, approval)));
  } catch (error) {
    const now = changedTab(error);
    if (now) show(now);
    throw error;
  }
}

/** Says how the guest has the order; of a tab the server is told at once. */
export async function chooseService(service: Service): Promise<void> {
  const { order } = get();
  const { tab } = order;
  if (!tab || !mayTouch(order)) {
    change((now) => setService(now, service));
    return;
  }
  const show = (now: Tab) => isStill(order) && lay(tabOnCounter(now, get().order));
  try {
    show(await tabs.serve(tab.id, tab.version, service));
  } catch (error) {
    const now = changedTab(error);
    if (now) show(now);
    throw error;
  }
}

/** Cancels what of the tab is not paid. */
export async function cancelTab(reason: string): Promise<void> {
  const { order } = get();
  const { tab } = order;
  if (!tab || !mayTouch(order)) return;
  await withApproval((approval) => tabs.cancel(tab.id, tab.version, reason, approval));
  if (isStill(order)) leaveTab();
}
