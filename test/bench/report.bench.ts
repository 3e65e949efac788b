/**
 * `sg report` with its HTML beside a plain sum scan and a histogram pass of the same files, whole processes, in turn.
 *
 * ```sh
 * deno task bench report [ROWSxCOLUMNS ...] [--runs N]
 * ```
 */
import { makeData } from "./make_data.ts";
import { type Cost, measureProcess, median } from "./measure_process.ts";

const sizes = Deno.args.filter((arg) => /^\d+x\d+$/.test(arg));
const at = Deno.args.indexOf("--runs");
const runs = at < 0 ? 3 : Number(Deno.args[at + 1]);
const folder = `${Deno.env.get("TMPDIR") ?? "/tmp"}/sightglass-bench`;
const here = (path: string) => new URL(path, import.meta.url).pathname;

for (const size of sizes.length ? sizes : ["1000000x20"]) {
  const [rows, columns] = size.split("x").map(Number);
  const { reference, current } = await makeData(folder, rows!, columns!);
  const programs: Readonly<Record<string, readonly string[]>> = {
    "sum scan": [here("floor.ts"), "sum", reference, current],
    "duckdb_hist": [here("floor.ts"), "hist", reference, current],
    "sg report": [
      here("../../server/cli/sg.ts"),
      "report",
      current,
      "--reference",
      reference,
      "--html",
      `${folder}/report.html`,
    ],
  };
  const costs = new Map<string, Cost[]>();
  for (let run = 0; run <= runs; run++) {
    for (const [name, args] of Object.entries(programs)) {
      const cost = await measureProcess(["run", "-A", "--no-check", ...args]);
      if (run > 0) costs.set(name, [...(costs.get(name) ?? []), cost]);
    }
  }
  const cpu = (name: string) =>
    median(costs.get(name)!.map(({ cpuSeconds }) => cpuSeconds));
  console.log(`${size}, median of ${runs} runs after one warm-up`);
  for (const [name, list] of costs) {
    console.log(
      `  ${name.padEnd(12)} cpu ${cpu(name).toFixed(2)} s  wall ${
        median(list.map(({ wallSeconds }) => wallSeconds)).toFixed(2)
      } s  peak ${
        median(list.map(({ peakMb }) => peakMb)).toFixed(0)
      } MB  cpu / sum scan ${
        (cpu(name) / cpu("sum scan")).toFixed(2)
      }  cpu / duckdb_hist ${(cpu(name) / cpu("duckdb_hist")).toFixed(2)}`,
    );
  }
  const { size: bytes } = await Deno.stat(`${folder}/report.html`);
  console.log(`  report.html ${Math.round(bytes / 1024)} KB`);
}
console.log(
  "Peers at 1 M x 20 on 2 shared cores, November 2026: Evidently 0.7.23 52 s, 2.3 GB; whylogs 51 s; NannyML 18.5 s; Deepchecks suite 482 s, 6.9 GB; Great Expectations 6.8 s",
);
