import { describe, expect, it } from "vitest";
import { ApiError } from "../api/client";
import { refusalOf } from "./refusals";

const now = Date.parse("2026-11-27T10:00:00Z");
const detail = (field: string, code: string) => [{ field, code, message: "" }];
const locked = (lockoutUntil: string) =>
  new ApiError(423, "ACCOUNT_LOCKED", "", [], { lockoutInfo: { lockoutUntil, attemptsRemaining: 0 } });

describe("a refusal", () => {
  it("of a sign-in has our words", () => {
    expect(refusalOf(new ApiError(401, "INVALID_CREDENTIALS", "", [], {}), now)).toEqual({ key: "credentials" });
    const soon = "2026-11-27T10:15:00.000Z";
    expect(refusalOf(locked(soon), now)).toEqual({ key: "lockedUntil", until: new Date(soon) });
    expect(refusalOf(locked("9999-12-31T23:59:59.000Z"), now)).toEqual({ key: "lockedForGood" });
    expect(refusalOf(new ApiError(429, "TOO_MANY_REQUESTS", "", [], {}, 30), now)).toEqual({
      key: "tooMany",
      seconds: 30,
    });
    for (const [code, key] of [
      ["unknown_address", "pinElsewhere"],
      ["shared", "pinShared"],
    ])
      expect(refusalOf(new ApiError(403, "FORBIDDEN", "", detail("pinCode", code ?? ""), {}), now)).toEqual({ key });
  });
  it("for want of a right names it", () => {
    const forbidden = new ApiError(403, "FORBIDDEN", "", detail("permission", "sales.refund"), {});
    expect(refusalOf(forbidden, now)).toEqual({ key: "forbidden", permission: "sales.refund" });
    const late =
      "A receipt can be reprinted within 5 minutes of the sale; after that it needs the permission sales.refund";
    const closed = new ApiError(403, "REPRINT_WINDOW_CLOSED", late, detail("permission", "sales.refund"), {});
    expect(refusalOf(closed, now)).toEqual({ key: "reprintOver", minutes: "5", permission: "sales.refund" });
  });
  it("of an approval asks for another, whatever became of it", () => {
    for (const code of ["APPROVAL_USED", "APPROVAL_EXPIRED", "APPROVAL_INVALID"])
      expect(refusalOf(new ApiError(403, code, "", [], {}), now)).toEqual({ key: "approvalOver" });
  });
  it("of any other kind is left to the server's words", () => {
    expect(refusalOf(new ApiError(400, "INVALID_CREDENTIALS", "", [], {}), now)).toBeNull();
    expect(refusalOf(new ApiError(429, "TOO_MANY_REQUESTS", "", [], {}), now)).toBeNull();
    expect(refusalOf(new ApiError(423, "ACCOUNT_LOCKED", "", [], null), now)).toBeNull();
    expect(refusalOf(new ApiError(409, "CONFLICT", "", [], {}), now)).toBeNull();
  });
});
