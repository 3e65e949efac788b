import { reportOn, type ReportOptions, type Verdict } from "../../lib/mod.ts";
import { accept } from "./accept.ts";
import {
  INPUT_FLAGS,
  readSide,
  ROLE_FLAGS,
  rolesOf,
  writeWhole,
} from "./inputs.ts";
import { readProfile } from "./profile.ts";
import { loadSuite } from "./suite_file.ts";
import { parse, positionals, UsageError, type Verb } from "./usage.ts";

const FORM = "report CURRENT [--reference REF] [flags]";
const ACCEPT =
  "report accept CURRENT [--reference REF] --suite FILE.ts --check NAME... [flags]";

/** `sg report`: judges files. */
export const report: Verb = {
  help: `sg ${FORM}
Judges a file (Parquet, CSV, NDJSON, Arrow IPC, a glob or a folder), against a reference where one is given.

  --reference REF              what the current data is compared with: data, or a stored *.profile.json
  --where SQL, --reference-where SQL   select rows; a reference that is not given is CURRENT itself when only its rows differ
  --label C [--positive V] --score C --prediction C --time C --query C --item C ...   which column plays which part
  --slice C                    for the 20 most frequent values of a column: each metric again, and which of them a change is in (repeatable)
  --exclude C                  leave a column out (repeatable)
  --suite FILE.ts              your own checks: a file that exports "checks", a list, or a function of the default list
  --only PATTERN, --skip PATTERN   keep or leave out checks by name, * stands for anything (repeatable)
  --html F, --json F, --junit F, --md F   write the report
  --json                       without a file: JSON to stdout
  --fail-on fail|warn|unknown  from which verdict on the exit code is 1, defaults to fail
  --delimiter D, --null V, --types col=TYPE   overrule what was guessed of a CSV

sg ${ACCEPT}
Writes "this change is meant" into the suite file, which is made when it is missing. Later reports with --suite FILE.ts show the
change as accepted, and judge it again when it moves further. Takes the flags above, and

  --check NAME                 a check's name ("drift/change(column=age)"), or a column's: what failed of it (repeatable)
  --reason TEXT                why it is meant
  --until DATE                 the last day on which it is accepted, as 2026-12-31

Examples: deno task sg report march.parquet --reference train.parquet --label watched --html report.html
          deno task sg report accept march.parquet --reference train.parquet --suite checks.ts --check age --reason "new sign-up form"`,
  async run(given) {
    const accepting = given[0] === "accept";
    const args = accepting ? given.slice(1) : given;
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
      check: { type: "string", multiple: true },
      reason: { type: "string" },
      until: { type: "string" },
      verbose: { type: "boolean" },
    });
    const [input] = positionals(found, accepting ? ACCEPT : FORM, 1);
    checkAccept(accepting, values);
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
    const suite = values.suite === undefined
      ? { accepted: [] }
      : await loadSuite(values.suite, accepting);
    const options: ReportOptions = {
      ...rolesOf(values),
      ...(values.name === undefined ? {} : { name: values.name }),
      ...(values.only ? { only: values.only } : {}),
      ...(values.skip ? { skip: values.skip } : {}),
      ...suite,
    };
    const made = await reportOn({ current, reference }, options);
    if (accepting) {
      const open = suite.accepted.length
        ? await reportOn({ current, reference }, { ...options, accepted: [] })
        : made;
      console.log(
        await accept(open, made, values.suite!, suite.accepted, {
          names: values.check!,
          reason: values.reason,
          until: values.until,
          today: new Date().toISOString().slice(0, 10),
        }),
      );
      return 0;
    }
    if (
      values.slice && !made.slices.length && !made.changedSlices.length
    ) {
      console.error(
        "Nothing to tell by slice: no column changed, and metrics need rows, --label, and --score or --prediction",
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
      console.log(made.text());
    }
    return made.results.some(({ verdict }) => failOn.includes(verdict)) ? 1 : 0;
  },
};

function checkAccept(
  accepting: boolean,
  { suite, check, reason, until }: {
    readonly suite?: string | undefined;
    readonly check?: readonly string[] | undefined;
    readonly reason?: string | undefined;
    readonly until?: string | undefined;
  },
): void {
  if (accepting && (suite === undefined || !check?.length)) {
    throw new UsageError(
      `Cannot accept a change: --suite FILE.ts and --check NAME are needed, the form is "sg ${ACCEPT}"`,
    );
  }
  if (!accepting && (check ?? reason ?? until) !== undefined) {
    throw new UsageError(
      'Cannot use --check, --reason and --until here: they belong to "sg report accept"',
    );
  }
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
