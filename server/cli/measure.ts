import {
  anything,
  catalogue,
  type Check,
  check,
  type CheckableUnit,
  isPlural,
  type Result,
  run,
  select,
  slicesOf,
  sql,
  type Table,
  unitOf,
  where,
} from "../../lib/mod.ts";
import { INPUT_FLAGS, readSide } from "./inputs.ts";
import { parse, positionals, UsageError, type Verb } from "./usage.ts";

const FORM =
  "measure ID --current FILE [--reference FILE] --column role=name ...";

/** `sg measure`: any one unit. */
export const measureVerb: Verb = {
  help: `sg ${FORM} [--options JSON] [--by SLICE] [--json]
Asks any one unit of the catalogue; numbers are exact, whatever the size of the file.

  --column role=name   which column plays which part (repeatable); plural roles are repeated too
  --options JSON       options of the unit, see sg catalogue
  --by SLICE           one answer for each of the 50 most frequent values of a column

Example: deno task sg measure drift/ks --current march.parquet --reference train.parquet --column column=age --json`,
  async run(args) {
    const { values, positionals: found } = parse(args, {
      ...INPUT_FLAGS,
      current: { type: "string" },
      reference: { type: "string" },
      column: { type: "string", multiple: true },
      options: { type: "string" },
      by: { type: "string" },
      json: { type: "boolean" },
      verbose: { type: "boolean" },
    });
    const [id] = positionals(found, FORM, 1);
    const unit = unitOf(id!);
    if (!unit) {
      throw new UsageError(
        `Cannot measure "${id}": there is no such unit, ${nearest(id!)}`,
      );
    }
    if (unit.kind === "stream") {
      throw new UsageError(
        `Cannot measure "${id}": it is a stream detector, "sg stream" runs it`,
      );
    }
    if (values.current === undefined) {
      throw new UsageError(`Cannot measure "${id}": --current FILE is needed`);
    }
    const asked = check(
      unit as CheckableUnit,
      rolesFrom(values.column ?? [], unit.needs),
      anything,
      { options: optionsFrom(values.options) },
    );
    const current = await readSide(values.current, values, "current");
    const reference = values.reference === undefined
      ? undefined
      : await readSide(values.reference, values, "reference");
    const later = unit.kind === "measure" && reference
      ? unit.referenceOnly ?? []
      : [];
    missing(current, namesOf(asked, later));
    if (reference) missing(reference, namesOf(asked));
    const answers = values.by === undefined
      ? [shape(await answer(asked, current, reference))]
      : await bySlice(values.by, asked, current, reference);
    if (values.json) {
      console.log(
        JSON.stringify(values.by === undefined ? answers[0] : answers, null, 1),
      );
    } else {
      for (const answer of answers) {
        console.log(
          `${
            answer.slice
              ? `${Object.values(answer.slice)[0] ?? "(missing)"}\t`
              : ""
          }${answer.id}\t${
            answer.value ?? `unknown (${answer.details.reason})`
          }${answer.interval ? `\t[${answer.interval.join(", ")}]` : ""}${
            answer.pValue === null ? "" : `\tp ${answer.pValue}`
          }`,
        );
      }
    }
    return 0;
  },
};

function nearest(id: string): string {
  const last = id.split("/").at(-1)!;
  const near = catalogue().filter((unit) => unit.id.includes(last));
  return near.length
    ? `near are ${near.map((unit) => `"${unit.id}"`).join(", ")}`
    : `"sg catalogue" lists them`;
}

/** Columns that a check names, but for roles that are looked up elsewhere. */
function namesOf({ roles }: Check, but: readonly string[] = []): string[] {
  return Object.entries(roles).flatMap(([role, names]) =>
    but.includes(role) ? [] : names
  );
}

function missing(table: Table, needed: readonly string[]): void {
  const lacks = needed.find((name) =>
    !table.columns.some((column) => column.name === name)
  );
  if (lacks !== undefined) {
    throw new UsageError(
      `Cannot read "${table.name}": column ${
        JSON.stringify(lacks)
      } is missing, found ${
        table.columns.map(({ name }) => JSON.stringify(name)).join(", ")
      }`,
    );
  }
}

/** `role=name` pairs by role, split at the first `=`. */
export function rolesFrom(
  pairs: readonly string[],
  needs: readonly string[],
): Record<string, string | readonly string[]> {
  const roles: Record<string, string | string[]> = {};
  for (const pair of pairs) {
    const at = pair.indexOf("=");
    if (at <= 0) {
      throw new UsageError(
        `Cannot read --column "${pair}": the form is "role=name", roles are ${
          needs.join(", ") || "none"
        }`,
      );
    }
    const role = pair.slice(0, at), name = pair.slice(at + 1);
    if (isPlural(role)) roles[role] = [...(roles[role] ?? []), name];
    else roles[role] = name;
  }
  return roles;
}

/** The `--options` of a command. */
export function optionsFrom(json: string | undefined): object {
  if (json === undefined) return {};
  try {
    const options: unknown = JSON.parse(json);
    if (options && typeof options === "object" && !Array.isArray(options)) {
      return options;
    }
  } catch (error) {
    throw new UsageError(
      `Cannot read --options "${json}": ${(error as Error).message}`,
      { cause: error },
    );
  }
  throw new UsageError(`Cannot read --options "${json}": an object is needed`);
}

/** Asks one check; what it does not look at is not read. */
async function answer(
  asked: Check,
  current: Table,
  reference: Table | undefined,
): Promise<Result> {
  const { unit } = asked, needed = namesOf(asked);
  const profiled = unit.kind === "detector" && !unit.needsSample;
  const narrow = (table: Table) =>
    needed.length && profiled
      ? select(table, ({ name }) => needed.includes(name))
      : table;
  const { results } = await run([asked], {
    current: narrow(current),
    reference: reference && narrow(reference),
    exact: true,
  });
  return results[0]!;
}

/** The most slices that are asked one by one. */
const SLICES = 50;

async function bySlice(
  name: string,
  asked: Check,
  current: Table,
  reference: Table | undefined,
) {
  for (const table of [current, reference]) {
    if (table) missing(table, [name]);
  }
  const slices = await slicesOf(current, name, { most: SLICES });
  const among = slices.map(({ value }) => value);
  const others = reference
    ? await slicesOf(reference, name, { most: SLICES, among })
    : [];
  const answers = [];
  for (const { value, table } of slices) {
    const other = others.find((slice) => slice.value === value)?.table;
    const none = reference && where(reference, sql`false`);
    answers.push({
      slice: { [name]: value },
      ...shape(await answer(asked, table, other ?? none)),
    });
  }
  const [first] = slices;
  if (first && first.values > slices.length) {
    console.error(
      `Told are the ${slices.length} most frequent of ${first.values} values of ${
        JSON.stringify(name)
      }`,
    );
  }
  return answers;
}

function shape(result: Result): {
  readonly slice?: Readonly<Record<string, string | null>>;
  readonly id: string;
  readonly value: number | null;
  readonly unit: string;
  readonly n: Result["n"];
  readonly interval: Result["interval"];
  readonly pValue: number | null;
  readonly effect: number | null;
  readonly error: number | null;
  readonly details: Result["details"];
} {
  const { id, value, unit, n, interval, pValue, effect, error, details } =
    result;
  return { id, value, unit, n, interval, pValue, effect, error, details };
}
