import { build, stop } from "esbuild";
import { root } from "./deno.ts";

/** The packages that lib/math/stdlib.d.ts names as one JavaScript file, the same for the same lock file. */
export async function stdlib(): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: await Deno.readTextFile(`${root}lib/math/stdlib.d.ts`),
      resolveDir: `${root}lib/math`,
    },
    bundle: true,
    format: "esm",
    platform: "browser",
    // "debug" looks for a page; a notebook's own "const document" is hoisted, and reading it early throws
    define: { document: "undefined" },
    minify: true,
    write: false,
    legalComments: "none",
    banner: {
      js: `// @ts-self-types="./stdlib.d.ts"
// Copyright (c) The Stdlib Authors, Apache License 2.0, https://stdlib.io. Made by \`deno task docs\`; do not edit.`,
    },
  });
  await stop();
  return outputFiles[0]!.text;
}
