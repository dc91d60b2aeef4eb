import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { languages } from "../../shared/i18n/i18n";

/** The flags that the server's sales can give an order, as its source names them. */
function flagsOfServer(): string[] {
  const folder = join(process.cwd(), "../src/sales");
  const sources = readdirSync(folder).filter((name) => name.endsWith(".cpp") && !name.endsWith("_test.cpp"));
  const naming = /(?:flag_reasons\.emplace_back|findings\.(?:flag|variance|differs))\(\s*"(\w+)"/g;
  const found = sources.flatMap((name) => [...readFileSync(join(folder, name), "utf8").matchAll(naming)]);
  return [...new Set(found.map((match) => match[1] ?? ""))].sort();
}

it("has words for every flag of an order in every language", () => {
  const flags = flagsOfServer();
  expect(flags).toContain("clock");
  expect(flags).toContain("tax_variance");
  for (const language of languages) {
    const file = join(process.cwd(), `locales/${language}/office.json`);
    const words = JSON.parse(readFileSync(file, "utf8")) as { orders: { flags: Record<string, string> } };
    expect(Object.keys(words.orders.flags).sort(), language).toEqual(flags);
  }
});
