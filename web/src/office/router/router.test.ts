import { beforeEach, describe, expect, it } from "vitest";
import { changeQuery, go, link, parseHash } from "./router";
import { answerLeave, useUnsavedState } from "./unsaved";

const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

describe("addresses", () => {
  it("reads path and query", () => {
    expect(parseHash("#/orders/42?status=voided&search=a%3Fb")).toEqual({
      path: ["orders", "42"],
      query: { status: "voided", search: "a?b" },
    });
    expect(parseHash("")).toEqual({ path: [], query: {} });
    expect(parseHash("#/a%2Fb/%zz")).toEqual({ path: ["a/b", "%zz"], query: {} });
  });
  it("change nothing but the route, whatever they are called", () => {
    const before = Object.getOwnPropertyNames(Object.prototype);
    const { query } = parseHash("#/__proto__/constructor?__proto__=x&constructor=y&__proto__.polluted=z");
    expect(Object.hasOwn(query, "__proto__")).toBe(true);
    expect(query.constructor).toBe("y");
    expect(Object.getPrototypeOf(query)).toBe(Object.prototype);
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
  it("writes what it reads, without what is empty", () => {
    expect(link(["orders", "a/b"], { search: "ä & b", status: "", day: undefined })).toBe(
      "#/orders/a%2Fb?search=%C3%A4+%26+b",
    );
    const hash = link(["x", "ü"], { q: "1+1=2" });
    expect(parseHash(hash)).toEqual({ path: ["x", "ü"], query: { q: "1+1=2" } });
  });
});

describe("leaving", () => {
  beforeEach(async () => {
    useUnsavedState.setState({ forms: new Set(), leaving: null });
    go("#/menu");
    await settled();
  });
  it("changes the query in place", () => {
    changeQuery({ search: "tea" });
    expect(location.hash).toBe("#/menu?search=tea");
    changeQuery({ search: undefined });
    expect(location.hash).toBe("#/menu");
  });
  it("stays while a form is dirty, and goes when told to", async () => {
    useUnsavedState.setState({ forms: new Set(["form"]) });
    go("#/stock");
    await settled();
    expect(location.hash).toBe("#/menu");
    answerLeave(true);
    await settled();
    expect(location.hash).toBe("#/stock");
  });
});
