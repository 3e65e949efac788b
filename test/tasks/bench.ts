/**
 * Runs the benches of test/bench/, one after the other, each in its own process.
 *
 * ```sh
 * deno task bench [NAME] [flags of the bench]
 * ```
 */
import { deno, install, root } from "./deno.ts";

const named = Deno.args[0]?.startsWith("-") === false;
const name = named ? Deno.args[0] : undefined;
const flags = Deno.args.slice(named ? 1 : 0);
const names = (await benches()).filter((bench) =>
  name === undefined || bench === name
);
if (names.length === 0) {
  console.error(
    `Cannot run bench "${name ?? ""}": there are ${
      (await benches()).join(", ") || "none"
    }`,
  );
  Deno.exitCode = 2;
}
if (names.length > 0) {
  if (await install() !== 0) Deno.exit(3);
  console.log(await machine());
}
for (const bench of names) {
  console.log(`\n${bench}: deno task bench ${bench}`);
  if (await deno("run", "-A", `test/bench/${bench}.bench.ts`, ...flags) !== 0) {
    Deno.exitCode = 1;
  }
}

async function benches(): Promise<string[]> {
  const found: string[] = [];
  for await (const { name } of Deno.readDir(`${root}test/bench`)) {
    if (name.endsWith(".bench.ts")) {
      found.push(name.slice(0, -".bench.ts".length));
    }
  }
  return found.sort();
}

async function machine(): Promise<string> {
  const cpu = await Deno.readTextFile("/proc/cpuinfo").then(
    (text) => text.match(/model name\s*: (.*)/)?.[1],
    () => undefined,
  );
  const memory = (Deno.systemMemoryInfo().total / 2 ** 30).toFixed(0);
  return `${
    cpu ?? Deno.build.arch
  }, ${navigator.hardwareConcurrency} cores, ${memory} GiB, Deno ${Deno.version.deno}`;
}
