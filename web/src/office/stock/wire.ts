export interface StockItem {
  id: string;
  name: string;
  category: string;
  currentStock: number;
  minStockLevel: number;
  maxStockLevel: number;
  unit: string;
  /** Absent for who may not see costs. */
  costPerUnit?: number | null;
  supplier: string | null;
  expiryDate: string | null;
  barcode: string | null;
  description: string | null;
  location: string | null;
  status: "in_stock" | "low_stock" | "out_of_stock" | "expired";
}

export interface Movement {
  id: string;
  type: string;
  quantity: number;
  previousStock: number;
  newStock: number;
  notes: string;
  createdAt: string;
}

export interface Alert {
  id: string;
  inventory_item_id?: string | null;
  alert_time: string;
  alert_type: string;
  severity: string;
  message: string;
  acknowledged: boolean;
  resolved: boolean;
}

export interface Count {
  id: string;
  notes: string;
  createdAt: string;
  lines: {
    inventoryItemId: string;
    name: string;
    unit: string;
    expected: number;
    counted: number;
    variance: number;
    varianceValue?: number | null;
  }[];
  totalVarianceValue?: number | null;
}
