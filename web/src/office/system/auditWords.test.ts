import { expect, it } from "vitest";
import { languages } from "../../shared/i18n/i18n";
import { callsOf, messagesOf, type Source, serverSources } from "../../shared/testServer";

const literals = (text: string, form: RegExp) => [...text.matchAll(form)].map((match) => match[1] ?? "");
const dotted = /"([a-z_]+\.[a-z_]+|logout)"/g;
const bare = /^"([a-z_]+)"$/;

/** What is recorded by a whole name: by `record`, by an entry, and by the functions of the file that take an action or an entry. */
function namedIn({ text }: Source): string[] {
  const helpers = [
    ...literals(text, /\b(\w+)\([^;{}]*?\b(?:action|audited)\b[,)= ]/g),
    ...literals(text, /\b(\w+)\([^;{}]*audit::Entry& \w+/g),
  ];
  const names = [...new Set(["(?:[\\w.]+[.])?record", ...helpers])].join("|");
  return callsOf(text, names).flatMap((call) => literals(call.join(", "), dotted));
}

/** What is recorded by the last word alone: of the menu, its items and tabs. */
function composedIn({ path, text }: Source): string[] {
  const words = (call: string[]) =>
    call.map((argument) => bare.exec(argument)?.[1]).filter((word) => word !== undefined);
  if (path.startsWith("menu/")) {
    const changes = callsOf(text, "record").filter((call) => call.includes("act.origin") || call.includes("origin"));
    return changes.flatMap((call) =>
      words(call).map((word) => `${call.includes("std::nullopt") ? "menu" : "menu_item"}.${word}`),
    );
  }
  if (path !== "tabs/changes.cpp") return [];
  const finished = callsOf(text, "finish").map((call) => call[2] ?? "");
  return finished.flatMap((what) => literals(what, /"([a-z_]+)"/g)).map((word) => `tab.${word}`);
}

/** All actions that the server's audit log can name, as its source says. */
function actionsOfServer(): string[] {
  const sources = serverSources().filter(({ path }) => path.endsWith(".cpp"));
  const actions = sources.flatMap((source) => [...namedIn(source), ...composedIn(source)]);
  for (const { text } of sources) actions.push(...literals(text, /incident_action = "([a-z_.]+)"/g));
  return [...new Set(actions)].sort();
}

function flat(words: object, prefix = ""): string[] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === "string" ? [prefix + key] : flat(value as object, `${prefix}${key}.`),
  );
}

it("has words for every action of the audit log in every language", () => {
  const actions = actionsOfServer();
  for (const known of [
    "login.failed",
    "logout",
    "user.pin_changed",
    "menu_item.combo_changed",
    "menu.imported",
    "tab.merged",
  ])
    expect(actions).toContain(known);
  for (const language of languages)
    expect(flat(messagesOf<{ audit: object }>(language, "office").audit).sort(), language).toEqual(actions);
});
