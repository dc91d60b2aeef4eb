import { newId } from "../shared/api/id";
import { emptyOrder, type Line, type Order, serviceOf, setService } from "../shared/order/order";
import type { Service } from "../shared/order/pricing";
import { withApproval } from "./approvals";
import { change, notDurable, openNext, useTill } from "./store";
import { kept, tell } from "./wire/db";
import { changedTab, orderOfTab, type Tab, tabs } from "./wire/tabs";

const { getState: get, setState: set } = useTill;

const freshOf = (order: Order): Line[] => order.lines.filter((line) => line.known === null);

/** The order for a tab, with what is new on the counter and not yet the tab's. */
export function tabOnCounter(tab: Tab, order: Order): Order {
  return orderOfTab(tab, get().snapshot?.products ?? [], order.id, freshOf(order));
}

function lay(order: Order): void {
  openNext(order);
  set({ problem: "" });
  kept.keepCart(order).then(() => tell("cart"), notDurable);
}

/** Brings what is new to the tab; null where nothing is. */
export async function withFresh(order: Order): Promise<Tab | null> {
  const fresh = freshOf(order);
  return order.tab && fresh.length > 0 ? tabs.add(order.tab.id, fresh) : null;
}

/** Puts the order away as a tab (a new one, or the one it is), and clears the counter. The order's id is the tab's name at the
 * server, so that a second try makes no second tab. */
export async function hold(name: string, table: string, send: boolean): Promise<void> {
  const order = get().order;
  if (order.lines.length === 0) return;
  const rules = get().snapshot?.rules;
  const service = rules ? serviceOf(order, rules) : null;
  let tab = order.tab ? await withFresh(order) : await tabs.create(order.id, { name, table, service }, order.lines);
  if (send) {
    const { id, version } = tab ?? { id: order.tab?.id ?? "", version: order.tab?.version ?? 0 };
    tab = await sendAsItIs(id, version);
  }
  lay(emptyOrder(newId()));
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
  const tab = await tabs.one(id);
  lay(orderOfTab(tab, get().snapshot?.products ?? [], newId()));
}

/** Leaves the tab as the server has it, and clears the counter. */
export function leaveTab(): void {
  lay(emptyOrder(newId()));
}

/** Takes a line off a tab; what the kitchen knows needs a reason and the right. */
export async function removeFromTab(line: Line, reason: string): Promise<void> {
  const { order } = get();
  const { tab } = order;
  const known = line.known;
  if (!tab || !known) return;
  try {
    const now = await withApproval((approval) => tabs.removeLine(tab.id, known.id, tab.version, reason, approval));
    lay(tabOnCounter(now, order));
  } catch (error) {
    const now = changedTab(error);
    if (now) lay(tabOnCounter(now, order));
    throw error;
  }
}

/** Says how the guest has the order; of a tab the server is told at once. */
export async function chooseService(service: Service): Promise<void> {
  const { tab } = get().order;
  if (!tab) {
    change((order) => setService(order, service));
    return;
  }
  const show = (now: Tab) => {
    const { order } = get();
    if (order.tab?.id !== tab.id || order.phase !== "open") return;
    lay({ ...tabOnCounter(now, order), discount: order.discount });
  };
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
  const { tab } = get().order;
  if (!tab) return;
  await withApproval((approval) => tabs.cancel(tab.id, tab.version, reason, approval));
  leaveTab();
}
