import { expect, test } from "vitest";
import { textOf, titlesOf } from "./importFile";

test("the titles of a file's columns are read as the server reads them", () => {
  expect(titlesOf("name,price\r\nLatte,4.50")).toEqual(["name", "price"]);
  expect(titlesOf('\uFEFF"Item; Name";Prix;"a ""b"""\n')).toEqual(["Item; Name", "Prix", 'a "b"']);
  expect(titlesOf("sep=;\nname;price,gross\n")).toEqual(["name", "price,gross"]);
  expect(titlesOf("")).toEqual([]);
});

test("tabs separate as well", () => {
  expect(titlesOf("Name, long\tPrice\tSize\nLatte\t4,50\tL")).toEqual(["Name, long", "Price", "Size"]);
  expect(titlesOf("sep=\t\na;b,c\td\n")).toEqual(["a;b,c", "d"]);
});

test("titles are read in what spreadsheets write", () => {
  const bytes = (...numbers: number[]) => new Uint8Array(numbers);
  expect(textOf(bytes(0x50, 0xe9))).toBe("Pé");
  expect(textOf(bytes(0x50, 0xc3, 0xa9, 0x0a, 0xc3))).toBe("Pé\n");
  expect(textOf(bytes(0xff, 0xfe, 0x50, 0, 0xe9, 0))).toBe("Pé");
  expect(textOf(bytes(0xfe, 0xff, 0, 0x50, 0, 0xe9))).toBe("Pé");
});
