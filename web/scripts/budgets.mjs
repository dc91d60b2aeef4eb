// budgets.mjs [DIST]: what a device fetches before it can work, page by page, as the pack compresses it. Fails above the limits.
// Without DIST it builds the app into a folder that it removes again. A kB has 1000 bytes.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "vite";

/** kB. The script of a page counts with the messages of its longest language; the description of the API speaks English alone, and
 * its viewer is as heavy as it is: what matters is that it weighs on no other page. */
const limits = {
  till: { script: 130, style: 15, page: 5 },
  kitchen: { script: 100, style: 15, page: 5 },
  office: { script: 200, style: 15, page: 5 },
  trust: { script: 90, style: 15, page: 5 },
  api: { script: 480, style: 35, page: 5, hasMessages: false },
};
const messagesLimit = 20;
const packLimit = 1500;

const size = (path) => gzipSync(readFileSync(path), { level: 9 }).length;
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

/** The files that a page names with this tag. */
function named(html, tag) {
  const found = [...html.matchAll(tag)].map((match) => match[1]);
  if (found.length === 0) throw new Error(`the page has no ${tag}`);
  return found;
}

/** Bytes of each file of messages, by "language-part". */
function messagesIn(dist) {
  const found = new Map();
  for (const file of readdirSync(join(dist, "assets"))) {
    const name = /^messages-(\w\w-\w+)-/.exec(file)?.[1];
    if (name) found.set(name, size(join(dist, "assets", file)));
  }
  return found;
}

function measure(dist) {
  const messages = messagesIn(dist);
  const languages = readdirSync(new URL("../locales/", import.meta.url));
  const sizeOfMessages = (name) => {
    const bytes = messages.get(name);
    if (bytes === undefined) throw new Error(`the app has no messages ${name}`);
    return bytes;
  };
  const rows = [];
  for (const [page, most] of Object.entries(limits)) {
    const path = join(dist, page, "index.html");
    const html = readFileSync(path, "utf8");
    const sizes = (tag) => sum(named(html, tag).map((url) => size(join(dist, url.replace(/^\/app\//, "")))));
    const words =
      most.hasMessages === false
        ? 0
        : Math.max(...languages.map((name) => sizeOfMessages(`${name}-shared`) + sizeOfMessages(`${name}-${page}`)));
    const script = sizes(/(?:src|modulepreload" crossorigin href)="([^"]+\.js)"/g) + words;
    const style = sizes(/stylesheet" crossorigin href="([^"]+\.css)"/g);
    rows.push({ what: `${page}, script`, bytes: script, limit: most.script });
    rows.push({ what: `${page}, style`, bytes: style, limit: most.style });
    rows.push({ what: `${page}, page`, bytes: size(path), limit: most.page });
  }
  const [name, bytes] = [...messages].reduce((most, next) => (next[1] > most[1] ? next : most));
  rows.push({ what: `largest messages, ${name}`, bytes, limit: messagesLimit });
  const all = readdirSync(dist, { recursive: true }).map((path) => join(dist, path));
  const packed = sum(all.filter((path) => statSync(path).isFile()).map(size));
  rows.push({ what: "the whole pack", bytes: packed, limit: packLimit });
  return rows;
}

let dist = process.argv[2];
const made = dist ? null : mkdtempSync(join(tmpdir(), "cafepos-budgets-"));
let rows;
try {
  if (made) {
    await build({ build: { outDir: made }, logLevel: "warn" });
    dist = made;
  }
  rows = measure(dist);
} finally {
  if (made) rmSync(made, { recursive: true });
}
for (const { what, bytes, limit } of rows) {
  const line = `${what.padEnd(30)}${(bytes / 1000).toFixed(1).padStart(8)} kB of ${String(limit).padStart(4)}`;
  console.log(bytes > limit * 1000 ? `${line}  TOO MUCH` : line);
}
if (rows.some(({ bytes, limit }) => bytes > limit * 1000)) {
  console.error("The app is heavier than its budgets allow");
  process.exit(1);
}
