import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import compile from "icu-minify/compile";
import { defineConfig, type Plugin } from "vite";
import { precache } from "./scripts/precache.ts";

const page = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const server = process.env.CAFEPOS_URL ?? "http://127.0.0.1:8880";

interface Messages {
  [key: string]: string | Messages;
}
const compiled = (messages: Messages): object =>
  Object.fromEntries(
    Object.entries(messages).map(([key, text]) => [key, typeof text === "string" ? compile(text) : compiled(text)]),
  );

/** Messages are parsed when the pages are built: no parser travels with them, which is a tenth of a page. */
const messages: Plugin = {
  name: "messages",
  apply: "build",
  enforce: "pre",
  config: () => ({ resolve: { alias: { "use-intl/format-message": "use-intl/format-message/format-only" } } }),
  transform: {
    filter: { id: /\/locales\/\w+\/\w+\.json$/ },
    handler: (text) => ({ code: JSON.stringify(compiled(JSON.parse(text))), map: null }),
  },
};

const base = "/app/";

// Everything that is not the app's own goes to the server, as it will be where the binary serves both.
export default defineConfig({
  base,
  plugins: [react(), messages, precache(base)],
  build: {
    outDir: process.env.CAFEPOS_WEB_DIST ?? "dist",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    license: { fileName: "licenses.md" }, // whose work the pages contain
    chunkSizeWarningLimit: 2_000, // kB, unpacked: budgets.mjs is what watches over weights
    rollupOptions: {
      input: {
        home: page("index.html"),
        till: page("till/index.html"),
        kitchen: page("kitchen/index.html"),
        office: page("office/index.html"),
        api: page("api/index.html"),
        trust: page("trust/index.html"),
        sw: page("src/worker/worker.ts"),
      },
      output: {
        // The worker's address stays: browsers ask it for a newer one.
        entryFileNames: ({ name }) => (name === "sw" ? "sw.js" : "assets/[name]-[hash].js"),
        // Messages are told from screens by name: budgets.mjs weighs them.
        chunkFileNames: ({ facadeModuleId }) => {
          const [, language, part] = /\/locales\/(\w+)\/(\w+)\.json$/.exec(facadeModuleId ?? "") ?? [];
          return `assets/${language && part ? `messages-${language}-${part}` : "[name]"}-[hash].js`;
        },
      },
    },
  },
  server: { port: 5173, proxy: { "^/(?!app/)": { target: server, changeOrigin: false } } },
});
