import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { pages, settingsDraft } from "./model";
import { type Settings, saveSettings } from "./wire";

const pos = { taxes: [], discounts: [], discountLimits: [], paymentMethods: ["cash"], defaultTipPercentages: [5] };
const before = settingsDraft({ pos } as unknown as Settings, pages.sales, "en");
let now = pos;
const sent: unknown[] = [];

beforeEach(() => {
  now = pos;
  sent.length = 0;
  vi.stubGlobal("fetch", async (_path: string, { method, body }: RequestInit) => {
    if (method === "PUT") sent.push(JSON.parse(String(body)));
    return new Response(JSON.stringify({ success: true, data: { pos: now } }));
  });
});
afterEach(() => vi.unstubAllGlobals());

it("sends nothing over a list that somebody else changed, and tells what is in it now", async () => {
  now = { ...pos, paymentMethods: ["cash", "card"] };
  const draft = { ...before, "pos.paymentMethods": "cash, mobile", "pos.enableTipping": true };
  expect(await saveSettings(draft, before, pages.sales, "en")).toEqual({ "pos.paymentMethods": "cash, card" });
  expect(sent).toEqual([]);
  // Seen and meant: one's own goes in its place.
  const seen = { ...before, "pos.paymentMethods": "cash, card" };
  expect(await saveSettings(draft, seen, pages.sales, "en")).toBeNull();
  expect(sent).toEqual([{ pos: { paymentMethods: ["cash", "mobile"], enableTipping: true } }]);
});

it("does not mind what somebody else changed beside it", async () => {
  now = { ...pos, defaultTipPercentages: [7] };
  expect(await saveSettings({ ...before, "pos.paymentMethods": "card" }, before, pages.sales, "en")).toBeNull();
  expect(sent).toEqual([{ pos: { paymentMethods: ["card"] } }]);
});
