import { expect, it } from "vitest";
import { change, hourRows, soFar } from "./model";

const hour = (at: number, revenue: number) => ({ hour: at, revenue, transactions: 1 });

const at = (hours: number, minutes: number) => hours * 60 + minutes;

it("adds up the finished hours in the business day's order", () => {
  const hours = [hour(23, 10.1), hour(1, 5.2), hour(3, 99)];
  expect(soFar(hours, at(2, 0), at(4, 0))).toEqual({ revenue: 1530, orders: 2 });
  expect(soFar(hours, at(2, 0), 0)).toEqual({ revenue: 520, orders: 1 });
});

it("leaves out the hour that has begun, and the one in whose midst the day begins", () => {
  const hours = [hour(4, 7), hour(9, 3), hour(10, 60)];
  expect(soFar(hours, at(10, 5), at(4, 30))).toEqual({ revenue: 300, orders: 1 });
  expect(soFar(hours, at(5, 5), at(4, 30))).toEqual({ revenue: 0, orders: 0 });
  expect(soFar(hours, at(4, 10), at(4, 30))).toEqual({ revenue: 6300, orders: 2 });
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
