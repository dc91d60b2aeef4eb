import { expect, it } from "vitest";
import { amountText, parseAmount, parseQuantity } from "./amount";

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
  expect(parseQuantity("0,125")).toBe(0.125);
  expect(parseQuantity("-3")).toBe(-3);
  expect(parseQuantity("-0.5")).toBe(-0.5);
  expect(parseQuantity("1.2345")).toBeNull();
});

it("writes what it reads", () => {
  expect(amountText(4.1)).toBe("4.10");
});
