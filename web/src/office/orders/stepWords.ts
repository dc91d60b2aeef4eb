/** What the server's sentence about a step of an order says. It keeps sentences, for the API is for people, too; the office says them in
 * the person's language, with amounts as they are written there. */

export interface Told {
  /** Of our words for it. */
  key: string;
  values: Record<string, string>;
}

const amount = (name: string) => `(?<${name}>-?[\\d.]+)`;
const unit = `(?<count>\\d+) × (?<what>.+) at ${amount("unit")}`;
const because = "(?: \\((?<reason>.+)\\))?";
const tax = "(?<tax>.+?)(?: \\(for (?<service>here|takeaway|delivery)\\))?";
const coins = `(?:, ${amount("given")} handed over and ${amount("change")} given back)?`;

/** The server's sentences of each kind, as it makes them. */
const sentences: Readonly<Record<string, readonly [key: string, pattern: string][]>> = {
  price: [
    ["menuPrice", `${unit}, the menu's price`],
    ["comboPrice", `${unit}, its share of the combo's price`],
    ["otherPrice", `${unit}, charged so; the menu says ${amount("menu")}`],
    ["otherComboPrice", `${unit}, charged so; its share of the combo's price is ${amount("menu")}`],
  ],
  discount: [
    ["ownDiscount", `Its own discount${because}`],
    ["orderDiscount", `Its share of the order's discount of ${amount("whole")}${because}, by price`],
  ],
  difference: [["difference", "Its share of what was charged beside the price"]],
  tax: [
    ["taxWithin", `${tax}: contained in the prices, ${amount("part")} of ${amount("whole")}`],
    ["taxOnTop", `${tax} of ${amount("whole")}, half a cent up`],
  ],
  rounding: [
    ["coins", "Cash is paid in coins"],
    ["register", "As the register rounded it"],
  ],
  total: [["total", "What is to be paid"]],
  payment: [["paid", `Paid by (?<method>.+?)(?:, beside a tip of ${amount("tip")})?${coins}`]],
};

/** Null where it is another sentence. */
export function toldBy(step: { kind: string; text: string }): Told | null {
  for (const [key, pattern] of sentences[step.kind] ?? []) {
    const found = new RegExp(`^${pattern}$`, "s").exec(step.text);
    if (!found) continue;
    const values = Object.entries(found.groups ?? {}).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    );
    return { key, values: Object.fromEntries(values) };
  }
  return null;
}

/** Values that are amounts of money. */
export const amounts: ReadonlySet<string> = new Set(["unit", "menu", "whole", "part", "tip", "given", "change"]);
