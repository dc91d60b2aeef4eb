import { describe, expect, it } from "vitest";
import { testProduct } from "../../shared/order/testProduct";
import { addable, layoutBody, moved, pageDrafts, placeOf, recolored, target } from "./layout";

const product = (id: string, name: string, size = "") => testProduct({ id, name, size });
const menu = [product("1", "Café crème"), product("2", "Latte", "Small"), product("3", "Latte", "Large")];
const place = (id: string, name: string) => ({ menuItemId: id, name, category: "Coffee", color: null });
const page = { name: "Hot", color: "red" as const, tiles: [place("3", "Latte")] };

describe("moving", () => {
  it("puts one entry elsewhere and keeps the others' order", () => {
    expect(moved(["a", "b", "c", "d"], 0, 2)).toEqual(["b", "c", "a", "d"]);
    expect(moved(["a", "b", "c", "d"], 3, 1)).toEqual(["a", "d", "b", "c"]);
    expect(moved(["a", "b"], 0, 9)).toEqual(["b", "a"]);
    expect(moved(["a", "b"], 1, -9)).toEqual(["b", "a"]);
    expect(moved(["a", "b"], 7, 0)).toEqual(["a", "b"]);
  });
  it("goes by arrows, a row up and down, and to the ends", () => {
    const to = (key: string, isRtl = false) => target(key, 5, 12, 4, isRtl);
    expect(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"].map((key) => to(key))).toEqual([
      4, 6, 1, 9, 0, 11,
    ]);
    expect([to("ArrowLeft", true), to("ArrowRight", true)]).toEqual([6, 4]);
    expect([to("Enter"), to("toString"), target("ArrowUp", 2, 12, 4, false)]).toEqual([null, null, 0]);
  });
});

describe("a page", () => {
  it("takes what is not on it yet, whatever the accents", () => {
    expect(addable(menu, page, "").map((tile) => tile.name)).toEqual(["Café crème"]);
    expect(addable(menu, { ...page, tiles: [] }, "latte large").map((tile) => tile.products.length)).toEqual([2]);
    expect(addable(menu, page, "CAFE").map(placeOf)).toEqual([place("1", "Café crème")]);
    expect(addable(menu, page, "tea")).toEqual([]);
  });
  it("is sent without what only people read", () => {
    const [draft] = pageDrafts({ version: 1, pages: [page] });
    if (!draft) throw new Error("no page");
    expect(layoutBody([recolored(draft, 0, "teal")])).toEqual({
      pages: [{ name: "Hot", color: "red", tiles: [{ menuItemId: "3", color: "teal" }] }],
    });
  });
});
