export interface Tax {
  name: string;
  rate: number;
  categories: string[];
  service: string | null;
}

export interface Discount {
  id: string;
  name: string;
  type: string;
  value: number;
  needsApproval: boolean;
}

/** GET /settings. */
export interface Settings {
  general: {
    storeName: string;
    storeAddress: string;
    phoneNumber: string;
    taxNumber: string;
    email: string;
    currency: string;
    timezone: string;
    language: string;
    businessDayStart: string;
  };
  pos: {
    printReceiptAutomatically: boolean;
    askForCustomerName: boolean;
    enableTipping: boolean;
    defaultTipPercentages: number[];
    roundingMode: string;
    priceVariance: string;
    paymentMethods: string[];
    taxes: Tax[];
    taxInclusive: boolean;
    discounts: Discount[];
    discountLimits: { role: string; percent: number }[];
  };
  inventory: {
    enableLowStockAlerts: boolean;
    lowStockThreshold: number;
    enableExpirationAlerts: boolean;
    expirationWarningDays: number;
    oversell: string;
    costing: string;
  };
  reports: { enableAutomaticDailyReports: boolean; dailyReportTime: string; emailReportsTo: string[] };
  receipts: { reprint: number; columns: number; footer: string };
  security: {
    sessionTimeoutMinutes: number;
    maxLoginAttempts: number;
    lockoutDurationMinutes: number;
    pinAfterPasswordDays: number;
  };
}
