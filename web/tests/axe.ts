import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { expect } from "vitest";

const axePath = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
interface Axe {
  run: (options: object) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}
/** Fails with what axe finds on a page as it is now; `rules`: look for these only. The page's context must have `bypassCSP`. */
export async function expectAccessible(page: Page, what: string, rules?: string[]): Promise<void> {
  if (!(await page.evaluate(() => "axe" in window))) await page.addScriptTag({ path: axePath });
  const options = { resultTypes: ["violations"], ...(rules ? { runOnly: rules } : {}) };
  const found = await page.evaluate(async (wanted) => {
    const { axe } = window as unknown as { axe: Axe };
    const { violations } = await axe.run(wanted);
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
  }, options);
  expect(found, what).toEqual([]);
}
