import { expect, it } from "vitest";
import { changesOf, fieldProblem, listed, missingPermission } from "./fields";

const detail = (field: string, message: string, code = "x") => ({ field, message, code });

it("finds what is said about a field and what is in it", () => {
  const details = [
    detail("pos.taxes[0].rate", "Rate!"),
    detail("pos.taxesIncluded", "Not this"),
    detail("name", "Name!"),
  ];
  expect(fieldProblem(details, "pos.taxes")).toBe("Rate!");
  expect(fieldProblem(details, "name")).toBe("Name!");
  expect(fieldProblem(details, "nam")).toBeUndefined();
});

it("says which entry of a list in one line is at fault", () => {
  const details = [
    detail("reports.emailReportsTo[0]", "No address."),
    detail("reports.emailReportsTo[2]", "Nor this."),
  ];
  expect(fieldProblem(details, "reports.emailReportsTo")).toBe("1: No address. 3: Nor this.");
  expect(fieldProblem(details, "reports.emailReportsTo[2]")).toBe("Nor this.");
});

it("tells what differs", () => {
  const before = { name: "a", list: [1, 2], on: true, of: null };
  expect(changesOf({ ...before, list: [1, 2] }, before)).toEqual({});
  expect(changesOf({ ...before, list: [2], on: false, of: "x" }, before)).toEqual({ list: [2], on: false, of: "x" });
});

it("reads lists", () => {
  expect(listed(" Tea, Iced coffee;Food,\nCakes ,")).toEqual(["Tea", "Iced coffee", "Food", "Cakes"]);
});

it("finds the permission that is missing", () => {
  expect(missingPermission([detail("permission", "You need it", "users.edit")])).toBe("users.edit");
  expect(missingPermission([])).toBeUndefined();
});
