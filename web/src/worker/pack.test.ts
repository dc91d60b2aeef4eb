import { describe, expect, it } from "vitest";
import { isTakeOver, keyOf, type Pack } from "./pack";

const origin = "http://localhost:8880";
const pack: Pack = { version: "1", pages: ["/app/", "/app/till/"], files: ["/app/icon.svg", "/app/assets/till-1a.js"] };
const keyFor = (path: string, mode = "cors", method = "GET") =>
  keyOf({ method, mode, url: new URL(path, origin).href }, pack, origin);

describe("the worker", () => {
  it("answers pages and their files", () => {
    expect(keyFor("/app/till", "navigate")).toBe("/app/till/");
    expect(keyFor("/app/till/?x=1#y", "navigate")).toBe("/app/till/");
    expect(keyFor("/app/", "navigate")).toBe("/app/");
    expect(keyFor("/app/assets/till-1a.js")).toBe("/app/assets/till-1a.js");
  });

  it("hears one thing only", () => {
    expect(isTakeOver("take over")).toBe(true);
    for (const said of ["take over ", "", null, undefined, ["take over"], { type: "take over" }])
      expect(isTakeOver(said)).toBe(false);
  });

  it("leaves everything else to the server", () => {
    expect(keyFor("/orders")).toBeNull();
    expect(keyFor("/app/office/", "navigate")).toBeNull();
    expect(keyFor("/app/till/")).toBeNull(); // a page that is not opened but read
    expect(keyFor("/app/icon.svg", "cors", "POST")).toBeNull();
    expect(keyFor("http://elsewhere.test/app/icon.svg")).toBeNull();
  });
});
