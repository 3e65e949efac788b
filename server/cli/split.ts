import {
  checkSplit,
  type ReportRoles,
  split,
  type SplitBy,
  type SplitOptions,
  type Verdict,
  worst,
} from "../../lib/mod.ts";
import { openParts, writeParts } from "../../lib/native/mod.ts";
import {
  INPUT_FLAGS,
  readSide,
  ROLE_FLAGS,
  rolesOf,
  userPath,
} from "./inputs.ts";
import { printSplit, summarise } from "./print_split.ts";
import { parse, positionals, UsageError, type Verb } from "./usage.ts";

const FORM =
  "split FILE --by time|random|group|stratified [--column C] [--ratio 70/15/15] [--at T,T] [--out DIR]";

/** `sg split`: parts, and what leaks between them. */
export const splitVerb: Verb = {
  help: `sg ${FORM}
Splits a file into train, validation and test, and looks for leaks in the result. The same rows always fall into the same
part, whatever their order.

  --by time          train first, test last: by --ratio, or --at T,T where validation and test begin (--at T: test only)
  --by random        rows by the hash of --id C, or of all their values, so that equal rows stay together
  --by group         no group (user, patient, card) on two sides
  --by stratified    every part holds each class's share
  --column C         the time, the group or the class; defaults to --time, --group or --label
  --ratio A/B/C      shares of train, validation and test, defaults to 70/15/15; A/C leaves validation out
  --seed S           another draw, defaults to 1
  --out DIR          write train.parquet, validation.parquet, test.parquet, split.json and the record of reads
  --label C [--positive V] --time C --arrival C --group C --exclude C ...   what the leakage checks ask about
  --json             parts and results as JSON
  --fail-on fail|warn|unknown  from which verdict on the exit code is 1, defaults to fail

The test part opens for those who say why (openParts(DIR).open("test", { reason })), and each read is recorded.

Example: deno task sg split rides.parquet --by time --column ts --at 2012-11,2012-12 --label cnt --out parts`,
  async run(args) {
    const { values, positionals: found } = parse(args, {
      ...INPUT_FLAGS,
      ...ROLE_FLAGS,
      by: { type: "string" },
      column: { type: "string" },
      ratio: { type: "string" },
      at: { type: "string" },
      seed: { type: "string" },
      out: { type: "string" },
      json: { type: "boolean" },
      "fail-on": { type: "string" },
      verbose: { type: "boolean" },
    });
    const [input] = positionals(found, FORM, 1);
    const failOn = verdictsFrom(values["fail-on"]);
    const given = rolesOf(values);
    const options = optionsFrom(values, given);
    const table = await readSide(input!, values, "current");
    for (const { message } of table.notes) console.error(`Note: ${message}`);
    const made = await split(table, options);
    for (const { message } of made.notes) console.error(`Note: ${message}`);
    const folder = values.out === undefined
      ? await Deno.makeTempDir({ prefix: "sightglass-split-" })
      : userPath(values.out).replace(/\/+$/, "");
    try {
      await writeParts(made, folder);
      if (values.out !== undefined) console.error(`Wrote ${values.out}`);
      const parts = await openParts(folder, { engine: table.engine });
      const results = await checkSplit(parts, rolesFor(options, given));
      const summary = await summarise(parts, options, given);
      const verdict = worst(results.map((result) => result.verdict));
      console.log(
        values.json
          ? JSON.stringify(
            {
              verdict,
              split: made.recipe,
              parts: summary,
              notes: made.notes,
              results,
            },
            null,
            1,
          )
          : printSplit(made, summary, results, verdict),
      );
      return results.some((result) => failOn.includes(result.verdict)) ? 1 : 0;
    } finally {
      if (values.out === undefined) {
        await Deno.remove(folder, { recursive: true });
      }
    }
  },
};

interface Flags {
  readonly by?: string | undefined;
  readonly column?: string | undefined;
  readonly ratio?: string | undefined;
  readonly at?: string | undefined;
  readonly seed?: string | undefined;
}

const KINDS: readonly string[] = ["time", "random", "group", "stratified"];

function optionsFrom(flags: Flags, roles: ReportRoles): SplitOptions {
  const { by, ratio, at, seed } = flags;
  if (by === undefined || !KINDS.includes(by)) {
    throw new UsageError(
      by === undefined
        ? "Cannot split: --by time, random, group or stratified is needed"
        : `Cannot use --by "${by}": time, random, group or stratified is needed`,
    );
  }
  const role =
    { time: roles.time, group: roles.group, stratified: roles.label }[
      by as "time"
    ];
  const column = flags.column ?? role;
  if (column === undefined && by !== "random") {
    throw new UsageError(`Cannot split by ${by}: --column C is needed`);
  }
  const shares = ratio?.split(/[/,:]/).map(Number);
  if (shares?.some((share) => !Number.isFinite(share))) {
    throw new UsageError(
      `Cannot use --ratio "${ratio}": the form is 70/15/15 or 80/20`,
    );
  }
  return {
    by: by as SplitBy,
    ...(column === undefined ? {} : { column }),
    ...(shares ? { ratio: shares } : {}),
    ...(at === undefined
      ? {}
      : { at: at.split(",").map((instant) => instant.trim()) }),
    ...(seed === undefined ? {} : { seed }),
    ...(roles.id === undefined ? {} : { id: roles.id }),
  };
}

// What decides the split plays its part in the checks too.
function rolesFor({ by, column }: SplitOptions, given: ReportRoles) {
  const role =
    { time: "time", group: "group", stratified: "label", random: "" }[
      by
    ];
  return column === undefined || role === "" ? given : {
    ...given,
    [role]: (given as Record<string, unknown>)[role] ?? column,
  };
}

function verdictsFrom(given: string | undefined): readonly Verdict[] {
  const order: readonly Verdict[] = ["fail", "warn", "unknown"];
  const at = order.indexOf((given ?? "fail") as Verdict);
  if (at < 0) {
    throw new UsageError(
      `Cannot use --fail-on "${given}": fail, warn or unknown is needed`,
    );
  }
  return order.slice(0, at + 1);
}
