import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { itemDraft } from "./model";
import type { PriceStep } from "./prices";
import { applyPrices, type MenuItem, type StoredItem, storeItem } from "./wire";

const calls: { method: string; path: string; body: unknown }[] = [];
let refused = "";
const answers: Record<string, unknown> = {
  "/menu_items": { id: "new" },
  "/option_groups": { optionGroups: [{ id: "milk", name: "Milk", minChoices: 0, maxChoices: 1, options: [] }] },
};

beforeEach(() => {
  calls.length = 0;
  refused = "";
  vi.stubGlobal("fetch", async (path: string, { method, body }: RequestInit) => {
    if (method !== "GET")
      calls.push({ method: String(method), path, body: body instanceof FormData ? "" : JSON.parse(String(body)) });
    const ok = !refused || !path.endsWith(refused);
    return new Response(JSON.stringify({ success: ok, data: answers[path] ?? { id: "old" }, errors: ["no"] }), {
      status: ok ? 200 : 422,
    });
  });
});
afterEach(() => vi.unstubAllGlobals());

it("goes on with the item that is stored when its groups were refused", async () => {
  let known: StoredItem = { id: null, draft: itemDraft(null) };
  const draft = { ...itemDraft(null), name: "Chai", price: "4", groups: ["milk"] };
  const store = (now: typeof draft) =>
    storeItem(known, now, null, "key", (stored) => {
      known = stored;
    });
  refused = "/option_groups";
  await expect(store(draft)).rejects.toThrow();
  refused = "";
  await store({ ...draft, name: "Chai tea" });
  expect(calls.map(({ method, path }) => `${method} ${path}`).filter((call) => call.startsWith("POST"))).toHaveLength(
    1,
  );
  expect(calls.slice(-2)).toEqual([
    { method: "PUT", path: "/menu_items/new", body: { name: "Chai tea" } },
    { method: "PUT", path: "/menu_items/new/option_groups", body: { groups: [{ groupId: "milk" }] } },
  ]);
  calls.length = 0;
  await store({ ...draft, name: "Chai tea" });
  expect(calls).toEqual([]);
});

it("sends only what was changed of an item", async () => {
  const item = { name: "Tea", size: "Small", price: 3, category: "Tea", sortOrder: 1, isActive: true } as MenuItem;
  const before = { id: "old", draft: itemDraft(item) };
  await storeItem(before, { ...before.draft, price: "3,20" }, null, "key", () => undefined);
  expect(calls).toEqual([{ method: "PUT", path: "/menu_items/old", body: { price: 3.2 } }]);
});

it("keeps a group that somebody else gave the item meanwhile", async () => {
  answers["/menu_items/old?expand=options"] = { id: "old", optionGroups: [{ id: "syrup" }, { id: "sugar" }] };
  const before = { id: "old", draft: { ...itemDraft(null), groups: ["sugar"] } };
  await storeItem(before, { ...before.draft, groups: ["milk"] }, null, "key", () => undefined);
  expect(calls).toEqual([
    {
      method: "PUT",
      path: "/menu_items/old/option_groups",
      body: { groups: [{ groupId: "syrup" }, { groupId: "milk" }] },
    },
  ]);
});

const menuOf = (prices: Record<string, number>) => {
  answers["/menu_items"] = { menu_items: Object.entries(prices).map(([id, price]) => ({ id, price })) };
};
const step = (id: string, from: number, to: number): PriceStep => ({ id, name: id, from, to });

it("sets prices one by one, leaves what somebody else changed, and says what became of each", async () => {
  menuOf({ a: 3, b: 3.5, c: 4, d: 5 });
  refused = "/c";
  const heard: string[] = [];
  const results = await applyPrices(
    [step("a", 300, 310), step("b", 300, 310), step("c", 400, 410), step("d", 450, 500), step("e", 100, 110)],
    (result) => heard.push(result.outcome),
  );
  expect(calls.map(({ path, body }) => [path, body])).toEqual([
    ["/menu_items/a", { price: 3.1 }],
    ["/menu_items/c", { price: 4.1 }],
  ]);
  expect(heard).toEqual(["done", "changed", "refused", "done", "gone"]);
  expect(results[1]).toMatchObject({ now: 350 });
  expect(results[2]).toMatchObject({ problem: { message: "no" } });
});

it("raises nothing twice when it is tried again, and stops after a silence", async () => {
  menuOf({ a: 3.1, b: 3 });
  vi.stubGlobal("fetch", async (path: string, { method }: RequestInit) => {
    if (method === "PUT") {
      calls.push({ method, path, body: null });
      throw new TypeError("no network");
    }
    return new Response(JSON.stringify({ success: true, data: answers[path] }));
  });
  const steps = [step("a", 300, 310), step("b", 300, 310), step("b", 300, 310)];
  const results = await applyPrices(steps, () => undefined);
  expect(results.map((result) => result.outcome)).toEqual(["done", "refused", "refused"]);
  expect(calls).toHaveLength(1);
});
