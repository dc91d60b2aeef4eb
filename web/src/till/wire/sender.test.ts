import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { emptyOrder } from "../../shared/order/order";
import { type Done, kept, PaidElsewhere, type Waiting } from "./db";
import { startSender } from "./sender";

const waiting = (id: string, total = 500): Waiting => ({
  id,
  path: "/orders",
  body: { clientOrderId: id },
  till: null,
  approval: null,
  total,
  soldBy: "mike",
  at: 1,
  state: "waiting",
  tries: 0,
  words: "",
});
const done = (id: string): Done => ({
  id,
  total: 500,
  change: 0,
  isCash: true,
  tip: 0,
  at: 1,
  state: "kept",
  orderId: null,
  number: null,
  printing: "",
  warnings: [],
  sold: null,
});

type Answer = (id: string) => Response;
const accepts =
  (total = 5): Answer =>
  (id) =>
    Response.json({
      success: true,
      errors: [],
      data: {
        order: { id: "o", orderNumber: "ORD-1", total, clientOrderId: id },
        printResult: { printed: false, queued: true, mock: false, error: null },
        warnings: [],
      },
    });
const refuses =
  (status: number): Answer =>
  () =>
    Response.json({ success: false, errors: ["because"], errorCode: "X", data: {} }, { status });

let sent: string[] = [];
/** A server that answers each try with the next of these; the last for ever. null: no answer. */
function server(...answers: (Answer | null)[]): void {
  sent = [];
  vi.stubGlobal("fetch", (_path: string, init: { headers: Headers }) => {
    const id = init.headers.get("Idempotency-Key") ?? "";
    const answer = answers[Math.min(sent.length, answers.length - 1)];
    sent.push(id);
    return answer ? Promise.resolve(answer(id)) : Promise.reject(new TypeError("gone"));
  });
}

const accepted: string[] = [];
let stop = () => {};
function start(): { wake: () => void } {
  const sender = startSender({ accepted: (entry) => accepted.push(entry.id), changed: () => undefined }, () => true);
  stop = sender.stop;
  return sender;
}

beforeEach(() => {
  accepted.length = 0;
});
afterEach(async () => {
  stop();
  vi.unstubAllGlobals();
  for (const entry of await kept.waiting()) await kept.dropWaiting(entry.id);
  await kept.keepDone(done("none"));
});

async function sell(...ids: string[]): Promise<void> {
  for (const id of ids) {
    await kept.keepCart(emptyOrder(id));
    await kept.sell(waiting(id), done(id), emptyOrder("next"));
  }
}

describe("kept sales", () => {
  it("are written with the next cart and the band, all or nothing", async () => {
    await sell("s1");
    expect((await kept.waiting()).map((entry) => entry.id)).toEqual(["s1"]);
    expect((await kept.cart())?.id).toBe("next");
    expect((await kept.done())?.id).toBe("s1");
    await expect(kept.sell(waiting("s1"), done("s1"), emptyOrder("later"))).rejects.toBeInstanceOf(PaidElsewhere);
    expect((await kept.cart())?.id).toBe("next");
  });
  it("leave only with an answer that has their total", async () => {
    await sell("s1");
    server(accepts(4.99));
    start();
    await vi.waitFor(async () => expect((await kept.waiting())[0]?.state).toBe("attention"));
    expect(accepted).toEqual([]);
  });
  it("go oldest first, and once", async () => {
    await sell("s1", "s2");
    server(accepts());
    const { wake } = start();
    wake();
    await vi.waitFor(() => expect(accepted).toEqual(["s1", "s2"]));
    expect(sent).toEqual(["s1", "s2"]);
    expect(await kept.waiting()).toEqual([]);
  });
  it("wait for a server that is silent or overloaded, and stay in order", async () => {
    await sell("s1", "s2");
    server(null, refuses(503), accepts());
    const { wake } = start();
    await vi.waitFor(async () => expect((await kept.waiting())[0]?.tries).toBe(1));
    wake();
    await vi.waitFor(async () => expect((await kept.waiting())[0]).toMatchObject({ tries: 2, words: "because" }));
    wake();
    await vi.waitFor(() => expect(accepted).toEqual(["s1", "s2"]));
    expect(sent).toEqual(["s1", "s1", "s1", "s2"]);
  });
  it("are looked up where the server has the id from other words, and leave only for the same money", async () => {
    await sell("s1", "s2");
    const listed = (id: string, total: number) => ({ id, order_number: "ORD-1", total, client_order_id: id });
    vi.stubGlobal("fetch", (_: string, init: { method: string }) =>
      Promise.resolve(
        init.method === "GET"
          ? Response.json({
              success: true,
              errors: [],
              data: { orders: [listed("s1", 5), listed("s2", 6)], pagination: { nextCursor: null } },
            })
          : Response.json(
              { success: false, errors: ["other"], errorCode: "IDEMPOTENCY_KEY_REUSED", data: {} },
              { status: 422 },
            ),
      ),
    );
    start();
    await vi.waitFor(async () =>
      expect(await kept.waiting()).toMatchObject([{ id: "s2", state: "attention", words: "ORD-1: 6.00" }]),
    );
    expect(accepted).toEqual(["s1"]);
  });
  it("stay for somebody to look at where they were refused, and hold up no other", async () => {
    await sell("s1", "s2");
    server(refuses(422), accepts());
    start();
    await vi.waitFor(() => expect(accepted).toEqual(["s2"]));
    expect(await kept.waiting()).toMatchObject([{ id: "s1", state: "attention", words: "because" }]);
  });
});
