// Every language has the messages of English, with the same placeholders and tags, and the plural forms of the language.
import { readdirSync, readFileSync } from "node:fs";

const folder = new URL("../locales/", import.meta.url);
const read = (language, file) => JSON.parse(readFileSync(new URL(`${language}/${file}`, folder), "utf8"));

function flat(messages, prefix = "") {
  return Object.entries(messages).flatMap(([key, value]) =>
    typeof value === "string" ? [[prefix + key, value]] : flat(value, `${prefix}${key}.`),
  );
}

/** The names within braces and the tags, sorted; texts of plural forms are looked into, too. */
function holes(text) {
  const names = [...text.matchAll(/\{\s*(\w+)\s*[,}]/g)].map((match) => match[1]);
  const tags = [...text.matchAll(/<(\w+)>/g)].map((match) => `<${match[1]}>`);
  return [...new Set([...names, ...tags])].sort().join(" ");
}

function pluralProblems(language, text) {
  if (!/,\s*plural\s*,/.test(text)) return [];
  const wanted = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  return wanted
    .filter((form) => !new RegExp(`\\b${form}\\s*\\{`).test(text))
    .map((form) => `has no plural form "${form}"`);
}

const problems = [];
const languages = readdirSync(folder);
for (const file of readdirSync(new URL("en/", folder))) {
  const english = new Map(flat(read("en", file)));
  for (const language of languages) {
    const messages = new Map(flat(read(language, file)));
    const tell = (key, text) => problems.push(`locales/${language}/${file}: ${key} ${text}`);
    for (const [key, text] of english) {
      if (!messages.has(key)) tell(key, "is missing");
      else if (holes(messages.get(key)) !== holes(text))
        tell(key, `has other placeholders than English (${holes(text)})`);
      for (const problem of pluralProblems(language, messages.get(key) ?? "")) tell(key, problem);
    }
    for (const key of messages.keys()) if (!english.has(key)) tell(key, "is unknown in English");
  }
}
if (problems.length > 0) {
  console.error(problems.join("\n"));
  process.exit(1);
}
console.log(`Messages complete in ${languages.length} languages`);
