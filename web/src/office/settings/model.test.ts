import { expect, it } from "vitest";
import shared from "../../../locales/en/shared.json";
import {
  type DiscountDraft,
  discountId,
  listsChangedMeanwhile,
  listText,
  pages,
  settingsChanges,
  settingsDraft,
  type TaxDraft,
  withDiscountIds,
} from "./model";
import type { Settings } from "./wire";

const settings = {
  general: { storeName: "Café", currency: "EUR" },
  pos: {
    taxes: [{ name: "VAT", rate: 7.5, categories: ["Food", "Tea"], service: null }],
    taxInclusive: true,
    paymentMethods: ["cash", "card"],
    roundingMode: "none",
    priceVariance: "flag",
    enableTipping: false,
    defaultTipPercentages: [5, 10],
    askForCustomerName: false,
    discounts: [{ id: "staff", name: "Staff", type: "percentage", value: 50, needsApproval: true }],
    discountLimits: [{ role: "cashier", percent: 20 }],
  },
} as unknown as Settings;

it("sends nothing where nothing was changed", () => {
  for (const page of [pages.sales, pages.cafe]) {
    const draft = settingsDraft(settings, page, "en");
    expect(settingsChanges(draft, draft, page, "en")).toBeNull();
  }
});

it("has a name for each setting that the server may find fault with", () => {
  const typed = Object.values(pages)
    .flat()
    .filter(({ kind }) => kind !== "check");
  for (const { name } of typed) expect(Object.keys(shared.field), name).toContain(name);
});

it("spells codes as the server does, however they are typed", () => {
  const cafe = settingsDraft(settings, pages.cafe, "de");
  const typed = { ...cafe, "general.currency": " chf ", "general.language": "de-at" };
  expect(settingsChanges(typed, cafe, pages.cafe, "de")).toEqual({ general: { currency: "CHF", language: "de-AT" } });
  const odd = { ...cafe, "general.language": "deutsch, bitte" };
  expect(settingsChanges(odd, cafe, pages.cafe, "de")).toEqual({ general: { language: "deutsch, bitte" } });
  const sales = settingsDraft(settings, pages.sales, "de");
  const paid = { ...sales, "pos.paymentMethods": "Cash, Card, Gutschein" };
  expect(settingsChanges(paid, sales, pages.sales, "de")).toEqual({
    pos: { paymentMethods: ["cash", "card", "gutschein"] },
  });
});

it("sends what was changed, whole lists as they are typed", () => {
  const before = settingsDraft(settings, pages.sales, "en");
  const taxes = before["pos.taxes"] as TaxDraft[];
  const draft = {
    ...before,
    "pos.taxes": taxes.map((tax) => ({ ...tax, rate: "19,0", categories: "Food; Tea,", service: "here" })),
    "pos.defaultTipPercentages": "5, ten",
    "pos.paymentMethods": "cash",
    "pos.taxInclusive": false,
  };
  expect(settingsChanges(draft, before, pages.sales, "en")).toEqual({
    pos: {
      taxes: [{ name: "VAT", rate: 19, categories: ["Food", "Tea"], service: "here" }],
      defaultTipPercentages: [5, "ten"],
      paymentMethods: ["cash"],
      taxInclusive: false,
    },
  });
});

it("keeps a discount's id when it is renamed", () => {
  const before = settingsDraft(settings, pages.sales, "en");
  const discounts = (before["pos.discounts"] as DiscountDraft[]).map((discount) => ({ ...discount, name: "Team" }));
  expect(settingsChanges({ ...before, "pos.discounts": discounts }, before, pages.sales, "en")).toEqual({
    pos: { discounts: [{ id: "staff", name: "Team", type: "percentage", value: 50, needsApproval: true }] },
  });
});

it("names discounts as nobody else is named", () => {
  expect(discountId("Früh & spät", [])).toBe("fruh-spat");
  expect(discountId("Happy hour", ["happy-hour"])).toBe("happy-hour-2");
  expect(discountId("!!", [])).toBe("discount");
});

it("gives a new discount an id once, and leaves it when it is renamed", () => {
  const rows = settingsDraft(settings, pages.sales, "en")["pos.discounts"] as DiscountDraft[];
  const blank = { key: "a-long-key-of-a-new-row", id: "", type: "fixed", value: "1", needsApproval: false };
  const named = withDiscountIds({
    "pos.discounts": [...rows, { ...blank, name: "Staff" }, { ...blank, name: "Staff" }],
  });
  const saved = named["pos.discounts"] as DiscountDraft[];
  expect(saved.map((row) => row.id)).toEqual(["staff", "staff-2", "staff-3"]);
  const renamed = withDiscountIds({ "pos.discounts": saved.map((row) => ({ ...row, name: "Team" })) });
  expect((renamed["pos.discounts"] as DiscountDraft[]).map((row) => row.id)).toEqual(["staff", "staff-2", "staff-3"]);
});

it("reads and writes numbers as the language does", () => {
  const before = settingsDraft(settings, pages.sales, "de");
  const taxes = before["pos.taxes"] as TaxDraft[];
  expect(taxes[0]?.rate).toBe("7,5");
  const changed = (rate: string) =>
    settingsChanges({ ...before, "pos.taxes": taxes.map((tax) => ({ ...tax, rate })) }, before, pages.sales, "de");
  expect(changed("8,25")).toMatchObject({ pos: { taxes: [{ rate: 8.25 }] } });
  expect(changed("1.500")).toMatchObject({ pos: { taxes: [{ rate: "1.500" }] } });
});

it("finds the lists that somebody else changed as well", () => {
  const before = settingsDraft(settings, pages.sales, "en");
  const now = { ...before, "pos.paymentMethods": "cash, card, mobile", "pos.defaultTipPercentages": "7" };
  const found = (draft: typeof before) => listsChangedMeanwhile(draft, before, now, pages.sales, "en");
  expect(found({ ...before, "pos.paymentMethods": "cash", "pos.taxInclusive": false })).toEqual(["pos.paymentMethods"]);
  expect(found({ ...before, "pos.paymentMethods": "cash, card,mobile" })).toEqual([]);
  expect(found({ ...before, "pos.taxes": [] })).toEqual([]);
});

it("writes a list in a line", () => {
  const draft = settingsDraft(settings, pages.sales, "en");
  expect(
    ["pos.taxes", "pos.discounts", "pos.discountLimits", "pos.paymentMethods"].map((path) =>
      listText(draft[path] ?? ""),
    ),
  ).toEqual(["VAT 7.5", "Staff 50", "cashier 20", "cash, card"]);
});
