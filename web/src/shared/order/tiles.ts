import type { Product } from "./catalog";

/** What marks a page or a tile; `base.css` has a shade of each for every theme. */
export const colors = ["red", "orange", "yellow", "green", "teal", "blue", "purple", "pink"] as const;
export type Color = (typeof colors)[number];

/** A place on a page, as GET /till_layout has it. Name and category say which tile stands there. */
export interface Place {
  menuItemId: string;
  name: string;
  category: string;
  color: Color | null;
}

/** A page that the café has arranged for its tills. */
export interface Page {
  name: string;
  color: Color | null;
  tiles: Place[];
}

/** A product of the menu with its sizes, which share one tile. */
export interface Tile {
  name: string;
  category: string;
  imageUrl: string | null;
  products: Product[];
  color?: Color | null;
}

/** What products have in common that share a tile. */
export const tileKey = ({ name, category }: { name: string; category: string }) => `${category}\n${name}`;

/** Tiles in the menu's order; sizes of one name and category together. */
export function tilesOf(products: readonly Product[]): Tile[] {
  const tiles = new Map<string, Tile>();
  for (const product of products) {
    const { name, category, imageUrl } = product;
    const tile = tiles.get(tileKey(product));
    if (tile) tile.products.push(product);
    else tiles.set(tileKey(product), { name, category, imageUrl, products: [product] });
  }
  return [...tiles.values()];
}

/** What the till shows at once. */
export interface Section {
  key: string;
  /** null: of all there is. */
  name: string | null;
  color: Color | null;
  tiles: Tile[];
}

/** The tiles of a page; what is not sold now has none. */
function placed(page: Page, menu: ReadonlyMap<string, Tile>): Tile[] {
  const tiles = new Map<string, Tile>();
  for (const place of page.tiles) {
    const tile = menu.get(tileKey(place));
    if (tile) tiles.set(tileKey(place), { ...tile, color: place.color });
  }
  return [...tiles.values()];
}

/** The pages of the café's own that have something to sell, then the whole menu, then its categories. */
export function sectionsOf(products: readonly Product[], pages: readonly Page[]): Section[] {
  const all = tilesOf(products);
  const menu = new Map(all.map((tile) => [tileKey(tile), tile]));
  const categories = [...new Set(all.map((tile) => tile.category))];
  return [
    ...pages
      .map((page) => ({ key: `page ${page.name}`, name: page.name, color: page.color, tiles: placed(page, menu) }))
      .filter((section) => section.tiles.length > 0),
    { key: "all", name: null, color: null, tiles: all },
    ...categories.map((name) => ({
      key: `category ${name}`,
      name,
      color: null,
      tiles: all.filter((tile) => tile.category === name),
    })),
  ];
}
