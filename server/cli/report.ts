import Table from "cli-table3";
import { pathToFileURL } from "node:url";
import {
  type Check,
  intervalText,
  oneLine,
  pValueText,
  referenceText,
  type Report,
  reportOn,
  type Result,
  together,
  valueText,
  type Verdict,
} from "../../lib/mod.ts";
import {
  INPUT_FLAGS,
  readSide,
  ROLE_FLAGS,
  rolesOf,
  userPath,
  writeWhole,
} from "./inputs.ts";
import { readProfile } from "./profile.ts";
import { parse, positionals, UsageError, type Verb } from "./usage.ts";

const FORM = "report CURRENT [--reference REF] [flags]";

/** `sg report`: judges files. */
export const report: Verb = {
  help: `sg ${FORM}
Judges a file (Parquet, CSV, NDJSON, Arrow IPC, a glob or a folder), against a reference where one is given.

  --reference REF              what the current data is compared with: data, or a stored *.profile.json
  --where SQL, --reference-where SQL   select rows; a reference that is not given is CURRENT itself when only its rows differ
  --label C [--positive V] --score C --prediction C --time C --query C --item C ...   which column plays which part
  --slice C                    each metric again for the 20 most frequent values of a column (repeatable)
  --exclude C                  leave a column out (repeatable)
  --suite FILE.ts              your own checks: a file that exports "checks"
  --only PATTERN, --skip PATTERN   keep or leave out checks by name, * stands for anything (repeatable)
  --html F, --json F, --junit F, --md F   write the report
  --json                       without a file: JSON to stdout
  --fail-on fail|warn|unknown  from which verdict on the exit code is 1, defaults to fail
  --delimiter D, --null V, --types col=TYPE   overrule what was guessed of a CSV

Example: deno task sg report march.parquet --reference train.parquet --label watched --html report.html`,
  async run(args) {
    const { values, positionals: found } = parse(bareJson(args), {
      ...INPUT_FLAGS,
      ...ROLE_FLAGS,
      reference: { type: "string" },
      suite: { type: "string" },
      only: { type: "string", multiple: true },
      skip: { type: "string", multiple: true },
      html: { type: "string" },
      json: { type: "string" },
      junit: { type: "string" },
      md: { type: "string" },
      name: { type: "string" },
      "fail-on": { type: "string" },
      verbose: { type: "boolean" },
    });
    const [input] = positionals(found, FORM, 1);
    const failOn = verdictFlag(values["fail-on"]);
    const before = values.reference ??
      (values["reference-where"] === undefined ? undefined : input!);
    const current = await readSide(input!, values, "current");
    const reference = before === undefined
      ? undefined
      : before.endsWith(".profile.json")
      ? await readProfile(before)
      : await readSide(before, values, "reference");
    for (
      const [side, table] of [["current", current], [
        "reference",
        reference,
      ]] as const
    ) {
      for (const { message } of table?.notes ?? []) {
        console.error(`Note on the ${side} data: ${message}`);
      }
    }
    const made = await reportOn({ current, reference }, {
      ...rolesOf(values),
      ...(values.name === undefined ? {} : { name: values.name }),
      ...(values.only ? { only: values.only } : {}),
      ...(values.skip ? { skip: values.skip } : {}),
      ...(values.suite === undefined
        ? {}
        : { checks: await loadSuite(values.suite) }),
    });
    if (values.slice && !made.slices.length) {
      console.error(
        "Nothing to tell by slice: metrics need rows, --label, and --score or --prediction",
      );
    }
    if (values.html !== undefined) await writeWhole(values.html, made.html());
    if (values.junit !== undefined) {
      await writeWhole(values.junit, made.junit());
    }
    if (values.md !== undefined) await writeWhole(values.md, made.markdown());
    const json = () => `${JSON.stringify(made.json(), null, 1)}\n`;
    if (values.json === "-") console.log(json().trimEnd());
    else {
      if (values.json !== undefined) await writeWhole(values.json, json());
      console.log(printReport(made));
    }
    return made.results.some(({ verdict }) => failOn.includes(verdict)) ? 1 : 0;
  },
};

/** Lets `--json` stand without a file: then JSON goes to stdout. */
function bareJson(args: readonly string[]): readonly string[] {
  return args.flatMap((arg, i) =>
    arg === "--json" &&
      (args[i + 1] === undefined || args[i + 1]!.startsWith("-"))
      ? ["--json=-"]
      : [arg]
  );
}

function verdictFlag(given: string | undefined): readonly Verdict[] {
  const order: readonly Verdict[] = ["fail", "warn", "unknown"];
  const at = order.indexOf((given ?? "fail") as Verdict);
  if (at < 0) {
    throw new UsageError(
      `Cannot use --fail-on "${given}": fail, warn or unknown is needed`,
    );
  }
  return order.slice(0, at + 1);
}

async function loadSuite(path: string): Promise<readonly Check[]> {
  let loaded: { readonly checks?: unknown };
  try {
    loaded = await import(pathToFileURL(userPath(path)).href);
  } catch (error) {
    throw new UsageError(
      `Cannot load the suite "${path}": ${
        (error as Error).message.split("\n")[0]
      }`,
      { cause: error },
    );
  }
  const { checks } = loaded;
  if (Array.isArray(checks)) {
    const wrong = checks.findIndex((found) => !found?.unit || !found.condition);
    if (wrong < 0) return checks;
    throw new UsageError(
      `Cannot load the suite "${path}": entry ${wrong} of "checks" is no check(...)`,
    );
  }
  throw new UsageError(
    `Cannot load the suite "${path}": it exports no "checks", a list of check(...) is needed`,
  );
}

const ORDER = ["fail", "warn", "unknown"] as const;

/** A report as text for a terminal. */
export function printReport(made: Report): string {
  const loud = made.results.filter(({ verdict }) => verdict !== "pass");
  loud.sort((a, b) =>
    ORDER.indexOf(a.verdict as "fail") - ORDER.indexOf(b.verdict as "fail") ||
    size(b) - size(a)
  );
  const table = new Table({
    head: ["verdict", "check", "value", "p", "what"],
    style: { head: [], border: [], compact: true },
    colWidths: [null, null, null, null, 60],
    wordWrap: true,
  });
  for (const { first, name, said } of together(loud)) {
    table.push([
      first.verdict,
      oneLine(name),
      valueText(first),
      pValueText(first.pValue),
      oneLine(said),
    ]);
  }
  const follows = [...made.follows].map(([name, reason]) =>
    `${oneLine(name)} follows time (${reason}): not judged`
  );
  return [
    `${made.verdict}: ${made.sentence}`,
    ...made.honesty,
    ...(loud.length ? [table.toString()] : []),
    ...metrics(made.results),
    ...follows,
    `${
      made.results.length - loud.length
    } of ${made.results.length} checks passed`,
    ...(made.slices.length
      ? [`${made.slices.length} metrics by slice, in --html and --json`]
      : []),
  ].join("\n");
}

/** A line for each metric that could be had, the reference's figure beside it. */
function metrics(results: readonly Result[]): string[] {
  return results.filter(({ room, value }) =>
    room === "metrics" && value !== null
  ).map((result) => {
    const interval = intervalText(result);
    const before = referenceText(result);
    return `${oneLine(result.check)}: ${valueText(result)}${
      interval ? ` (95 % interval ${interval})` : ""
    }${before === undefined ? "" : `, reference ${before}`}`;
  });
}

function size({ effect, value }: Result): number {
  return Math.abs(effect ?? value ?? 0);
}
