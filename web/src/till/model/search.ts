import type { Product } from "../../shared/order/catalog";

/** For comparing as people type: without accents and case. */
function folded(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/ß/g, "ss")
    .replace(/ø/gi, "o")
    .replace(/æ/gi, "ae")
    .replace(/œ/gi, "oe")
    .replace(/ł/gi, "l")
    .toLowerCase();
}

/** Products that have every word of the search in name, size, category or barcode. */
export function found(products: readonly Product[], search: string): Product[] {
  const words = folded(search).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...products];
  return products.filter((product) => {
    const text = folded(`${product.name} ${product.size} ${product.category} ${product.barcode ?? ""}`);
    return words.every((word) => text.includes(word));
  });
}

/** A product of the menu with its sizes, which share one tile. */
export interface Tile {
  name: string;
  category: string;
  imageUrl: string | null;
  products: Product[];
}

/** Tiles in the menu's order; sizes of one name and category together. */
export function tilesOf(products: readonly Product[]): Tile[] {
  const tiles = new Map<string, Tile>();
  for (const product of products) {
    const key = `${product.category}\n${product.name}`;
    const tile = tiles.get(key);
    if (tile) tile.products.push(product);
    else
      tiles.set(key, {
        name: product.name,
        category: product.category,
        imageUrl: product.imageUrl,
        products: [product],
      });
  }
  return [...tiles.values()];
}
