import { expect, it } from "vitest";
import { type DiscountDraft, discountId, pages, settingsChanges, settingsDraft, type TaxDraft } from "./model";
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
    const draft = settingsDraft(settings, page);
    expect(settingsChanges(draft, draft, page)).toBeNull();
  }
});

it("sends what was changed, whole lists as they are typed", () => {
  const before = settingsDraft(settings, pages.sales);
  const taxes = before["pos.taxes"] as TaxDraft[];
  const draft = {
    ...before,
    "pos.taxes": taxes.map((tax) => ({ ...tax, rate: "19,0", categories: "Food; Tea,", service: "here" })),
    "pos.defaultTipPercentages": "5, ten",
    "pos.paymentMethods": "cash",
    "pos.taxInclusive": false,
  };
  expect(settingsChanges(draft, before, pages.sales)).toEqual({
    pos: {
      taxes: [{ name: "VAT", rate: 19, categories: ["Food", "Tea"], service: "here" }],
      defaultTipPercentages: [5, "ten"],
      paymentMethods: ["cash"],
      taxInclusive: false,
    },
  });
});

it("keeps a discount's id when it is renamed", () => {
  const before = settingsDraft(settings, pages.sales);
  const discounts = (before["pos.discounts"] as DiscountDraft[]).map((discount) => ({ ...discount, name: "Team" }));
  expect(settingsChanges({ ...before, "pos.discounts": discounts }, before, pages.sales)).toEqual({
    pos: { discounts: [{ id: "staff", name: "Team", type: "percentage", value: 50, needsApproval: true }] },
  });
});

it("names discounts as nobody else is named", () => {
  expect(discountId("Früh & spät", [])).toBe("fruh-spat");
  expect(discountId("Happy hour", ["happy-hour"])).toBe("happy-hour-2");
  expect(discountId("!!", [])).toBe("discount");
});
