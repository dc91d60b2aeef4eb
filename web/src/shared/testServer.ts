import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Help for tests that hold the words of the app against what the server's source can say. */

export interface Source {
  /** Below src/, such as "sales/sell.cpp". */
  path: string;
  text: string;
}

/** The server's sources without its tests. */
export function serverSources(): Source[] {
  const folder = join(process.cwd(), "../src");
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  const isTest = (name: string) => /(?:_test\.cpp$|(?:^|\/)test_)/.test(name);
  return names
    .filter((name) => /\.(?:cpp|h)$/.test(name) && !isTest(name))
    .map((path) => ({ path, text: readFileSync(join(folder, path), "utf8") }));
}

/** The arguments that begin at `start` within a bracket, as they are written. */
function argumentsAt(text: string, start: number): string[] {
  const found: string[] = [];
  let from = start;
  for (let at = start, depth = 1; at < text.length; at += 1) {
    const letter = text[at] ?? "";
    if (letter === '"') for (at += 1; at < text.length && text[at] !== '"'; at += 1) if (text[at] === "\\") at += 1;
    if ("({[".includes(letter)) depth += 1;
    if (")}]".includes(letter)) depth -= 1;
    if ((letter === "," && depth === 1) || depth === 0) {
      found.push(text.slice(from, at).trim());
      from = at + 1;
    }
    if (depth === 0) break;
  }
  return found;
}

/** The arguments of each call of a function with such a name: `names` is a pattern. */
export function callsOf(text: string, names: string): string[][] {
  const calls = text.matchAll(new RegExp(String.raw`(?<![\w:])(?:${names})\s*(?:\(\{|[({])`, "g"));
  return [...calls].map((call) => argumentsAt(text, call.index + call[0].length));
}

/** The messages of a language's file in locales/. */
export const messagesOf = <Messages>(language: string, file: string) =>
  JSON.parse(readFileSync(join(process.cwd(), `locales/${language}/${file}.json`), "utf8")) as Messages;
