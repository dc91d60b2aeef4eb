import { expect, test } from "vitest";
import { titlesOf } from "./importFile";

test("the titles of a file's columns are read as the server reads them", () => {
  expect(titlesOf("name,price\r\nLatte,4.50")).toEqual(["name", "price"]);
  expect(titlesOf('\uFEFF"Item; Name";Prix;"a ""b"""\n')).toEqual(["Item; Name", "Prix", 'a "b"']);
  expect(titlesOf("sep=;\nname;price,gross\n")).toEqual(["name", "price,gross"]);
  expect(titlesOf("")).toEqual([]);
});
