import { describe, expect, it } from "vitest";
import { testProduct } from "../../shared/order/testProduct";
import { feedKey, noScan, type ScanState } from "../../shared/scanner";
import { soldOut } from "./availability";
import { countedAmount, denominationsOf, wireCount } from "./counting";
import { padAmount, padText } from "./pad";
import { found } from "./search";
import { verdictOf, waitAfter } from "./sending";

const product = (id: string, name: string, size = "") => testProduct({ id, name, size, category: "Tea" });

function scan(keys: string, gap: number): string | null {
  let state: ScanState = noScan;
  let code: string | null = null;
  [...keys].forEach((key, index) => {
    ({ state, code } = feedKey(state, key === "\n" ? "Enter" : key, 1_000 + index * gap));
  });
  return code;
}

describe("scanner", () => {
  it("knows a scanner by its speed", () => {
    expect(scan("4006381333931\n", 10)).toBe("4006381333931");
    expect(scan("4006381333931\n", 90)).toBeNull();
    expect(scan("12\n", 10)).toBeNull();
  });
});

describe("search", () => {
  it("does not mind accents and case", () => {
    const products = [product("a", "Café crème"), product("b", "Weißbier")];
    expect(found(products, "cafe CREME").map((one) => one.id)).toEqual(["a"]);
    expect(found(products, "weiss").map((one) => one.id)).toEqual(["b"]);
    expect(found(products, " ")).toHaveLength(2);
  });
});

describe("sending", () => {
  it("waits longer, then every half minute", () => {
    expect([1, 2, 3, 4, 5, 6, 60].map(waitAfter)).toEqual([1_000, 2_000, 5_000, 10_000, 30_000, 30_000, 30_000]);
  });
  it("never drops, and never repeats what was refused for good", () => {
    const verdict = (status: number, code = "X") => verdictOf({ status, code });
    expect([500, 503, 429, 401].map((status) => verdict(status))).toEqual(Array(4).fill("again"));
    expect(verdict(409, "REQUEST_IN_PROGRESS")).toBe("again");
    expect([400, 403, 409, 422].map((status) => verdict(status))).toEqual(Array(4).fill("attention"));
  });
});

describe("amount pad", () => {
  it("counts from the cents, and takes a point or a comma", () => {
    const typed = (text: string) => padAmount([...text].reduce((now, key) => padText(now + key), ""));
    expect(["", "5", "450", "10.50", "10,5", "10,", "007"].map(typed)).toEqual([0, 5, 450, 1050, 1050, 1000, 7]);
    expect(typed("1.239")).toBe(123);
    expect(padText("$1x2")).toBe("12");
  });
});

describe("counting", () => {
  it("sums pieces and names them as the server reads them", () => {
    expect(countedAmount({ 5000: 1, 50: 3 })).toBe(5150);
    expect(wireCount({ 5000: 1, 50: 3, 100: 0 })).toEqual({ "50": 1, "0.5": 3 });
  });
  it("knows what coins there are", () => {
    expect(denominationsOf("USD")).toContain(25);
    expect(denominationsOf("EUR")).toContain(20);
    expect(denominationsOf("EUR")).not.toContain(25);
  });
});

describe("sold out", () => {
  it("ends in an hour, or before the next morning", () => {
    const hours = (at: string, until: "hour" | "tomorrow") =>
      (Date.parse(soldOut(new Date(at), until).until) - new Date(at).getTime()) / 3_600_000;
    expect(hours("2026-11-26T23:30:00", "hour")).toBe(1);
    expect(hours("2026-11-26T22:00:00", "tomorrow")).toBe(6);
    expect(hours("2026-11-27T01:00:00", "tomorrow")).toBe(3);
  });
});
