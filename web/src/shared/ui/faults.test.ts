import { describe, expect, it } from "vitest";
import { ApiError } from "../api/client";
import { languages } from "../i18n/i18n";
import { callsOf, messagesOf, serverSources } from "../testServer";
import { faultOf, isOfFields, memberOf } from "./faults";

/** Where the code stands in each way of saying what is wrong with a field. */
const ways: Record<string, number> = {
  "(?:\\w+\\.)?say": 1,
  "(?:\\w+\\.)?fail": 1,
  "(?:\\w+\\.)?require": 2,
  "Error::field": 2,
  FieldError: 1,
  with_tab: 1,
  "(?:findings\\.)?(?:variance|differs)": 0,
  "\\w+\\.push_back": 1,
};
const codeIn = (argument: string | undefined) => /^"([a-z_]+)"$/.exec(argument ?? "")?.[1];

/** The codes of fields that the server's source can send. */
function codesOfServer(): string[] {
  const codes = new Set<string>();
  for (const { path, text } of serverSources()) {
    for (const [way, place] of Object.entries(ways)) {
      for (const call of callsOf(text, way)) {
        // push_back({field, "code", sentence}) is a fault, push_back({type, "severity", …}) of the alerts is none.
        if (
          way.endsWith("push_back") &&
          (call.length !== 3 || path.startsWith("alerts/") || path.startsWith("drawers/z_"))
        )
          continue;
        const code = codeIn(call[place]);
        if (code) codes.add(code);
      }
    }
    for (const call of callsOf(text, "(?:sales::)?fault(?:_at)?")) {
      const code = call.map(codeIn).find(Boolean);
      if (code) codes.add(code);
    }
    for (const [, chosen = ""] of text.matchAll(/detail_code = ([^;]+);/g))
      for (const [, code = ""] of chosen.matchAll(/"([a-z_]+)"/g)) codes.add(code);
    // The readers of JSON know their field: fail("code", "sentence").
    if (/^(?:json\/read|drawers\/wire)/.test(path)) {
      for (const [code] of callsOf(text, "(?:\\w+\\.)?fail")) if (codeIn(code)) codes.add(codeIn(code) ?? "");
    }
  }
  return [...codes].sort();
}

type Words = { fault: Record<string, string | Record<string, string>> };
const detail = (code: string, message: string) => ({ field: "price", code, message });

describe("the words for what is wrong with a field", () => {
  it("are there for every code that the server can send, in every language", () => {
    const codes = codesOfServer();
    const ofAll = [
      "voided",
      "drawer_closed",
      "ticket_state",
      "changed_since",
      "tab_closed",
      "incomplete",
      "marks",
      "several",
    ];
    for (const known of ["required", "range", "choice", "decimals", "taken", "unknown_discount", ...ofAll])
      expect(codes).toContain(known);
    for (const language of languages) {
      const { fault } = messagesOf<Words>(language, "shared");
      for (const code of codes) {
        const { key } = faultOf(detail(code, "in words that nobody foresaw"));
        const [first = "", second] = key.split(".");
        const words = fault[first];
        expect(
          second === undefined ? words : (words as Record<string, string>)?.[second],
          `${language} ${key}`,
        ).toBeTypeOf("string");
      }
      expect(Object.keys(fault).filter((code) => !codes.includes(code))).toEqual([]);
    }
  });

  it("say the bounds that the server names", () => {
    const cases: [string, string, ReturnType<typeof faultOf>][] = [
      ["range", "rate must be from 0 to 100", { key: "range.between", values: { low: "0", high: "100" } }],
      ["range", "x must be from -50.00 to 50.00", { key: "range.between", values: { low: "-50.00", high: "50.00" } }],
      ["range", "amount must be greater than 0", { key: "range.positive", values: {} }],
      ["length", "name must be 100 characters or less", { key: "length.most", values: { most: "100" } }],
      ["length", "Password must be at least 8 characters", { key: "length.least", values: { least: "8" } }],
      ["choice", "type must be one of: a, b", { key: "choice.among", values: { choices: "a, b" } }],
      ["required", "Name is required", { key: "required.empty", values: {} }],
      ["type", "price must be a number", { key: "type.number", values: {} }],
      ["taken", "taken it is", { key: "taken", values: { text: "taken it is" } }],
      ["range", "price is strange", { key: "range.other", values: { text: "price is strange" } }],
      ["range", "Price cannot exceed 9999.99", { key: "range.most", values: { most: "9999.99" } }],
    ];
    for (const [code, message, fault] of cases) expect(faultOf(detail(code, message)), message).toEqual(fault);
  });

  it("say the names and numbers that people need of what is about no field", () => {
    const served = "The ticket is served and cannot be recalled";
    const cases: [string, string, ReturnType<typeof faultOf>][] = [
      [
        "voided",
        "A voided order cannot be refunded",
        { key: "voided", values: { text: "A voided order cannot be refunded" } },
      ],
      ["drawer_open", "A drawer is open at Bar; close it first", { key: "drawer_open.at", values: { till: "Bar" } }],
      ["ticket_state", "The ticket is new and cannot become new", { key: "ticket_state.new", values: {} }],
      ["ticket_state", `${served}: nothing of it is wanted any more`, { key: "ticket_state.unwanted", values: {} }],
      ["ticket_state", served, { key: "ticket_state.served", values: {} }],
      ["combo_part", "The item is a part of Tea: it can neither", { key: "combo_part.of", values: { combo: "Tea" } }],
      [
        "role_in_use",
        "The role X is in use by 1 user; give them another role first",
        { key: "role_in_use.users", values: { users: "1" } },
      ],
      [
        "marks",
        "Name and valid price are required: 1.234,50 has marks between its thousands: write it without them, such as 1234.50 or 1234,50",
        { key: "marks.thousands", values: { example: "1234.50" } },
      ],
    ];
    for (const [code, message, fault] of cases) expect(faultOf(detail(code, message)), message).toEqual(fault);
  });

  it("name the field and the entry", () => {
    expect(memberOf("price")).toEqual({ name: "price", entry: null });
    expect(memberOf("pos.taxes[1].rate")).toEqual({ name: "rate", entry: 2 });
    expect(memberOf("permissions[0]")).toEqual({ name: "permissions", entry: 1 });
    expect(memberOf("counted.cash.denominations.0")).toEqual({ name: "0", entry: null });
  });

  it("stand for the error only where the fields are all that it says", () => {
    const of = (message: string, ...messages: string[]) =>
      new ApiError(
        400,
        "VALIDATION_ERROR",
        message,
        messages.map((text) => detail("range", text)),
        null,
      );
    expect(isOfFields(of("a is wrong", "a is wrong"))).toBe(true);
    expect(isOfFields(of("a is wrong. b is wrong.", "a is wrong", "b is wrong"))).toBe(true);
    expect(isOfFields(of("The order has changed", "a is wrong"))).toBe(false);
    expect(isOfFields(of("The order has changed"))).toBe(false);
  });
});
