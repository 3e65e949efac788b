import { pathToFileURL } from "node:url";
import {
  acceptSchema,
  changeText,
  type Check,
  checkSchema,
  diffSchema,
  flatten,
  formatSchema,
  inferSchema,
  parseSchema,
  type Profile,
  profilesOf,
  reportOn,
  run,
  type Schema,
  type Table,
} from "../../lib/mod.ts";
import { INPUT_FLAGS, readSide, userPath, writeWhole } from "./inputs.ts";
import { parse, positionals, UsageError, type Verb } from "./usage.ts";

const FORMS = {
  infer: "schema infer FILE [--out F] [--label C]",
  check: "schema check FILE --schema F [--environment E]",
  diff: "schema diff OLD NEW",
  accept: "schema accept FILE --schema F [--environment E]",
} as const;

/** `sg schema`: what data is expected to be, and whether it is. */
export const schemaVerb: Verb = {
  help: `sg ${FORMS.infer}
sg ${FORMS.check}
sg ${FORMS.diff}
sg ${FORMS.accept}
Proposes a schema from data, judges data by it, shows what changed, and writes a change that is meant into it.

  --out F             write the schema; a name that ends in .ts makes a TypeScript module
  --label C           a column that only training data has (repeatable): makes the environments training and serving
  --environment E     judge as data of that environment
  --html F, --json F, --junit F   (check) write the report; --json - prints it

diff exits with 1 when NEW is stricter than OLD or lacks a column.

Example: deno task sg schema infer train.parquet --out train.schema.json --label watched
         deno task sg schema check today.parquet --schema train.schema.json --environment serving`,
  async run(args) {
    const { values, positionals: found } = parse(args, {
      ...INPUT_FLAGS,
      out: { type: "string" },
      schema: { type: "string" },
      environment: { type: "string" },
      label: { type: "string", multiple: true },
      html: { type: "string" },
      json: { type: "string" },
      junit: { type: "string" },
      verbose: { type: "boolean" },
    });
    const [verb, ...rest] = found;
    switch (verb) {
      case "infer":
        return await infer(rest, values);
      case "check":
        return await judge(rest, values);
      case "diff":
        return await diff(rest);
      case "accept":
        return await accept(rest, values);
      default:
        throw new UsageError(
          `Cannot run "schema ${verb ?? ""}": one of ${
            Object.keys(FORMS).map((name) => `"${name}"`).join(", ")
          } is needed`,
        );
    }
  },
};

/** The flags of the verbs. */
interface Values {
  readonly out?: string | undefined;
  readonly schema?: string | undefined;
  readonly environment?: string | undefined;
  readonly label?: readonly string[] | undefined;
  readonly html?: string | undefined;
  readonly json?: string | undefined;
  readonly junit?: string | undefined;
}
type Inputs = Values & Parameters<typeof readSide>[1];

async function infer(rest: readonly string[], values: Inputs): Promise<number> {
  const [input] = positionals([...rest], FORMS.infer, 1);
  const { profile, table } = await seen(input!, values);
  for (const label of values.label ?? []) {
    if (profile.columns.has(label)) continue;
    throw new UsageError(
      `Cannot read "${table.name}": column "${label}" is missing, found ${
        [...profile.columns.keys()].map((name) => `"${name}"`).join(", ")
      }`,
    );
  }
  const schema = inferSchema(profile, {
    labels: values.label ?? [],
    name: input!.replace(/\/+$/, "").split("/").at(-1)!,
  });
  await put(schema, values.out);
  return 0;
}

async function judge(rest: readonly string[], values: Inputs): Promise<number> {
  const [input] = positionals([...rest], FORMS.check, 1);
  const schema = await load(required(values.schema, "check"));
  const table = flatten(await readSide(input!, values, "current"));
  const made = await reportOn({ current: table }, {
    name: `${table.name} by ${schema.name}`,
    checks: checkSchema(schema, table.columns, values.environment),
  });
  if (values.html !== undefined) await writeWhole(values.html, made.html());
  if (values.junit !== undefined) await writeWhole(values.junit, made.junit());
  const json = () => `${JSON.stringify(made.json(), null, 1)}\n`;
  if (values.json === "-") console.log(json().trimEnd());
  else {
    if (values.json !== undefined) await writeWhole(values.json, json());
    console.log(made.text());
  }
  return made.verdict === "fail" ? 1 : 0;
}

async function diff(rest: readonly string[]): Promise<number> {
  const [old, now] = positionals([...rest], FORMS.diff, 2);
  const changes = diffSchema(await load(old!), await load(now!));
  for (const change of changes) {
    console.log(
      `${changeText(change)}${change.stricter ? "  (stricter)" : ""}`,
    );
  }
  if (!changes.length) console.log("no difference");
  return changes.some(({ stricter }) => stricter) ? 1 : 0;
}

async function accept(
  rest: readonly string[],
  values: Inputs,
): Promise<number> {
  const [input] = positionals([...rest], FORMS.accept, 1);
  const path = required(values.schema, "accept");
  const schema = await load(path);
  const { profile, table } = await seen(input!, values);
  const checks = checkSchema(schema, table.columns, values.environment);
  const widened = acceptSchema(
    schema,
    inferSchema(profile, { slack: 0 }),
    await failing(checks, table),
    values.environment,
  );
  const changes = diffSchema(schema, widened);
  for (const change of changes) console.log(changeText(change));
  if (!changes.length) console.log("no difference, nothing to accept");
  else await put(widened, values.out ?? path);
  return 0;
}

async function failing(
  checks: readonly Check[],
  current: Table,
): Promise<ReadonlySet<string>> {
  const { results } = await run(checks, { current });
  return new Set(
    results.filter(({ verdict }) => verdict === "fail").map((r) => r.check),
  );
}

async function seen(
  input: string,
  values: Inputs,
): Promise<{ readonly profile: Profile; readonly table: Table }> {
  const table = flatten(await readSide(input, values, "current"));
  for (const { message } of table.notes) console.error(`Note: ${message}`);
  const { current } = await profilesOf({ current: table }, { sample: true });
  return { profile: current, table };
}

async function put(schema: Schema, path: string | undefined): Promise<void> {
  if (path === undefined) console.log(formatSchema(schema).trimEnd());
  else {
    await writeWhole(
      path,
      formatSchema(schema, path.endsWith(".ts") ? "ts" : "json"),
    );
  }
}

function required(path: string | undefined, verb: string): string {
  if (path !== undefined) return path;
  throw new UsageError(`Cannot run "schema ${verb}": --schema F is needed`);
}

async function load(path: string): Promise<Schema> {
  const file = userPath(path);
  try {
    if (path.endsWith(".ts")) {
      const module = await import(pathToFileURL(file).href);
      return parseSchema(module.schema, path);
    }
    return parseSchema(await Deno.readTextFile(file), path);
  } catch (error) {
    if (error instanceof SyntaxError) throw error;
    throw new UsageError(
      `Cannot read schema "${path}": ${
        error instanceof Deno.errors.NotFound
          ? "the file does not exist"
          : (error as Error).message.split("\n")[0]
      }`,
      { cause: error },
    );
  }
}
