import { describe, expect, it } from "vitest";
import type { Settings } from "../settings/wire";
import { stepsDone } from "./model";

const settings = (storeName: string, taxes: { name: string; rate: number }[]) =>
  ({ general: { storeName }, pos: { taxes } }) as unknown as Settings;
const nothing = { settings: settings("Sample Cafe", [{ name: "Tax", rate: 8 }]), items: 0, people: 1, tills: 0 };

describe("the steps to a first sale", () => {
  it("are all open in a café that nobody has touched", () => {
    expect([...stepsDone(nothing)]).toEqual([]);
  });

  it("are done one by one", () => {
    expect([...stepsDone({ ...nothing, settings: settings("Kaffee Klatsch", [{ name: "Tax", rate: 8 }]) })]).toEqual([
      "cafe",
    ]);
    expect([...stepsDone({ ...nothing, settings: settings("Sample Cafe", [{ name: "MwSt.", rate: 8 }]) })]).toEqual([
      "tax",
    ]);
    expect([...stepsDone({ ...nothing, settings: settings("Sample Cafe", []) })]).toEqual(["tax"]); // a café without taxes
    expect([...stepsDone({ ...nothing, items: 1, people: 2, tills: 1 })]).toEqual(["menu", "people", "till"]);
  });
});
