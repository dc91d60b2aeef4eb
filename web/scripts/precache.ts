import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin, Rollup } from "vite";
import type { Pack } from "../src/worker/pack";

/** The pages that start without the server, by the names of their entries; "home" leads to them. */
const pages = { home: "", till: "till/", kitchen: "kitchen/" } as const;
const worker = "sw.js";
const placeholder = /(["'`])__PACK__\1/;

const isChunk = (file: Rollup.OutputAsset | Rollup.OutputChunk | undefined): file is Rollup.OutputChunk =>
  file?.type === "chunk";

/** Whether messages are those of another page. */
function isOthers(name: string): boolean {
  const [, part] = /messages-\w+-(\w+)-/.exec(name) ?? [];
  return part !== undefined && part !== "shared" && !(part in pages);
}

/** Everything that these entries need, now or later, with styles. */
function filesOf(bundle: Rollup.OutputBundle): string[] {
  const found = new Set<string>();
  const gather = (name: string) => {
    const chunk = bundle[name];
    if (found.has(name) || isOthers(name) || !isChunk(chunk)) return;
    found.add(name);
    for (const style of chunk.viteMetadata?.importedCss ?? []) found.add(style);
    for (const next of [...chunk.imports, ...chunk.dynamicImports]) gather(next);
  };
  for (const chunk of Object.values(bundle))
    if (isChunk(chunk) && chunk.isEntry && chunk.name in pages) gather(chunk.fileName);
  return [...found].sort();
}

/** Tells the service worker what the pages consist of. */
export function precache(base: string): Plugin {
  let folder = "";
  return {
    name: "precache",
    apply: "build",
    configResolved: (config) => {
      folder = config.publicDir;
    },
    generateBundle: {
      order: "post", // when the pages are written
      handler(_, bundle) {
        const chunk = bundle[worker];
        if (!isChunk(chunk)) throw new Error(`the app has no ${worker}`);
        if (chunk.imports.length > 0 || !placeholder.test(chunk.code))
          throw new Error(`${worker} is not a whole worker`);
        const hash = createHash("sha256");
        for (const page of Object.values(pages)) {
          const html = bundle[`${page}index.html`];
          if (html?.type !== "asset") throw new Error(`the app has no page ${page}`);
          hash.update(html.source);
        }
        const shared = readdirSync(folder).sort();
        for (const name of shared) hash.update(readFileSync(join(folder, name)));
        const files = [...filesOf(bundle), ...shared];
        hash.update(files.join());
        const pack: Pack = {
          version: hash.digest("hex").slice(0, 16),
          pages: Object.values(pages).map((page) => base + page),
          files: files.map((file) => base + file),
        };
        chunk.code = chunk.code.replace(placeholder, () => JSON.stringify(JSON.stringify(pack)));
      },
    },
  };
}
