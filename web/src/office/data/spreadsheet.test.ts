import { expect, test } from "vitest";
import { forSpreadsheet, withDecimalCommas, writesDecimalComma } from "./spreadsheet";

const file = (...lines: string[]) => `\uFEFF${lines.map((line) => `${line}\r\n`).join("")}`;

test("cells are parted by semicolons and numbers have a comma", () => {
  expect(withDecimalCommas(file("Day,Revenue,Orders", "2026-11-27,1234.50,12", "2026-11-28,-0.05,1"))).toBe(
    file("Day;Revenue;Orders", "2026-11-27;1234,50;12", "2026-11-28;-0,05;1"),
  );
});

test("a column that holds anything but numbers stays as it is", () => {
  expect(withDecimalCommas(file("Name,Price", "7.5,2.00", "Tea,3.10"))).toBe(
    file("Name;Price", "7.5;2,00", "Tea;3,10"),
  );
});

test("what is quoted stays one cell", () => {
  const csv = file("Name,Note,Price", '"Latte, large","say ""hi""\r\nor not",4.50', '"a;b",,', '"",x,1');
  expect(withDecimalCommas(csv)).toBe(
    file("Name;Note;Price", 'Latte, large;"say ""hi""\r\nor not";4,50', '"a;b";;', ";x;1"),
  );
});

test("texts that were made harmless stay so", () => {
  expect(withDecimalCommas(file("Code,Stock", "'4006381333931,1.500", "'=1+1,2"))).toBe(
    file("Code;Stock", "'4006381333931;1,500", "'=1+1;2"),
  );
});

test("a file without rows keeps its titles", () => {
  expect(withDecimalCommas(file("Day,Revenue"))).toBe(file("Day;Revenue"));
});

test("who writes a comma", () => {
  expect(["de", "fr", "es", "de-AT"].map(writesDecimalComma)).toEqual([true, true, true, true]);
  expect(["en", "es-MX", "de-CH"].map(writesDecimalComma)).toEqual([false, false, false]);
});

test("a file keeps its byte order mark, in whatever language", async () => {
  const given = new Blob([file("Day,Revenue", "2026-11-27,1.50")]);
  const bytes = async (language: string) => new Uint8Array(await (await forSpreadsheet(given, language)).arrayBuffer());
  for (const language of ["en", "fr"]) expect([...(await bytes(language)).slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(new TextDecoder().decode(await bytes("fr"))).toContain("2026-11-27;1,50");
  expect(new TextDecoder().decode(await bytes("en"))).toContain("2026-11-27,1.50");
});
