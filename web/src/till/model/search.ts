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
