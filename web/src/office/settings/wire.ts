import { api } from "../../shared/api/client";
import { type Draft, listsChangedMeanwhile, type Spec, settingsChanges, settingsDraft } from "./model";

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

/** Sends what of the draft was changed, unless a list of it was changed by somebody else meanwhile: then nothing is sent, and the
 * answer has those lists as they are now. */
export async function saveSettings(
  draft: Draft,
  before: Draft,
  specs: readonly Spec[],
  language: string,
): Promise<Draft | null> {
  const now = settingsDraft(await api.get<Settings>("/settings"), specs, language);
  const theirs = listsChangedMeanwhile(draft, before, now, specs, language);
  if (theirs.length > 0) return Object.fromEntries(Object.entries(now).filter(([path]) => theirs.includes(path)));
  const body = settingsChanges(draft, before, specs, language);
  if (body) await api.put("/settings", body);
  return null;
}
