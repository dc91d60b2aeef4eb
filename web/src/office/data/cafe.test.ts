import { expect, it } from "vitest";
import { addDays, businessDay, hourOf } from "./cafe";

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

it("reads the hour on the café's clock", () => {
  expect(hourOf(Date.parse("2026-11-26T23:10:00Z"), "Europe/Berlin")).toBe(0);
});
