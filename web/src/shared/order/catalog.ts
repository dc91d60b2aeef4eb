import { fromWire, type Minor } from "../money/money";
import { coinOf, type Discount, type Service, type Tax } from "./pricing";
import type { Page } from "./tiles";

/** What can be sold and how it is charged, as the till keeps it: amounts in minor units, rates in ppm. */

export interface Option {
  id: string;
  name: string;
  priceDelta: Minor;
  isDefault: boolean;
  maxQuantity: number;
  soldOut: boolean;
}

export interface OptionGroup {
  id: string;
  name: string;
  minChoices: number;
  /** null: as many as there are. */
  maxChoices: number | null;
  options: Option[];
}

/** What a guest may have in a slot of a combo, with what its line needs of the menu. */
export interface SlotChoice {
  productId: string;
  name: string;
  size: string;
  category: string;
  /** Of the item by itself. */
  price: Minor;
  /** What it adds to the combo's price. */
  priceDelta: Minor;
  isDefault: boolean;
  soldOut: boolean;
  groups: OptionGroup[];
}

/** Of its choices a combo has exactly one. */
export interface Slot {
  name: string;
  choices: SlotChoice[];
}

export interface Product {
  id: string;
  name: string;
  size: string;
  price: Minor;
  category: string;
  imageUrl: string | null;
  allergens: string | null;
  barcode: string | null;
  openPrice: boolean;
  soldOut: boolean;
  groups: OptionGroup[];
  /** Of a combo. */
  slots?: Slot[] | undefined;
}

export interface DiscountPreset {
  id: string;
  name: string;
  discount: Discount;
  needsApproval: boolean;
}

export interface Rules {
  storeName: string;
  currency: string;
  taxes: Tax[];
  taxInclusive: boolean;
  coin: Minor;
  methods: string[];
  tips: number[];
  discounts: DiscountPreset[];
  limits: { role: string; ppm: number }[];
}

export interface Snapshot {
  products: Product[];
  rules: Rules;
  /** As the café has arranged them; absent of what an older page has kept. */
  pages?: Page[];
  /** When the first of what is sold out comes back by itself, in ms since 1970; null: nothing does. */
  changesAt: number | null;
}

interface WireAvailability {
  available: boolean;
  until?: string | null;
}
interface WireOption {
  id: string;
  name: string;
  priceDelta: number;
  isDefault: boolean;
  maxQuantity: number;
  sortOrder: number;
  availability?: WireAvailability | null;
}
interface WireGroup {
  id: string;
  name: string;
  minChoices: number;
  maxChoices: number | null;
  options: WireOption[];
}
interface WireChoice {
  menuItemId: string;
  priceDelta: number;
  isDefault: boolean;
}
export interface WireItem {
  id: string;
  name: string;
  size: string;
  price: number;
  category: string;
  imageUrl: string | null;
  isActive: boolean;
  sortOrder: number;
  allergens: string | null;
  barcode?: string | null;
  openPrice?: boolean;
  kind?: string;
  availability?: WireAvailability | null;
  optionGroups?: WireGroup[];
  combo?: { slots: { name: string; choices: WireChoice[] }[] } | null;
}
export interface WireSettings {
  general: { storeName: string; currency: string };
  pos: {
    enableTipping: boolean;
    defaultTipPercentages: number[];
    roundingMode: string;
    paymentMethods: string[];
    taxes: { name: string; rate: number; categories: string[]; service?: Service | null }[];
    taxInclusive: boolean;
    discounts: { id: string; name: string; type: string; value: number; needsApproval: boolean }[];
    discountLimits: { role: string; percent: number }[];
  };
}

/** A rate in percent of at most four decimals, in ppm. */
const ppmOf = (percent: number) => Math.round(percent * 10_000);

const bySortOrder = (a: { sortOrder: number }, b: { sortOrder: number }) => a.sortOrder - b.sortOrder;

function productOf(item: WireItem): Product {
  return {
    id: item.id,
    name: item.name,
    size: item.size,
    price: fromWire(item.price),
    category: item.category,
    imageUrl: item.imageUrl,
    allergens: item.allergens,
    barcode: item.barcode ?? null,
    openPrice: item.openPrice ?? false,
    soldOut: item.availability?.available === false,
    groups: (item.optionGroups ?? []).map((group) => ({
      id: group.id,
      name: group.name,
      minChoices: group.minChoices,
      maxChoices: group.maxChoices,
      options: [...group.options].sort(bySortOrder).map((option) => ({
        id: option.id,
        name: option.name,
        priceDelta: fromWire(option.priceDelta),
        isDefault: option.isDefault,
        maxQuantity: option.maxQuantity,
        soldOut: option.availability?.available === false,
      })),
    })),
  };
}

/** A choice whose item is not on the menu cannot be sold. */
function slotsOf(item: WireItem, products: ReadonlyMap<string, Product>): Slot[] {
  return (item.combo?.slots ?? []).map((slot) => ({
    name: slot.name,
    choices: slot.choices.flatMap((choice) => {
      const of = products.get(choice.menuItemId);
      if (!of) return [];
      const { id: productId, name, size, category, price, soldOut, groups } = of;
      const { isDefault } = choice;
      const priceDelta = fromWire(choice.priceDelta);
      return [{ productId, name, size, category, price, priceDelta, isDefault, soldOut, groups }];
    }),
  }));
}

/** The menu of GET /menu_items?expand=options, in its order; without combos that have nothing for one of their slots. */
export function productsOf(items: readonly WireItem[]): Product[] {
  const active = items.filter((item) => item.isActive);
  const plain = new Map(active.filter((item) => item.kind !== "combo").map((item) => [item.id, productOf(item)]));
  return active.flatMap((item) => {
    const product = plain.get(item.id);
    if (product) return [product];
    const slots = slotsOf(item, plain);
    const sellable = slots.length > 0 && slots.every((slot) => slot.choices.length > 0);
    return sellable ? [{ ...productOf(item), slots }] : [];
  });
}

/** When the first of what is sold out comes back by itself, in ms since 1970; null where nothing does. */
export function changesAt(items: readonly WireItem[]): number | null {
  const options = items.flatMap((item) => (item.optionGroups ?? []).flatMap((group) => group.options));
  const moments = [...items, ...options].flatMap(({ availability }) =>
    availability?.until && !availability.available ? [Date.parse(availability.until)] : [],
  );
  return moments.length > 0 ? Math.min(...moments) : null;
}

/** What the till needs of GET /settings. */
export function rulesOf({ general, pos }: WireSettings): Rules {
  return {
    storeName: general.storeName,
    currency: general.currency,
    taxes: pos.taxes.map((tax) => ({
      name: tax.name,
      ppm: ppmOf(tax.rate),
      categories: tax.categories,
      service: tax.service ?? null,
    })),
    taxInclusive: pos.taxInclusive,
    coin: coinOf(pos.roundingMode),
    methods: pos.paymentMethods,
    tips: pos.enableTipping ? pos.defaultTipPercentages : [],
    discounts: pos.discounts.map((preset) => ({
      id: preset.id,
      name: preset.name,
      needsApproval: preset.needsApproval,
      discount:
        preset.type === "percentage"
          ? { kind: "percentage", ppm: ppmOf(preset.value) }
          : { kind: "fixed", amount: fromWire(preset.value) },
    })),
    limits: pos.discountLimits.map((limit) => ({ role: limit.role, ppm: ppmOf(limit.percent) })),
  };
}

/** Whether it matters for a tax how guests have what they buy: only then anybody is asked. */
export function usesService(rules: Rules): boolean {
  return rules.taxes.some((tax) => tax.service);
}
