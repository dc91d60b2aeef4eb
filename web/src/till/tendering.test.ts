import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { newId } from "../shared/api/id";
import type { DiscountPreset, Rules } from "../shared/order/catalog";
import { emptyOrder, setOrderDiscount, setPayments } from "../shared/order/order";
import { testProduct } from "../shared/order/testProduct";
import { type Person, useSession } from "../shared/session";
import { adoptCart, change, clearSheets, sell, showUndone, useTill } from "./store";
import { cancelTab, hold, removeFromTab, resume } from "./tabActions";
import { askAgain, retry, startSending, tender, tenderRest, undo } from "./tendering";
import { type Done, kept, type Waiting } from "./wire/db";
import { orders } from "./wire/orders";
import type { Tab } from "./wire/tabs";

const tea = testProduct({ id: "tea", name: "Tea", price: 500, category: "Tea" });
const half: DiscountPreset = {
  id: "half",
  name: "Half",
  needsApproval: true,
  discount: { kind: "percentage", ppm: 500_000 },
};
const rules: Rules = {
  storeName: "",
  currency: "USD",
  taxes: [],
  taxInclusive: false,
  coin: 1,
  methods: ["cash", "card"],
  tips: [],
  discounts: [half],
  limits: [],
};
const person = (username: string): Person => ({
  id: username,
  username,
  firstName: username,
  lastName: "",
  role: "cashier",
  permissions: ["sales.process", "tabs.use"],
});
const tab = (more: Partial<Tab> = {}): Tab => ({
  id: "t1",
  number: "TAB-1",
  name: "Zoe",
  table: null,
  service: null,
  status: "open",
  version: 3,
  lines: [
    {
      id: "a",
      clientLineId: null,
      productId: "tea",
      name: "Tea",
      size: "",
      unitPrice: 5,
      quantity: 1,
      settledQuantity: 0,
      sentQuantity: 1,
      notes: "",
      options: [],
    },
  ],
  figures: { total: 5 },
  openedAt: "2026-11-26T10:00:00Z",
  ...more,
});

interface Asked {
  method: string;
  path: string;
  body: Record<string, unknown>;
}
let asked: Asked[] = [];
/** Answers what matches "METHOD /path"; the rest gets no answer. */
function server(answers: Record<string, (asked: Asked) => Response | Promise<Response>>): void {
  asked = [];
  vi.stubGlobal("fetch", async (path: string, init: { method: string; body: string | null }) => {
    const request = { method: init.method, path, body: init.body ? JSON.parse(init.body) : {} };
    asked.push(request);
    const answer = answers[`${init.method} ${path.split("?")[0]}`];
    if (!answer) throw new TypeError("gone");
    return answer(request);
  });
}
const ok = (data: unknown) => Response.json({ success: true, errors: [], data });
const refuse = (status: number, code: string, data: unknown = {}) =>
  Response.json({ success: false, errors: [code], errorCode: code, data }, { status });
const soldAs = (id: unknown, total: number) =>
  ok({
    order: { id: "o1", orderNumber: "ORD-1-1", total, clientOrderId: id },
    printResult: { printed: true, queued: false, mock: false, error: null },
    warnings: [],
  });
const card = (amount: number) => ({ method: "card", amount, tendered: null, tip: 0 });
const at = () => useTill.getState();

beforeEach(async () => {
  for (const entry of await kept.waiting()) await kept.dropWaiting(entry.id);
  await kept.keepDone({ id: "none" } as Done);
  useSession.setState({ person: person("ada"), token: "t" });
  const order = emptyOrder(newId());
  await kept.keepCart(order);
  useTill.setState({
    order,
    snapshot: { products: [tea], rules, changesAt: null },
    done: null,
    waiting: [],
    durable: true,
    sheet: null,
    approval: null,
    unanswered: null,
    held: null,
    problem: "",
  });
  server({});
});

