/**
 * Makes the demo world: `deno task world [--users N] [--titles N] [--days N] [--requests N] [--seed N] [--out DIR] [--tiny]`.
 *
 * Progress goes to stderr; time, size, hashes and a line a day go to stdout. See README.md beside this file.
 */
import { parseArgs } from "node:util";
import { resolve } from "node:path";
import type { DayFigures } from "./figures.ts";
import { standardWorld, tinyWorld, type WorldOptions } from "./options.ts";
import { writeWorld } from "./write_world.ts";

const sizes = ["users", "titles", "days", "requests", "seed"] as const;
const least = { users: 20, titles: 40, days: 12, requests: 200, seed: 0 };

async function make(args: readonly string[]): Promise<void> {
  const { options, out } = parsed(args);
  const began = performance.now();
  const { files, days } = await writeWorld(options, out, progress);
  const seconds = (performance.now() - began) / 1000;
  progress(undefined);
  console.log(dayTable(days));
  for (
    const { path, bytes, sha256 } of files.filter(({ path }) => isHead(path))
  ) {
    console.log(`${sha256}  ${path} (${bytes} bytes)`);
  }
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  console.log(
    `${out}: ${files.length} files, ${(bytes / 1e6).toFixed(1)} MB, ${
      seconds.toFixed(1)
    } s; the hash of manifest.json stands for all files`,
  );
}

function parsed(
  args: readonly string[],
): { options: WorldOptions; out: string } {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      users: text,
      titles: text,
      days: text,
      requests: text,
      seed: text,
      out: text,
      tiny: { type: "boolean" },
    },
  });
  const options: Record<string, number> = {
    ...(values.tiny ? tinyWorld : standardWorld),
  };
  for (const name of sizes) {
    if (values[name] === undefined) continue;
    const value = Number(values[name]);
    if (!Number.isSafeInteger(value) || value < least[name]) {
      throw new RangeError(
        `Cannot make a world with --${name} "${
          values[name]
        }": a whole number of at least ${least[name]} is needed`,
      );
    }
    options[name] = value;
  }
  const out = values.out === undefined
    ? new URL("out", import.meta.url).pathname
    : resolve(Deno.env.get("INIT_CWD") ?? ".", values.out);
  return { options: options as unknown as WorldOptions, out };
}

function progress(message: string | undefined): void {
  const isTerminal = Deno.stderr.isTerminal();
  const line = message === undefined
    ? (isTerminal ? "\r\x1b[K" : "")
    : isTerminal
    ? `\r\x1b[K${message}`
    : /^day (\d+)/.test(message) && Number(message.split(" ")[1]) % 10 !== 0
    ? ""
    : `${message}\n`;
  Deno.stderr.writeSync(new TextEncoder().encode(line));
}

function dayTable(days: readonly DayFigures[]): string {
  const percent = (share: number) => (100 * share).toFixed(2).padStart(7);
  const head =
    "day         requests  click %  watch %  top 1 %  fallb %  models (click %)";
  const lines = days.map((day) =>
    `${day.day}  ${String(day.requests).padStart(8)}  ${
      [day.clickRate, day.watchRate, day.topShare, day.fallbackShare]
        .map(percent).join("  ")
    }  ${
      Object.entries(day.models).sort(([a], [b]) => a < b ? -1 : 1).map((
        [id, { clicks, exposures }],
      ) => `${id}${percent(clicks / exposures)}`).join("  ")
    }`
  );
  return [head, ...lines].join("\n");
}

/** The files whose hashes are printed: those that are not one of many. */
function isHead(path: string): boolean {
  return !path.includes("/dt=");
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
