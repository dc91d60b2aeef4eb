import type { Product } from "./catalog";

/** A product of tests: coffee at 1.00 unless said otherwise. */
export const testProduct = (given: Partial<Product> & { id: string }): Product => ({
  name: given.id,
  size: "",
  price: 100,
  category: "Coffee",
  imageUrl: null,
  allergens: null,
  barcode: null,
  openPrice: false,
  soldOut: false,
  groups: [],
  ...given,
});
