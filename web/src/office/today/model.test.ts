import { expect, it } from "vitest";
import { change, hourRows, soFar } from "./model";

const hour = (at: number, revenue: number) => ({ hour: at, revenue, transactions: 1 });

it("adds up to the hour of now in the business day's order", () => {
  const hours = [hour(23, 10.1), hour(1, 5.2), hour(3, 99)];
  expect(soFar(hours, 1, 4)).toEqual({ revenue: 1530, orders: 2 });
  expect(soFar(hours, 1, 0)).toEqual({ revenue: 520, orders: 1 });
});

it("lays both days side by side, without the empty ends", () => {
  expect(hourRows([hour(9, 3)], [hour(11, 4)], 0)).toEqual([
    { hour: 9, now: 300, before: 0 },
    { hour: 10, now: 0, before: 0 },
    { hour: 11, now: 0, before: 400 },
  ]);
  expect(hourRows([], [], 0)).toEqual([]);
  expect(hourRows([hour(23, 1), hour(1, 2)], [], 4).map((row) => row.hour)).toEqual([23, 0, 1]);
});

it("compares only with something", () => {
  expect(change(150, 100)).toBe(50);
  expect(change(50, 100)).toBe(-50);
  expect(change(1, 0)).toBeNull();
});