describe("a tender", () => {
  it("is the sale of who began it, whoever signs in meanwhile", async () => {
    sell(tea);
    let settle = (_: Response) => {};
    useTill.setState({ durable: false });
    server({ "POST /orders": () => new Promise((resolve) => (settle = resolve)) });
    const paying = tender([card(500)]);
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    useSession.setState({ person: person("max") });
    settle(soldAs(asked[0]?.body.clientOrderId, 5));
    await paying;
    expect(asked[0]?.body.createdBy).toBe("ada");
  });
  it("ends without a sale when who asked for a manager's word has gone", async () => {
    sell(tea);
    change((order) => setOrderDiscount(order, half));
    const paying = tender([card(250)]);
    await vi.waitFor(() => expect(at().approval).not.toBeNull());
    clearSheets();
    await paying;
    expect([at().approval, at().order.phase, (await kept.waiting()).length]).toEqual([null, "open", 0]);
  });
  it("takes nothing for an order that another window of this till has sold", async () => {
    sell(tea);
    const { order } = at();
    await tender([card(500)]);
    useTill.setState({ order, done: null }); // this window has not heard of it
    await kept.keepCart(order); // and wrote what was tapped last
    await tender([card(500)]);
    expect(at().problem).toBe("paidElsewhere");
    expect(at().order.lines).toEqual([]);
    expect(await kept.waiting()).toHaveLength(1);
  });
  it("that got no answer where nothing is kept is asked for again as it was, and nothing else before", async () => {
    sell(tea);
    useTill.setState({ durable: false });
    await tender([card(500)]);
    expect([at().problem, at().done]).toEqual(["unanswered", null]);
    sell(tea);
    await tender([{ method: "cash", amount: 500, tendered: 500, tip: 0 }]);
    expect(asked.filter(({ path }) => path === "/orders")).toHaveLength(1);
    const first = asked[0]?.body;
    server({ "POST /orders": ({ body }) => soldAs(body.clientOrderId, 5) });
    await askAgain();
    expect(asked[0]?.body).toEqual(first);
    expect([at().done?.state, at().order.lines.length, at().unanswered]).toEqual(["accepted", 0, null]);
  });
  it("pays what is left where parts of the order are paid, and nothing changes the order before", async () => {
    sell(tea);
    change((order) => setPayments(order, [card(200)]));
    sell(tea);
    expect([at().problem, at().order.lines[0]?.quantity]).toEqual(["partPaid", 1]);
    expect((await kept.cart())?.payments).toEqual([card(200)]);
    await tenderRest("cash", 300);
    expect((await kept.waiting())[0]?.body.payments).toEqual([
      { method: "card", amount: 2 },
      { method: "cash", amount: 3, tendered: 3 },
    ]);
  });
});

describe("what waits for the server", () => {
  it("leaves the counter alone when it is being paid by then", async () => {
    sell(tea);
    useTill.setState((state) => ({ order: { ...state.order, phase: "tendering" } }));
    const { order } = at();
    server({ "GET /tabs/t1": () => ok({ tab: tab() }) });
    await hold();
    await resume("t1");
    expect([at().order, asked]).toEqual([order, []]);
  });
  it("does not put away, nor lay down, what is paid meanwhile", async () => {
    server({ "GET /tabs/t1": () => ok({ tab: tab() }) });
    await resume("t1");
    const [line] = at().order.lines;
    if (!line) throw new Error("the tab has a line");
    let settle = (_: Response) => {};
    server({ "DELETE /tabs/t1/lines/a": () => new Promise((resolve) => (settle = resolve)) });
    const removing = removeFromTab(line, "wrong");
    useTill.setState((state) => ({ order: { ...state.order, phase: "tendering" } }));
    const { order } = at();
    settle(ok({ tab: tab({ lines: [], version: 4 }) }));
    await removing;
    expect(at().order).toBe(order);
  });
  it("cannot be paid while it is put away", async () => {
    sell(tea);
    let settle = (_: Response) => {};
    server({ "POST /tabs": () => new Promise((resolve) => (settle = resolve)) });
    const holding = hold();
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    const lines = [{ ...tab().lines[0], clientLineId: at().order.lines[0]?.id }] as Tab["lines"];
    await tender([card(500)]);
    settle(ok({ tab: tab({ lines }) }));
    await holding;
    expect([at().order.lines.length, (await kept.waiting()).length]).toEqual([0, 0]);
  });
  it("keeps the discount of a tab's order when the tab is laid down anew", async () => {
    server({ "GET /tabs/t1": () => ok({ tab: tab() }) });
    await resume("t1");
    change((order) => setOrderDiscount(order, half));
    server({ "POST /tabs/t1/cancel": () => refuse(403, "FORBIDDEN") });
    await expect(cancelTab("gone")).rejects.toThrow();
    const [line] = at().order.lines;
    if (!line) throw new Error("the tab has a line");
    server({ "DELETE /tabs/t1/lines/a": () => refuse(409, "TAB_CHANGED", { tab: tab({ version: 4 }) }) });
    await expect(removeFromTab(line, "wrong")).rejects.toThrow();
    expect([at().order.tab?.version, at().order.discount?.id]).toEqual([4, "half"]);
  });
});

