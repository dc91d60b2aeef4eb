import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

// Arabic and Hebrew are read from the right: where things stand is said by start and end, never by left and right.

interface Rule {
  selector: string;
  declarations: [property: string, value: string][];
}

const source = join(__dirname, "../..");
const sheets = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".css"));

/** The innermost rules, such as within @media and @layer. */
function rulesOf(css: string): Rule[] {
  const plain = css.replaceAll(/\/\*.*?\*\//gs, "");
  return [...plain.matchAll(/([^{};]+)\{([^{}]*)\}/g)].map(([, selector = "", body = ""]) => ({
    selector: selector.trim(),
    declarations: body
      .split(";")
      .map((text) => text.split(":"))
      .filter(([, ...rest]) => rest.length > 0)
      .map(([property = "", ...rest]) => [property.trim(), rest.join(":").trim()]),
  }));
}

const isSide = (property: string) => /(^|-)(left|right)(-|$)/.test(property);
const namesSide = (property: string, value: string) =>
  /^(float|clear|text-align)$/.test(property) && /\b(left|right)\b/.test(value);
/** "top right bottom left", where left is not right. */
const isLopsided = (property: string, value: string) => {
  const parts = value.split(/\s+(?![^(]*\))/);
  return (
    /^(margin|padding|inset|border-(width|color|style))$/.test(property) && parts.length === 4 && parts[1] !== parts[3]
  );
};
/** What has no logical form: right where the rule has a twin for [dir="rtl"]. (`:dir(rtl)` is built into a list of languages.) */
const mirrored = '[dir="rtl"] ';
const isHandWritten = (property: string, value: string) =>
  /\bto (left|right)\b/.test(value) || (property === "translate" && /^-?[1-9]/.test(value)) || /translateX/.test(value);

function problemsOf(css: string): string[] {
  const rules = rulesOf(css);
  const hasTwin = ({ selector }: Rule, property: string) =>
    selector.startsWith(mirrored) ||
    rules.some(
      (other) => other.selector === mirrored + selector && other.declarations.some(([name]) => name === property),
    );
  return rules.flatMap((rule) =>
    rule.declarations
      .filter(
        ([property, value]) =>
          isSide(property) ||
          namesSide(property, value) ||
          isLopsided(property, value) ||
          (isHandWritten(property, value) && !hasTwin(rule, property)),
      )
      .map(([property, value]) => `${rule.selector}: ${property}: ${value}`),
  );
}

describe("style sheets", () => {
  it("say start and end, not left and right", () => {
    const sides = sheets.flatMap((path) =>
      problemsOf(readFileSync(join(source, path), "utf8")).map((text) => `${path}: ${text}`),
    );
    expect(sheets.length).toBeGreaterThan(10);
    expect(sides).toEqual([]);
  });

  it("are looked at closely", () => {
    const wrong = [
      ".a { margin-left: 1px; }",
      "@media print { .a { left: 0; } }",
      ".a { border-top-right-radius: 2px; }",
      ".a { text-align: right; }",
      ".a { padding: 1px 2px 1px 3px; }",
      ".a { translate: 50%; }",
      ".a { translate: 50%; } .a:dir(rtl) { translate: -50%; }",
      ".a { mask-image: linear-gradient(to right, red, blue); }",
    ];
    for (const css of wrong) expect(problemsOf(css), css).not.toEqual([]);
    const right = [
      ".left { padding: 1px 2px 3px 2px; inset: 0 max(1px, 2px) 0 max(1px, 2px); }",
      '.a { translate: 50%; } [dir="rtl"] .a { translate: -50%; }',
    ];
    for (const css of right) expect(problemsOf(css), css).toEqual([]);
  });
});
