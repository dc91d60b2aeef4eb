import { expect, it } from "vitest";
import { amountText, numberText, parseAmount, parseNumber, parseQuantity } from "./amount";

it("reads amounts with point and comma alike", () => {
  expect(parseAmount("4.50")).toBe(450);
  expect(parseAmount("4,5")).toBe(450);
  expect(parseAmount(" 10 ")).toBe(1000);
  expect(parseAmount("0.07")).toBe(7);
});

it("refuses what could be read in two ways", () => {
  for (const text of ["", "1.234", "1,234.50", "4.505", "x", "-1", "4.", "1e3"]) expect(parseAmount(text)).toBeNull();
});

it("takes a minus where one may stand", () => {
  expect(parseAmount("-0.50", true)).toBe(-50);
  expect(parseAmount("−2", true)).toBe(-200);
});

it("reads quantities", () => {
  expect(parseQuantity("0,125", "en")).toBe(0.125);
  expect(parseQuantity("-3", "en")).toBe(-3);
  expect(parseQuantity("-0.5", "de")).toBe(-0.5);
  expect(parseQuantity("1.2345", "en")).toBeNull();
  expect(parseNumber("1.2345", "de")).toBe(1.2345);
});

it("refuses what may be thousands in the person's language", () => {
  expect(parseQuantity("1,500", "en")).toBeNull();
  expect(parseQuantity("1.500", "en")).toBe(1.5);
  expect(parseQuantity("1.500", "de")).toBeNull();
  expect(parseQuantity("-12.500", "es")).toBeNull();
  expect(parseQuantity("1,500", "de")).toBe(1.5);
  expect(parseQuantity("1,50", "en")).toBe(1.5);
  expect(parseQuantity("1.500", "fr")).toBe(1.5);
  expect(parseQuantity("1,500.5", "en")).toBeNull();
});

it("writes numbers as it reads them", () => {
  for (const language of ["en", "de", "fr", "es"])
    for (const value of [0.018, 1.125, 8.875, 12345.5, -3, 0.0125])
      expect(parseNumber(numberText(value, language), language)).toBe(value);
});

it("writes what it reads", () => {
  expect(amountText(4.1)).toBe("4.10");
});
