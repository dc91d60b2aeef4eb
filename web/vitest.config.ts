import { defineConfig } from "vitest/config";

// They measure what a person waits for, and want the machine for themselves.
const timed = ["tests/kitchen.test.ts", "tests/large-cafe.test.ts", "tests/till-times.test.ts"];

const inChromium = { environment: "node", fileParallelism: false, testTimeout: 60_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    projects: [
      {
        extends: "./vite.config.ts",
        test: { name: "unit", include: ["src/**/*.test.{ts,tsx}"], environment: "happy-dom" },
      },
      { test: { name: "browser", include: ["tests/**/*.test.ts"], exclude: timed, ...inChromium } },
      { test: { name: "times", include: timed, ...inChromium } },
    ],
  },
});
