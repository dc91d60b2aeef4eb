import { fromWire, type Minor } from "../money/money";
import { coinOf, type Discount, type Service, type Tax } from "./pricing";

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
  /** When it was read, in ms since 1970. */
  readAt: number;
}

interface WireOption {
  id: string;
  name: string;
  priceDelta: number;
  isDefault: boolean;
  maxQuantity: number;
  sortOrder: number;
  availability?: { available: boolean } | null;
}
interface WireGroup {
  id: string;
  name: string;
  minChoices: number;
  maxChoices: number | null;
  options: WireOption[];
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
  availability?: { available: boolean } | null;
  optionGroups?: WireGroup[];
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
export const ppmOf = (percent: number) => Math.round(percent * 10_000);

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

/** The menu of GET /menu_items?expand=options, in its order; combos need parts that this till cannot ask for. */
export function productsOf(items: readonly WireItem[]): Product[] {
  return items.filter((item) => item.isActive && item.kind !== "combo").map(productOf);
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
