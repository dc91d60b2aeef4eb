import type { ApiError, FieldProblem } from "../api/client";
import { sentences } from "../api/client";

/** What the server finds wrong with a field, or with the request as a whole, whose field is "": the name of our words for it, and what stands in their holes. `text` is the server's
 * sentence, for what only that says. */
export interface Fault {
  key: string;
  values: Record<string, string>;
}

/** What one code says in several ways; what none of them is, is `other`. */
const shapes: Record<string, readonly { key: string; in: RegExp }[]> = {
  admin_may_all: [{ key: "person", in: /change the role instead$/ }],
  characters: [{ key: "control", in: /control characters$|U\+0000$/ }],
  choice: [{ key: "among", in: /one of: (?<choices>.+)$/ }],
  combo_options: [{ key: "first", in: /away first$/ }],
  combo_part: [{ key: "of", in: /^The item is a part of (?<combo>.+): it can/ }],
  combo_recipe: [{ key: "first", in: /away first$/ }],
  decimals: [{ key: "most", in: /at most (?<most>\d+) decimals?\b/ }],
  length: [
    { key: "most", in: /\b(?<most>\d+) characters or less$/ },
    { key: "least", in: /at least (?<least>\d+) characters/ },
    { key: "entries", in: /at most (?<most>\d+) entries$/ },
    { key: "entries", in: /must be (?<most>\d+) at most$/ },
  ],
  drawer_open: [{ key: "at", in: /^A drawer is open at (?<till>.+); close it first$/ }],
  marks: [
    { key: "thousands", in: /marks between its thousands: .* such as (?<example>[\d.]+)/ },
    { key: "comma", in: /has a decimal comma: / },
  ],
  range: [
    { key: "between", in: /from (?<low>-?[\d.]+) to (?<high>-?[\d.]+)(?: for a percentage)?$/ },
    { key: "most", in: /cannot exceed (?<most>[\d.]+)$/ },
    { key: "positive", in: /(?:more|greater) than 0$/ },
    { key: "notNegative", in: /must not be negative$/ },
  ],
  required: [{ key: "empty", in: /(?:is required|must not be empty|cannot be empty)$/ }],
  role_in_use: [{ key: "users", in: /in use by (?<users>\d+) users?; give/ }],
  ticket_state: [
    { key: "unwanted", in: /nothing of it is wanted any more$/ },
    ...["new", "started", "ready", "served", "cancelled"].map((state) => ({
      key: state,
      in: new RegExp(`^The ticket is ${state} and cannot `),
    })),
  ],
  time: [{ key: "day", in: /time such as 23:59$/ }],
  type: [
    { key: "whole", in: /must be a whole number$/ },
    { key: "number", in: /must be a number$/ },
  ],
};

export function faultOf({ code, message }: FieldProblem): Fault {
  for (const shape of shapes[code] ?? []) {
    const found = shape.in.exec(message);
    if (found) return { key: `${code}.${shape.key}`, values: { ...found.groups } };
  }
  return { key: shapes[code] ? `${code}.other` : code, values: { text: message } };
}

/** The server's sentence for beside the field: without the path that it begins with, which is for programs. */
export function withoutPath({ field, message }: FieldProblem): string {
  if (field === "" || !message.startsWith(`${field} `)) return message;
  const said = message.slice(field.length + 1);
  return said.charAt(0).toUpperCase() + said.slice(1);
}

/** The member that a path ends with, and the number of the entry that it is in: "items[2].price" is the price of entry 3. */
export function memberOf(field: string): { name: string; entry: number | null } {
  const name =
    field
      .replace(/\[\d+\]$/, "")
      .split(".")
      .at(-1) ?? field;
  const index = /\[(\d+)\][^[]*$/.exec(field)?.[1];
  return { name, entry: index === undefined ? null : Number(index) + 1 };
}

/** Whether what is said of the fields is all that the error says. */
export const isOfFields = (error: ApiError): boolean =>
  error.details.length > 0 && sentences(error.details.map((detail) => detail.message)) === error.message;
