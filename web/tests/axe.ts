import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { expect } from "vitest";

const axePath = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
interface Axe {
  run: (context: object, options: object) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}
interface Spared {
  rules: string[];
  /** By selector. */
  parts: string[];
}
/** Fails with what axe finds on a page as it is now; `rules`: look for these only; `spared`: what is not ours to mend.
 * The page's context must have `bypassCSP`. */
export async function expectAccessible(page: Page, what: string, rules?: string[], spared?: Spared): Promise<void> {
  if (!(await page.evaluate(() => "axe" in window))) await page.addScriptTag({ path: axePath });
  const options = {
    resultTypes: ["violations"],
    ...(rules ? { runOnly: rules } : {}),
    rules: Object.fromEntries((spared?.rules ?? []).map((rule) => [rule, { enabled: false }])),
  };
  const context = { exclude: (spared?.parts ?? []).map((selector) => [selector]) };
  const found = await page.evaluate(
    async ([where, wanted]) => {
      const { axe } = window as unknown as { axe: Axe };
      const { violations } = await axe.run({ include: [["html"]], ...where }, wanted);
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
    },
    [context, options] as const,
  );
  expect(found, what).toEqual([]);
}
