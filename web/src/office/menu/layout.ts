import { newId } from "../../shared/api/id";
import type { Product } from "../../shared/order/catalog";
import { type Color, type Page, type Place, type Tile, tileKey, tilesOf } from "../../shared/order/tiles";
import { search } from "./model";

/** What GET /till_layout says. */
export interface Layout {
  version: number;
  pages: Page[];
}

/** A page as it is being arranged; its name may change, its key does not. */
export interface PageDraft extends Page {
  key: string;
}

export const pageDrafts = ({ pages }: Layout): PageDraft[] => pages.map((page) => ({ ...page, key: newId() }));

/** What PUT /till_layout takes. */
export function layoutBody(pages: readonly Page[]) {
  return {
    pages: pages.map(({ name, color, tiles }) => ({
      name,
      color,
      tiles: tiles.map((tile) => ({ menuItemId: tile.menuItemId, color: tile.color })),
    })),
  };
}

/** The list with what stands at `from` at `to`; beyond an end is at that end. */
export function moved<Entry>(list: readonly Entry[], from: number, to: number): Entry[] {
  const entry = list[from];
  if (entry === undefined) return [...list];
  const rest = list.toSpliced(from, 1);
  return rest.toSpliced(Math.min(Math.max(to, 0), rest.length), 0, entry);
}

/** Where a key takes the tile at `at`, in a grid of so many columns; null: it is no key that moves. */
export function target(key: string, at: number, count: number, columns: number, isRtl: boolean): number | null {
  const forward = isRtl ? -1 : 1;
  const steps = new Map([
    ["ArrowLeft", at - forward],
    ["ArrowRight", at + forward],
    ["ArrowUp", at - columns],
    ["ArrowDown", at + columns],
    ["Home", 0],
    ["End", count - 1],
  ]);
  const to = steps.get(key);
  return to === undefined ? null : Math.min(Math.max(to, 0), count - 1);
}

/** The place of a tile that is put on a page. */
export function placeOf(tile: Tile): Place {
  const { name, category } = tile;
  return { menuItemId: tile.products[0]?.id ?? "", name, category, color: null };
}

export const isOn = (page: Page, tile: { name: string; category: string }) =>
  page.tiles.some((place) => tileKey(place) === tileKey(tile));

/** The tiles of the menu that are not on the page and have every word of the search. */
export function addable(products: readonly Product[], page: Page, text: string): Tile[] {
  const wanted = new Set(search(products, text, "").map(tileKey));
  return tilesOf(products).filter((tile) => wanted.has(tileKey(tile)) && !isOn(page, tile));
}

/** The page with another colour of one tile. */
export function recolored(page: PageDraft, at: number, color: Color | null): PageDraft {
  return { ...page, tiles: page.tiles.map((place, index) => (index === at ? { ...place, color } : place)) };
}
