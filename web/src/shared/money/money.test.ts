import { describe, expect, it } from "vitest";
import { fromDigits, fromWire, moneyText, share } from "./money";

describe("money", () => {
  it("reads every amount of two decimals exactly", () => {
    const misread = Array.from({ length: 200_001 }, (_, minor) => minor).filter(
      (minor) => fromWire(Number((minor / 100).toFixed(2))) !== minor,
    );
    expect(misread).toEqual([]);
    expect(fromWire(9999.99)).toBe(999_999);
  });
  it("takes typed digits as cents", () => {
    expect(fromDigits("")).toBe(0);
    expect(fromDigits("450")).toBe(450);
  });
  it("writes amounts as the language does", () => {
    expect(moneyText(470, "EUR", "de")).toMatch(/^4,70\s€$/);
    expect(moneyText(470, "USD", "en-US")).toBe("$4.70");
  });
  it("shares to the cent", () => {
    expect(share(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(share(-100, [1, 1, 1]).reduce((a, b) => a + b, 0)).toBe(-100);
    expect(share(7, [0, 0])).toEqual([0, 0]);
  });
});
