import { expect, it, vi } from "vitest";
import { zonedText } from "../data/cafe";
import { byCategory, changedRoles, hoursText, isTicked, personBody, standing, tick, zonedMoment } from "./model";
import { type Role, saveTicks, type User } from "./wire";

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
  const a = role("a", ["x", "m"]);
  const b = role("b", ["x"]);
  expect(changedRoles([a, b], {})).toEqual([]);
  const after = tick({}, b, "m", true);
  expect(after).toEqual({ b: { m: true } });
  expect(isTicked(after, b, "m")).toBe(true);
  expect(isTicked(after, a, "m")).toBe(true);
  expect(changedRoles([a, b], after)).toEqual([b]);
  expect(changedRoles([a, b], tick(after, b, "m", false))).toEqual([]);
});

it("gives and takes away what is ticked, and leaves what others changed meanwhile", async () => {
  const put: unknown[] = [];
  vi.stubGlobal("fetch", async (_: string, { method, body }: RequestInit) => {
    if (method === "PUT") put.push(JSON.parse(String(body)));
    return new Response(JSON.stringify({ success: true, data: role("b", ["x", "fresh"]) }));
  });
  // Shown were x and gone; another took away gone and gave fresh.
  const shown = role("b", ["x", "gone"]);
  await saveTicks("b", tick(tick({}, shown, "m", true), shown, "x", false).b ?? {});
  expect(put).toEqual([{ permissions: ["fresh", "m"] }]);
  vi.unstubAllGlobals();
});

it("sends a cleared field, so that the server can refuse it, but no empty secret", () => {
  const before = {
    username: "anna",
    firstName: "Anna",
    lastName: "B",
    email: "a@b.c",
    role: "cashier",
    password: "",
    pinCode: "",
    currentPassword: "",
  };
  expect(personBody({ ...before, lastName: "", email: "" }, before)).toEqual({ lastName: "", email: "" });
  expect(personBody({ ...before, pinCode: "1234" }, before)).toEqual({ pinCode: "1234" });
  expect(personBody({ ...before, email: "" }, null)).toEqual({
    username: "anna",
    firstName: "Anna",
    lastName: "B",
    email: "",
    role: "cashier",
  });
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
