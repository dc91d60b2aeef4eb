import { describe, expect, it } from "vitest";
import type { Settings } from "../settings/wire";
import { stepsDone } from "./model";

const settings = (storeName: string, taxes: { name: string; rate: number }[], timezone = "UTC", storeAddress = "") =>
  ({ general: { storeName, storeAddress, phoneNumber: "", timezone }, pos: { taxes } }) as unknown as Settings;
const nothing = {
  settings: settings("Sample Cafe", [{ name: "Tax", rate: 8 }]),
  items: 0,
  people: 1,
  tills: 0,
  zoneHere: "UTC",
};

describe("the steps to a first sale", () => {
  it("are all open in a café that nobody has touched", () => {
    expect([...stepsDone(nothing)]).toEqual([]);
  });

  it("ask for the address and the phone while receipts would show those of the sample", () => {
    const half = settings("Kaffee Klatsch", [{ name: "Tax", rate: 8 }], "UTC", "123 Main Street");
    expect([...stepsDone({ ...nothing, settings: half })]).toEqual([]);
    const cleared = { ...half, general: { ...half.general, storeAddress: "", phoneNumber: "(555) 123-4567" } };
    expect([...stepsDone({ ...nothing, settings: cleared })]).toEqual([]);
  });

  it("ask where the café is while its clock shows another time than the device", () => {
    const far = { ...nothing, zoneHere: "Asia/Kathmandu" };
    const tax = [{ name: "Tax", rate: 8 }];
    expect([...stepsDone({ ...far, settings: settings("Chiya", tax) })]).toEqual([]);
    expect([...stepsDone({ ...far, settings: settings("Chiya", tax, "Asia/Kathmandu") })]).toEqual(["cafe"]);
    expect([...stepsDone({ ...far, settings: settings("Chiya", tax, "Europe/Berlin") })]).toEqual(["cafe"]); // set up from afar
    expect([...stepsDone({ ...nothing, zoneHere: "Etc/UTC", settings: settings("Chiya", tax) })]).toEqual(["cafe"]);
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
