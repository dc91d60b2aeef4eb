import { numberText, parseNumber } from "../data/amount";
import { listed } from "../data/fields";
import type { Discount, Settings, Tax } from "./wire";

export type Section = keyof Settings;
/** How a setting is typed. "words" and "numbers" are lists with commas between. */
export type Kind =
  | "text"
  | "area"
  | "number"
  | "time"
  | "check"
  | "words"
  | "numbers"
  | "choice"
  | "zone"
  | "taxes"
  | "discounts"
  | "limits";

export interface Spec {
  section: Section;
  name: string;
  kind: Kind;
  choices?: readonly string[];
}

const spec = (section: Section, name: string, kind: Kind, choices?: readonly string[]): Spec =>
  choices ? { section, name, kind, choices } : { section, name, kind };

/** The settings there are, by the page on which they stand. */
export const pages = {
  cafe: [
    spec("general", "storeName", "text"),
    spec("general", "storeAddress", "text"),
    spec("general", "phoneNumber", "text"),
    spec("general", "email", "text"),
    spec("general", "taxNumber", "text"),
    spec("general", "currency", "text"),
    spec("general", "language", "text"),
    spec("general", "timezone", "zone"),
    spec("general", "businessDayStart", "time"),
  ],
  sales: [
    spec("pos", "taxes", "taxes"),
    spec("pos", "taxInclusive", "check"),
    spec("pos", "paymentMethods", "words"),
    spec("pos", "roundingMode", "choice", ["none", "nearest_nickel", "nearest_dime", "nearest_half", "nearest_whole"]),
    spec("pos", "priceVariance", "choice", ["flag", "reject"]),
    spec("pos", "enableTipping", "check"),
    spec("pos", "defaultTipPercentages", "numbers"),
    spec("pos", "askForCustomerName", "check"),
    spec("pos", "discounts", "discounts"),
    spec("pos", "discountLimits", "limits"),
  ],
  receipts: [
    spec("pos", "printReceiptAutomatically", "check"),
    spec("receipts", "footer", "area"),
    spec("receipts", "columns", "number"),
    spec("receipts", "reprint", "number"),
  ],
  stock: [
    spec("inventory", "enableLowStockAlerts", "check"),
    spec("inventory", "lowStockThreshold", "number"),
    spec("inventory", "enableExpirationAlerts", "check"),
    spec("inventory", "expirationWarningDays", "number"),
    spec("inventory", "oversell", "choice", ["allow", "block"]),
    spec("inventory", "costing", "choice", ["fixed", "moving_average"]),
  ],
  mail: [
    spec("reports", "enableAutomaticDailyReports", "check"),
    spec("reports", "dailyReportTime", "time"),
    spec("reports", "emailReportsTo", "words"),
  ],
  security: [
    spec("security", "sessionTimeoutMinutes", "number"),
    spec("security", "pinAfterPasswordDays", "number"),
    spec("security", "maxLoginAttempts", "number"),
    spec("security", "lockoutDurationMinutes", "number"),
  ],
} as const satisfies Record<string, readonly Spec[]>;

export type PageName = keyof typeof pages;

/** A row of a table of settings while it is typed; `key` tells rows apart. */
export interface TaxDraft {
  key: string;
  name: string;
  rate: string;
  categories: string;
  service: string;
}
export interface DiscountDraft {
  key: string;
  /** Empty until it is saved. */
  id: string;
  name: string;
  type: string;
  value: string;
  needsApproval: boolean;
}
export interface LimitDraft {
  key: string;
  role: string;
  percent: string;
}
export type Value = string | boolean | TaxDraft[] | DiscountDraft[] | LimitDraft[];
export type Draft = Readonly<Record<string, Value>>;

export const pathOf = (of: Spec) => `${of.section}.${of.name}`;

function draftValue(kind: Kind, value: unknown, language: string): Value {
  switch (kind) {
    case "check":
      return value === true;
    case "number":
      return numberText(value as number, language);
    case "words":
    case "numbers":
      return (value as (string | number)[]).join(", ");
    case "taxes":
      return (value as Tax[]).map((tax, index) => ({
        key: `${index}`,
        name: tax.name,
        rate: numberText(tax.rate, language),
        categories: tax.categories.join(", "),
        service: tax.service ?? "",
      }));
    case "discounts":
      return (value as Discount[]).map((discount, index) => ({
        ...discount,
        key: `${index}`,
        value: numberText(discount.value, language),
      }));
    case "limits":
      return (value as { role: string; percent: number }[]).map((limit, index) => ({
        key: `${index}`,
        role: limit.role,
        percent: numberText(limit.percent, language),
      }));
    default:
      return String(value ?? "");
  }
}

