// pack.mjs DIST OUT: the files of DIST, gzipped, in OUT/web.pack, and OUT/web_app_data.cpp that knows where each lies.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { extname, join, relative, resolve } from "node:path";
import { gzipSync } from "node:zlib";

const types = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".md": "text/markdown; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml; charset=utf-8",
  ".webmanifest": "application/manifest+json",
};

const [dist, out] = process.argv.slice(2).map((path) => resolve(path));

function filesIn(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesIn(path) : [path];
  });
}

/** Bytewise, as the program looks them up. */
const byPath = (a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path));

const files = filesIn(dist)
  .map((path) => {
    const type = types[extname(path)];
    if (!type) throw new Error(`${path}: a kind of file that the pack does not know`);
    const bytes = readFileSync(path);
    const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 32);
    return { path: relative(dist, path), type, hash, packed: gzipSync(bytes, { level: 9 }) };
  })
  .sort(byPath);

let offset = 0;
const entries = files.map(({ path, type, hash, packed }) => {
  const entry = `    {"${path}", "${type}", "${hash}", {cafepos_web_pack + ${offset}, ${packed.length}}},\n`;
  offset += packed.length;
  return entry;
});

writeFileSync(join(out, "web.pack"), Buffer.concat(files.map((file) => file.packed)));
writeFileSync(
  join(out, "web_app_data.cpp"),
  `#include "web_app.h"

asm(".section .rodata\\n"
    "cafepos_web_pack:\\n"
    ".incbin \\"${join(out, "web.pack")}\\"\\n"
    ".previous\\n");
extern "C" const char cafepos_web_pack[];

namespace cafepos::app {
namespace {
const http::PackedFile files[] = {
${entries.join("")}};
}  // namespace
std::span<const http::PackedFile> web_app() { return files; }
}  // namespace cafepos::app
`,
);
