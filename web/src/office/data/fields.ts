import type { FieldProblem } from "../../shared/api/client";

/** What is said about a field, or about anything within it: `pos.taxes` hears of `pos.taxes[0].rate`, too. */
export function fieldProblem(
  details: readonly FieldProblem[],
  field: string,
  wordsOf = (detail: FieldProblem) => detail.message,
): string | undefined {
  const texts = details
    .filter(
      (detail) =>
        detail.field === field || detail.field.startsWith(`${field}.`) || detail.field.startsWith(`${field}[`),
    )
    .map((detail) => {
      // Of a list that is typed in one line: which entry it is.
      const entry = /^\[(\d+)\]$/.exec(detail.field.slice(field.length))?.[1];
      return entry === undefined ? wordsOf(detail) : `${Number(entry) + 1}: ${wordsOf(detail)}`;
    });
  return texts.length > 0 ? texts.join(" ") : undefined;
}

/** What differs from how it began: only that is sent, so that what others changed meanwhile stays. */
export function changesOf(now: Readonly<Record<string, unknown>>, before: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(
    Object.entries(now).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name])),
  );
}

/** The parts of a list as it is typed, with commas, semicolons or lines between. */
export function listed(text: string): string[] {
  return text
    .split(/[,;\n]/)
    .map((part) => part.trim())
    .filter(Boolean);
}

/** The permission that a refusal names, if it names one. */
export function missingPermission(details: readonly FieldProblem[]): string | undefined {
  return details.find((detail) => detail.field === "permission")?.code;
}