describe("a tab that another till has closed", () => {
  const closed = (status: Tab["status"]) => refuse(409, "TAB_CLOSED", { tab: tab({ status, lines: [], version: 9 }) });
  beforeEach(async () => {
    server({ "GET /tabs/t1": () => ok({ tab: tab() }) });
    await resume("t1");
  });
  it("leaves the counter, and says why, when it is paid here too", async () => {
    server({ "POST /tabs/t1/settle": () => closed("settled") });
    await tender([card(500)]);
    expect([at().problem, at().order.tab, at().order.phase]).toEqual(["tabSettled", null, "open"]);
    expect(await kept.waiting()).toEqual([]);
  });
  it("leaves what is new here on the counter", async () => {
    sell(tea);
    server({ "POST /tabs/t1/lines": () => closed("cancelled") });
    await hold();
    expect([at().problem, at().order.tab, at().held]).toEqual(["tabCancelled", null, null]);
    expect(at().order.lines.map((line) => [line.name, line.known])).toEqual([["Tea", null]]);
  });
  it("is not booked in part: what was taken here is to be given back", async () => {
    change((order) => setPayments(order, [card(200)]));
    server({ "POST /tabs/t1/settle": () => closed("settled") });
    await tender([card(200), card(300)]);
    expect([at().problem, at().order.tab, at().order.payments]).toEqual(["closedPartPaid", null, undefined]);
  });
  it("is not said to be put away, nor laid down", async () => {
    server({ "GET /tabs/t1": () => ok({ tab: tab({ status: "settled", lines: [] }) }) });
    await hold();
    expect([at().problem, at().held, at().order.tab]).toEqual(["tabSettled", null, null]);
    await resume("t1");
    expect([at().problem, at().order.tab]).toEqual(["tabSettled", null]);
  });
});

const refusedAs = (state: Waiting["state"]): Waiting => ({
  id: "s1",
  path: "/tabs/t1/settle",
  body: { version: 3, lines: [{ lineId: "a", quantity: 1 }] },
  till: null,
  approval: null,
  total: 500,
  soldBy: "ada",
  at: Date.now(),
  state,
  tries: 1,
  words: "changed",
});

describe("a sale that somebody has to look at", () => {
  const refused = refusedAs("attention");
  it("goes again for the same lines, at the version the tab has now", async () => {
    await kept.keepCart(emptyOrder("s1"));
    await kept.sell(refused, { id: "s1" } as Done, emptyOrder(newId()));
    server({ "GET /tabs/t1": () => ok({ tab: tab({ version: 7 }) }) });
    await retry(refused, null);
    expect(await kept.waiting()).toMatchObject([{ state: "waiting", body: { ...refused.body, version: 7 } }]);
  });
  it("is found at the server by its own id", async () => {
    const listed = { id: "o1", order_number: "ORD-1-1", total: 5, client_order_id: "s1" };
    server({
      "GET /orders": ({ path }) => ok({ orders: path === "/orders?client_order_id=s1" ? [listed] : [] }),
    });
    expect((await orders.ofClient("s1"))?.order).toMatchObject({ id: "o1", clientOrderId: "s1" });
    expect(await orders.ofClient("s2")).toBeNull();
  });
});

describe("a sale of another window", () => {
  it("is marked as arrived by whichever window brings it to the server", async () => {
    await kept.keepCart(emptyOrder("s1"));
    await kept.sell(refusedAs("waiting"), { id: "s1", state: "kept" } as Done, emptyOrder(newId()));
    server({ "POST /tabs/t1/settle": () => soldAs("s1", 5) });
    const stop = startSending();
    await vi.waitFor(async () =>
      expect(await kept.done()).toMatchObject({ id: "s1", state: "accepted", orderId: "o1" }),
    );
    stop();
  });
});

describe("undo", () => {
  const done = (id: string): Done => ({
    id,
    total: 500,
    change: 0,
    isCash: true,
    tip: 0,
    at: 1,
    state: "accepted",
    orderId: "o1",
    number: "ORD-1-1",
    printing: "",
    warnings: [],
    sold: { ...emptyOrder(id), phase: "paid" },
  });
  it("leaves the band of a sale that was made meanwhile alone", async () => {
    useTill.setState({ done: done("s1") });
    let settle = (_: Response) => {};
    server({ "POST /orders/o1/void": () => new Promise((resolve) => (settle = resolve)) });
    const undoing = undo();
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    useTill.setState({ done: done("s2") });
    settle(ok({}));
    await undoing;
    expect(at().done).toMatchObject({ id: "s2", state: "accepted" });
  });
  it("shows in the band also where it was done elsewhere, of that sale alone", async () => {
    await kept.keepDone(done("s1"));
    useTill.setState({ done: done("s1") });
    await showUndone("o2");
    expect(at().done?.state).toBe("accepted");
    await showUndone("o1");
    expect([at().done?.state, (await kept.done())?.state]).toEqual(["undone", "undone"]);
  });
});

describe("a cart that another window left", () => {
  it("is taken over, unless it was sold", async () => {
    const theirs = emptyOrder("theirs");
    await kept.keepCart(theirs);
    await adoptCart();
    expect(at().order.id).toBe("theirs");
    await kept.sell({ ...({} as Waiting), id: "theirs" }, { id: "theirs" } as Done, emptyOrder("next"));
    await kept.keepCart(theirs);
    await adoptCart();
    expect(at().order.id).not.toBe("theirs");
  });
});
