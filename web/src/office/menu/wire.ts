export interface MenuItem {
  id: string;
  name: string;
  size: string;
  price: number;
  category: string;
  description: string | null;
  imageUrl: string | null;
  isActive: boolean;
  sortOrder: number;
  volume: string | null;
  allergens: string | null;
  calories: number | null;
  stationId?: string | null;
  barcode?: string | null;
  openPrice?: boolean;
  availability?: { available: boolean; until: string | null };
  optionGroups?: { id: string; name: string; minChoices: number; maxChoices: number | null }[];
}

export interface Option {
  id?: string;
  name: string;
  priceDelta: number;
  isDefault: boolean;
  maxQuantity: number;
  sortOrder: number;
  availability?: { available: boolean; until: string | null };
  /** What it does to the recipe; kept as it is. */
  ingredients?: unknown;
}

export interface OptionGroup {
  id: string;
  name: string;
  minChoices: number;
  maxChoices: number | null;
  sortOrder: number;
  options: Option[];
}

export interface ImportAnswer {
  imported: number;
  skipped: number;
  errors: number;
  details: { row: number; error: string; data: string }[];
}

export interface Recipe {
  ingredients: { inventoryItemId: string; name: string; quantity: number; unit: string }[];
  /** Absent for who may not see costs. */
  cost?: number | null;
}
