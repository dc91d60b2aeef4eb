import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { changesAt, type WireItem } from "../shared/order/catalog";
import { useSession } from "../shared/session";
import { keepMenuFresh } from "./freshMenu";
import { restore, useTill } from "./store";
import { kept } from "./wire/db";

const minute = 60_000;
const item = (name: string, until?: string): WireItem => ({
  id: name,
  name,
  size: "",
  price: 1,
  category: "Tea",
  imageUrl: null,
  isActive: true,
  sortOrder: 0,
  allergens: null,
  availability: until ? { available: false, until } : { available: true },
});
const settings = {
  general: { storeName: "", currency: "USD" },
  pos: {
    enableTipping: false,
    defaultTipPercentages: [],
    roundingMode: "none",
    paymentMethods: [],
    taxes: [],
    taxInclusive: false,
    discounts: [],
    discountLimits: [],
  },
};

const pages = [{ name: "Hot", color: null, tiles: [] }];
let menus = 0;
let menu: () => Response | Promise<Response> = () => Response.error();
const answers = (items: WireItem[]) => Response.json({ success: true, errors: [], data: { menu_items: items } });
const names = () => useTill.getState().snapshot?.products.map((product) => product.name);
let fresh = keepMenuFresh();

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
  menus = 0;
  useSession.setState({ token: "t" });
  useTill.setState({ snapshot: null });
  vi.stubGlobal("fetch", async (path: string) => {
    if (path === "/settings") return Response.json({ success: true, errors: [], data: settings });
    if (path === "/till_layout") return Response.json({ success: true, errors: [], data: { version: 1, pages } });
    menus += 1;
    return menu();
  });
  fresh = keepMenuFresh();
});
afterEach(() => {
  fresh.stop();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe("the menu", () => {
  it("is kept with the café's pages, for when there is no server", async () => {
    menu = () => answers([item("Mint")]);
    fresh.refresh();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(useTill.getState().snapshot?.pages).toEqual(pages);
    vi.useRealTimers();
    await vi.waitFor(async () => expect((await kept.snapshot())?.pages).toEqual(pages));
  });
  it("is read again after no answer", async () => {
    menu = () => Promise.reject(new TypeError("gone"));
    fresh.refresh();
    await vi.advanceTimersByTimeAsync(1_000);
    menu = () => answers([item("Mint")]);
    await vi.advanceTimersByTimeAsync(15_000);
    expect([menus, names()]).toEqual([2, ["Mint"]]);
  });
  it("is read once more where it changed while it was read", async () => {
    let settle = (_: Response) => {};
    menu = () => new Promise((resolve) => (settle = resolve));
    fresh.refresh();
    await vi.advanceTimersByTimeAsync(10);
    fresh.refresh();
    menu = () => answers([item("New")]);
    await vi.advanceTimersByTimeAsync(10);
    settle(answers([item("Old")]));
    await vi.advanceTimersByTimeAsync(1_000);
    expect([menus, names()]).toEqual([2, ["New"]]);
  });
  it("is read again when the first of what is sold out comes back", async () => {
    const later = (minutes: number) => new Date(Date.now() + minutes * minute).toISOString();
    const items = [item("A", later(90)), item("B", later(10)), item("C")];
    expect(changesAt(items)).toBe(Date.now() + 10 * minute);
    menu = () => answers(items);
    fresh.refresh();
    await vi.advanceTimersByTimeAsync(9 * minute);
    expect(menus).toBe(1);
    menu = () => answers([item("B")]);
    await vi.advanceTimersByTimeAsync(2 * minute);
    expect([menus, names()]).toEqual([2, ["B"]]);
    await vi.advanceTimersByTimeAsync(600 * minute);
    expect(menus).toBe(2);
  });

  it("stays when the device opens what it kept only after the server has answered", async () => {
    let open = () => {};
    vi.spyOn(kept, "snapshot").mockReturnValue(new Promise((resolve) => (open = () => resolve(undefined))));
    menu = () => answers([item("Mint")]);
    const restored = restore();
    fresh.refresh();
    await vi.advanceTimersByTimeAsync(100);
    expect(names()).toEqual(["Mint"]);
    open();
    await restored;
    expect(names()).toEqual(["Mint"]);
  });
});
