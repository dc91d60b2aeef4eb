import { describe, expect, it } from "vitest";
import { testProduct } from "./testProduct";
import { type Page, sectionsOf } from "./tiles";

const product = (name: string, size: string, category: string) =>
  testProduct({ id: `${name} ${size}`, name, size, category });
const menu = [
  product("Bagel", "", "Food"),
  product("Latte", "Small", "Coffee"),
  product("Latte", "Large", "Coffee"),
  product("Tea", "", "Tea"),
];
const place = (name: string, category: string) => ({ menuItemId: name, name, category, color: null });
const page = (name: string, ...tiles: Page["tiles"]): Page => ({ name, color: null, tiles });
const namesIn = (pages: Page[]) =>
  sectionsOf(menu, pages).map(({ name, tiles }) => [name, tiles.map((one) => one.name)]);

describe("sections", () => {
  it("are the whole menu and its categories where nothing is arranged", () => {
    expect(namesIn([])).toEqual([
      [null, ["Bagel", "Latte", "Tea"]],
      ["Food", ["Bagel"]],
      ["Coffee", ["Latte"]],
      ["Tea", ["Tea"]],
    ]);
  });
  it("begin with the café's pages, in its order, with all sizes on a tile", () => {
    const pages = [page("Hot", place("Tea", "Tea"), place("Latte", "Coffee")), page("Cold", place("Bagel", "Food"))];
    expect(namesIn(pages).slice(0, 3)).toEqual([
      ["Hot", ["Tea", "Latte"]],
      ["Cold", ["Bagel"]],
      [null, ["Bagel", "Latte", "Tea"]],
    ]);
    const [hot] = sectionsOf(menu, pages);
    expect(hot?.tiles[1]?.products.map((one) => one.size)).toEqual(["Small", "Large"]);
  });
  it("leave out what is not sold now, pages of nothing else, and what stands there twice", () => {
    const twice = page("Tea", place("Tea", "Tea"), place("Gone", "Tea"), place("Tea", "Tea"));
    expect(namesIn([page("Gone", place("Gone", "Tea")), twice]).slice(0, 2)).toEqual([
      ["Tea", ["Tea"]],
      [null, ["Bagel", "Latte", "Tea"]],
    ]);
  });
  it("may be called as a category is", () => {
    const keys = sectionsOf(menu, [page("Tea", place("Tea", "Tea"))]).map((section) => section.key);
    expect(new Set(keys).size).toBe(keys.length);
  });
  it("mark a tile on its page alone", () => {
    const [own, all] = sectionsOf(menu, [page("Tea", { ...place("Tea", "Tea"), color: "teal" })]);
    expect(own?.tiles[0]?.color).toBe("teal");
    expect(all?.tiles.some((tile) => tile.color)).toBe(false);
  });
});
