import { expect, it } from "vitest";
import german from "../../../locales/de/office.json";
import english from "../../../locales/en/office.json";
import spanish from "../../../locales/es/office.json";
import french from "../../../locales/fr/office.json";
import { serverSources } from "../../shared/testServer";

/** What the server knows: the id and its English words. */
const source = serverSources().find(({ path }) => path === "staff/permissions.cpp")?.text ?? "";
const known = [...source.matchAll(/Line\{\{"([\w.]+)", "\w+",\s*"([^"]+)"\}/g)].map(([, id = "", words = ""]) => ({
  id,
  words,
}));

const wordsOf = (office: typeof english, id: string): string | undefined => {
  const [group = "", name = ""] = id.split(".");
  return (office.staff.rights as Record<string, Record<string, string>>)[group]?.[name];
};

it("says each right of a role in the language of the screen", () => {
  expect(known.length).toBeGreaterThan(40);
  for (const { id, words } of known) {
    expect(wordsOf(english, id), id).toBe(words);
    const others = [german, french, spanish].map((office) => wordsOf(office, id));
    expect(new Set([words, ...others]).size, id).toBe(4);
    expect(others, id).not.toContain(undefined);
  }
});
