import { expect, it } from "vitest";
import { addDays, businessDay, zonedText } from "./cafe";

it("knows the business day of a moment", () => {
  const night = Date.parse("2026-11-26T01:30:00Z");
  expect(businessDay(night, "UTC", "00:00")).toBe("2026-11-26");
  expect(businessDay(night, "UTC", "04:00")).toBe("2026-11-25");
  expect(businessDay(night, "America/New_York", "00:00")).toBe("2026-11-25");
  expect(businessDay(night, "Nowhere/Land", "00:00")).toBe("2026-11-26");
});

it("counts days over months and clock changes", () => {
  expect(addDays("2026-03-01", -1)).toBe("2026-02-28");
  expect(addDays("2026-10-24", 7)).toBe("2026-10-31");
});

it("reads the café's clock", () => {
  const at = Date.parse("2026-11-26T23:10:00Z");
  expect(zonedText(at, "Europe/Berlin")).toBe("2026-11-27T00:10");
  expect(zonedText(at, "Nowhere/Land")).toBe("2026-11-26T23:10");
});
