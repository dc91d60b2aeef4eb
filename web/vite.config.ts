import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const page = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const server = process.env.CAFEPOS_URL ?? "http://127.0.0.1:8880";

// Everything that is not the app's own goes to the server, as it will be where the binary serves both.
export default defineConfig({
  base: "/app/",
  plugins: [react()],
  build: {
    outDir: process.env.CAFEPOS_WEB_DIST ?? "dist",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rollupOptions: {
      input: {
        home: page("index.html"),
        till: page("till/index.html"),
        kitchen: page("kitchen/index.html"),
        office: page("office/index.html"),
      },
    },
  },
  server: { port: 5173, proxy: { "^/(?!app/)": { target: server, changeOrigin: false } } },
});
