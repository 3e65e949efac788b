import { defineConfig } from "vitest/config";

const root = new URL("../", import.meta.url).pathname;

// The threads pool does not run under Deno; forks do, and native packages load in them.
export default defineConfig({
  root,
  cacheDir: `${root}node_modules/.cache/vitest`,
  resolve: {
    alias: [
      { find: /^sightglass\/native$/, replacement: `${root}lib/native/mod.ts` },
      { find: /^sightglass$/, replacement: `${root}lib/mod.ts` },
    ],
  },
  test: {
    pool: "forks",
    maxWorkers: 2,
    setupFiles: ["test/no_warnings.ts"],
    include: ["test/**/*.test.ts"],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    passWithNoTests: false,
  },
});
