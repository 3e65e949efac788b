import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { dayWindow } from "../jobs/window.ts";
import { userPath } from "./inputs.ts";
import { monitorNamed, monitors } from "./monitors.ts";
import { openMonitor } from "./open_monitor.ts";
import { serveFlags } from "./serve_flags.ts";
import { streamflixRows } from "./streamflix_rows.ts";
import { parse, positionals, UsageError, type Verb } from "./usage.ts";

const FORM = "monitor list | monitor run NAME [--from DAY] [--to DAY]";

/** `sg monitor`: the scheduled job, run once. */
export const monitorVerb: Verb = {
  help: `sg ${FORM}
Judges days of a system against its reference, as the server does on its schedule, and writes their reports and results.

  --from DAY, --to DAY   from the first day on, up to but without the second; both default to all days without a report
  --html F               copy the last day's report there
  --json                 one line of JSON a day to stdout
  --systems DIR, --lake DIR   as for "sg serve"

Example: deno task sg monitor run streamflix --from 2026-02-16 --to 2026-02-18`,
  async run(args) {
    const text = { type: "string" } as const;
    const { values, positionals: found } = parse(args, {
      from: text,
      to: text,
      html: text,
      lake: text,
      systems: text,
      json: { type: "boolean" },
      verbose: { type: "boolean" },
    });
    const [verb, name] = positionals(found, FORM, 1, 2);
    if (verb === "list") return list(values.json === true);
    if (verb !== "run" || name === undefined) {
      throw new UsageError(
        `Cannot read the command: "${verb}" is unknown, the form is "sg ${FORM}"`,
      );
    }
    const config = monitorNamed(name);
    const { root, lake } = serveFlags([
      ...(values.systems === undefined ? [] : ["--systems", values.systems]),
      ...(values.lake === undefined ? [] : ["--lake", values.lake]),
    ]);
    const rows = streamflixRows(root, lake);
    const monitor = openMonitor(config, rows, root);
    try {
      const days = await daysOf(
        values,
        rows.days(),
        () => monitor.missing(Infinity),
      );
      let failed = false, last = "";
      for (const [i, day] of days.entries()) {
        console.error(`Judging ${day}, ${i + 1} of ${days.length}`);
        const report = await monitor.judge(day);
        failed ||= report.verdict === "fail";
        last = day;
        console.log(
          values.json
            ? JSON.stringify({ day, verdict: report.verdict })
            : `${day} ${report.text()}\n`,
        );
      }
      if (days.length === 0) console.error("Every day has its report");
      if (values.html !== undefined && last) {
        const target = userPath(values.html);
        if (!existsSync(dirname(target))) {
          throw new UsageError(
            `Cannot write "${values.html}": its folder does not exist`,
          );
        }
        await Deno.copyFile(
          monitor.reportPath(`report-${last}.html`),
          target,
        );
      }
      return failed ? 1 : 0;
    } finally {
      monitor.close();
    }
  },
};

function list(json: boolean): number {
  for (
    const { system, title, reference, schedule } of Object.values(monitors)
  ) {
    console.log(
      json
        ? JSON.stringify({ system, title, reference, schedule })
        : `${system}: ${title}, against ${reference.from} to ${reference.to}, schedule "${schedule}" UTC`,
    );
  }
  return 0;
}

async function daysOf(
  { from, to }: { from?: string | undefined; to?: string | undefined },
  known: readonly string[],
  missing: () => Promise<readonly string[]>,
): Promise<readonly string[]> {
  if (known.length === 0) {
    throw new UsageError(
      'Cannot run the monitor: there are no exposures, make the demo world with "deno task world"',
    );
  }
  for (const day of [from, to]) if (day !== undefined) dayWindow(day);
  if (from === undefined && to === undefined) return await missing();
  const days = known.filter((day) =>
    day >= (from ?? "") && day < (to ?? "9999-12-31")
  );
  if (days.length) return days;
  throw new UsageError(
    `Cannot judge from "${from ?? ""}" to "${
      to ?? ""
    }": there are exposures from ${known[0]} to ${known.at(-1)} only`,
  );
}
