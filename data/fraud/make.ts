/**
 * Makes the fraud world: `deno run -A data/fraud/make.ts [--payments N] [--cards N] [--seed N] [--out DIR]`.
 *
 * Sizes and hashes go to stdout. See README.md beside this file.
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { type FraudOptions, standardFraud } from "./options.ts";
import { writeFraud } from "./write_fraud.ts";

const least: Readonly<Record<keyof FraudOptions, number>> = {
  payments: 50,
  cards: 10,
  seed: 0,
};

async function make(args: readonly string[]): Promise<void> {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    args: [...args],
    options: { payments: text, cards: text, seed: text, out: text },
  });
  const entries = Object.entries(standardFraud).map(([name, usual]) => {
    const given = values[name as keyof FraudOptions];
    const value = given === undefined ? usual : Number(given);
    const from = least[name as keyof FraudOptions];
    if (!Number.isSafeInteger(value) || value < from) {
      throw new RangeError(
        `Cannot make a world with --${name} "${given}": a whole number of at least ${from} is needed`,
      );
    }
    return [name, value];
  });
  const out = values.out === undefined
    ? new URL("out", import.meta.url).pathname
    : resolve(Deno.env.get("INIT_CWD") ?? ".", values.out);
  const began = performance.now();
  const files = await writeFraud(Object.fromEntries(entries), out);
  for (const { path, bytes, sha256 } of files) {
    console.log(`${sha256}  ${path} (${bytes} bytes)`);
  }
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  console.log(
    `${out}: ${files.length} files, ${(bytes / 1e6).toFixed(1)} MB, ${
      ((performance.now() - began) / 1000).toFixed(1)
    } s; the hash of manifest.json stands for all files`,
  );
}

if (import.meta.main) {
  try {
    await make(Deno.args);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    Deno.exit(
      error instanceof RangeError || error instanceof TypeError ? 2 : 3,
    );
  }
}
