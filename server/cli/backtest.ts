import { type HistoryOptions, type Season } from "../../lib/mod.ts";
import { backtestJson } from "./backtest_json.ts";
import { printBacktest } from "./backtest_table.ts";
import { countFile } from "./count_file.ts";
import { countMonitor } from "./count_monitor.ts";
import { INPUT_FLAGS, writeWhole } from "./inputs.ts";
import { testHistory } from "./test_history.ts";
import { monitors } from "./monitors.ts";
import { parse, positionals, UsageError, type Verb } from "./usage.ts";

const FORM = "backtest FILE --time C --every 1d [flags] | backtest NAME";

/** `sg backtest`: how often a monitor would have been in alarm, and how soon it finds what goes wrong. */
export const backtestVerb: Verb = {
  help: `sg ${FORM}
Replays the past windows of a file, or the days of a monitored system (streamflix), as a monitor would have judged them, each from windows before it, and puts faults of stated
size into them: expected false alarms, "a of n windows, at most u %", and the delay of each fault.

  --time C               times, texts that are times, or numbers of days (a row number, too)
  --every 1h|1d|1w|1mo   length of a window, defaults to 1d
  --reference-days N     rolling reference; defaults to 28 days, 13 weeks, a year of months, and with --season year to 3 years
  --season week|year|none   what recurs, defaults to week
  --rule auto|1of1|2of3  a window by itself, or two of three; auto (the default) chooses on the first half and grades on the second
  --lag N                windows a live monitor waits for, defaults to 0
  --budget 1/90          false-alarm episodes in days, defaults to 1/90
  --entity C             the column that names who a row is of: it is not judged
  --exclude C            leave a column out (repeatable)
  --no-faults            do not put faults in
  --html F, --json F     write the result; --json without a file: JSON to stdout
  --where SQL, --delimiter D, --null V, --types col=TYPE   as for "sg report"

Examples: deno task sg backtest trips.parquet --time pickup --every 1d --html backtest.html
          deno task sg backtest streamflix`,
  async run(args) {
    const { values, positionals: found } = parse(bareJson(args), {
      ...INPUT_FLAGS,
      time: { type: "string" },
      every: { type: "string" },
      "reference-days": { type: "string" },
      season: { type: "string" },
      rule: { type: "string" },
      lag: { type: "string" },
      budget: { type: "string" },
      entity: { type: "string" },
      exclude: { type: "string", multiple: true },
      "no-faults": { type: "boolean" },
      html: { type: "string" },
      json: { type: "string" },
      systems: { type: "string" },
      verbose: { type: "boolean" },
    });
    const [input] = positionals(found, FORM, 1);
    const season = seasonFlag(values.season);
    const rule = ruleFlag(values.rule);
    const asked: Partial<HistoryOptions> = {
      season,
      lag: count("lag", values.lag, 0),
      ...(values.budget === undefined
        ? {}
        : { budget: budgetFlag(values.budget) }),
      ...(rule === "2of3" ? { need: 2 } : rule === "1of1" ? { need: 1 } : {}),
    };
    const { counted, options } = Object.hasOwn(monitors, input!)
      ? await countMonitor(input!, values, say)
      : {
        counted: await countFile(input!, {
          ...values,
          time: timeFlag(input!, values.time),
          season,
        }, say),
        options: {},
      };
    const tested = testHistory(counted, { ...options, ...asked }, {
      auto: rule === "auto",
      faults: values["no-faults"] !== true,
      say,
    });
    const json = () =>
      `${JSON.stringify(backtestJson(counted, tested), null, 1)}\n`;
    if (values.json === "-") console.log(json().trimEnd());
    else {
      if (values.json !== undefined) await writeWhole(values.json, json());
      console.log(printBacktest(counted, tested));
    }
    return tested.result.episodes.length ? 1 : 0;
  },
};

function say(line: string): void {
  console.error(line);
}

/** Lets `--json` stand without a file: then JSON goes to stdout. */
function bareJson(args: readonly string[]): readonly string[] {
  return args.flatMap((arg, i) =>
    arg === "--json" &&
      (args[i + 1] === undefined || args[i + 1]!.startsWith("-"))
      ? ["--json=-"]
      : [arg]
  );
}

function seasonFlag(given: string | undefined): Season {
  if (given === undefined) return "week";
  if (given === "week" || given === "year" || given === "none") return given;
  throw new UsageError(
    `Cannot use --season "${given}": week, year or none is needed`,
  );
}

function ruleFlag(given: string | undefined): "auto" | "1of1" | "2of3" {
  if (given === undefined) return "auto";
  if (given === "auto" || given === "1of1" || given === "2of3") return given;
  throw new UsageError(
    `Cannot use --rule "${given}": auto, 1of1 or 2of3 is needed`,
  );
}

function timeFlag(input: string, given: string | undefined): string {
  if (given !== undefined) return given;
  throw new UsageError(
    `Cannot lay windows over "${input}": --time names no column, the form is "sg ${FORM}"`,
  );
}

function budgetFlag(given: string) {
  const [episodes, days] = given.split("/").map(Number);
  if (episodes! > 0 && days! > 0) return { episodes: episodes!, days: days! };
  throw new UsageError(
    `Cannot use --budget "${given}": episodes in days, such as "1/90", are needed`,
  );
}

function count(name: string, given: string | undefined, other: number): number {
  if (given === undefined) return other;
  const n = Number(given);
  if (Number.isInteger(n) && n >= 0) return n;
  throw new UsageError(
    `Cannot use --${name} "${given}": a whole number from 0 on is needed`,
  );
}