/** "de-at" is de-AT. What is no language goes as it was typed. */
function languageTag(text: string): string {
  try {
    return Intl.getCanonicalLocales(text)[0] ?? text;
  } catch {
    return text;
  }
}

/** Words that have one spelling only, however they are typed: phones begin a line with a capital. */
const spellings: Record<string, (text: string) => string> = {
  "general.currency": (text) => text.toUpperCase(),
  "general.language": languageTag,
  "pos.paymentMethods": (text) => text.toLowerCase(),
};

/** What is no number goes as it was typed: the server says at the field what it wants. */
function wireValue(kind: Kind, value: Value, language: string): unknown {
  const number = (text: string) => parseNumber(text, language) ?? text.trim();
  switch (kind) {
    case "number":
      return number(value as string);
    case "words":
      return listed(value as string);
    case "numbers":
      return listed(value as string).map(number);
    case "taxes":
      return (value as TaxDraft[]).map((tax) => ({
        name: tax.name.trim(),
        rate: number(tax.rate),
        categories: listed(tax.categories),
        service: tax.service || null,
      }));
    case "discounts":
      return (value as DiscountDraft[]).map(({ id, name, type, value: amount, needsApproval }) => ({
        id,
        name: name.trim(),
        type,
        value: number(amount),
        needsApproval,
      }));
    case "limits":
      return (value as LimitDraft[]).map((limit) => ({ role: limit.role.trim(), percent: number(limit.percent) }));
    default:
      return value;
  }
}

/** The settings of a page as its form holds them, by path such as `pos.taxes`. */
export function settingsDraft(settings: Settings, specs: readonly Spec[], language: string): Draft {
  return Object.fromEntries(
    specs.map((of) => [
      pathOf(of),
      draftValue(of.kind, (settings[of.section] as unknown as Record<string, unknown>)[of.name], language),
    ]),
  );
}

/** A part of the settings, as PUT /settings takes it. */
export type SettingsBody = Record<string, Record<string, unknown>>;

/** What of a draft differs from how it began, as it is sent; null if nothing does. */
export function settingsChanges(
  draft: Draft,
  before: Draft,
  specs: readonly Spec[],
  language: string,
): SettingsBody | null {
  const body: SettingsBody = {};
  for (const of of specs) {
    const path = pathOf(of);
    const value = draft[path];
    if (value === undefined || JSON.stringify(value) === JSON.stringify(before[path])) continue;
    const spelling = spellings[path];
    const spelled = spelling && typeof value === "string" ? spelling(value.trim()) : value;
    body[of.section] = { ...body[of.section], [of.name]: wireValue(of.kind, spelled, language) };
  }
  return Object.keys(body).length > 0 ? body : null;
}

/** An id for a discount of this name that no other has: "Happy hour" is `happy-hour`. */
export function discountId(name: string, taken: readonly string[]): string {
  const base =
    name
      .normalize("NFD")
      .replace(/\p{Diacritic}/gu, "")
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-+|-+$/g, "") || "discount";
  let id = base;
  for (let more = 2; taken.includes(id); more += 1) id = `${base}-${more}`;
  return id;
}

/** The draft in which each new discount has an id: of its name as it is now, and for good. */
export function withDiscountIds(draft: Draft): Draft {
  const path = "pos.discounts";
  const taken: string[] = [];
  const rows = draft[path] as DiscountDraft[] | undefined;
  for (const row of rows ?? []) if (row.id) taken.push(row.id);
  const named = rows?.map((row) => {
    if (row.id) return row;
    const id = discountId(row.name, taken);
    taken.push(id);
    return { ...row, id };
  });
  return named ? { ...draft, [path]: named } : draft;
}

const lists: readonly Kind[] = ["words", "numbers", "taxes", "discounts", "limits"];

/** The lists that the draft changes, and that are otherwise on the server (`now`) than when the draft began: a list is sent
 * whole, so it would undo what somebody else did. */
export function listsChangedMeanwhile(
  draft: Draft,
  before: Draft,
  now: Draft,
  specs: readonly Spec[],
  language: string,
): string[] {
  return specs
    .filter((of) => lists.includes(of.kind))
    .filter((of) => {
      const wire = (value: Value | undefined) =>
        value === undefined ? "" : JSON.stringify(wireValue(of.kind, value, language));
      const [mine, began, theirs] = [draft, before, now].map((one) => wire(one[pathOf(of)]));
      return mine !== began && theirs !== began && theirs !== mine;
    })
    .map(pathOf);
}

/** A list of settings in a line. */
export function listText(value: Value): string {
  if (!Array.isArray(value)) return String(value);
  return value
    .map((row) => {
      if ("role" in row) return `${row.role} ${row.percent}`;
      return `${row.name} ${"rate" in row ? row.rate : row.value}`;
    })
    .join("; ");
}
