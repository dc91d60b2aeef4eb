import { expect, it } from "vitest";
import { zonedText } from "../data/cafe";
import { byCategory, changedRoles, hoursText, matrixOf, standing, tick, zonedMoment } from "./model";
import type { Role, User } from "./wire";

const user = (patch: Partial<User>): User => ({
  id: "u",
  username: "anna",
  firstName: "Anna",
  lastName: "B",
  email: "",
  role: "cashier",
  isActive: true,
  failedLoginAttempts: 0,
  lockedUntil: null,
  lastLoginAt: null,
  ...patch,
});
const role = (id: string, permissions: string[]): Role => ({
  id,
  name: id,
  description: "",
  isSystemRole: false,
  permissions,
});

it("knows how somebody stands", () => {
  const now = Date.parse("2026-11-26T10:00:00Z");
  expect(standing(user({}), now)).toBe("active");
  expect(standing(user({ lockedUntil: "2026-11-26T10:05:00Z" }), now)).toBe("locked");
  expect(standing(user({ lockedUntil: "2026-11-26T09:55:00Z" }), now)).toBe("active");
  expect(standing(user({ isActive: false }), now)).toBe("inactive");
});

it("finds permissions by name and words", () => {
  const permissions = [
    { id: "menu.view", category: "menu", description: "See the menu" },
    { id: "sales.refund", category: "sales", description: "Give money back" },
  ];
  expect(byCategory(permissions, "")).toHaveLength(2);
  expect(byCategory(permissions, "MONEY").map(([category]) => category)).toEqual(["sales"]);
});

it("tells which roles were changed, and only those", () => {
  const roles = [role("a", ["x", "m"]), role("b", ["x"])];
  const before = matrixOf(roles);
  expect(changedRoles(roles, before)).toEqual([]);
  const after = tick(before, "b", "m", true);
  expect(changedRoles(roles, after).map((changed) => changed.id)).toEqual(["b"]);
  expect(changedRoles(roles, tick(after, "b", "m", false))).toEqual([]);
});

it("turns the café's clock into moments and back, over clock changes", () => {
  expect(zonedText(Date.parse("2026-07-01T12:00:00Z"), "Europe/Berlin")).toBe("2026-07-01T14:00");
  for (const zone of ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu"]) {
    for (const at of ["2026-03-29T00:30:00.000Z", "2026-03-29T01:30:00.000Z", "2026-11-26T23:45:00.000Z"]) {
      expect(zonedMoment(zonedText(Date.parse(at), zone), zone)).toBe(at);
    }
  }
  expect(zonedMoment("soon", "UTC")).toBeNull();
});

it("writes hours", () => {
  expect(hoursText(450)).toBe("7:30");
  expect(hoursText(5)).toBe("0:05");
});
