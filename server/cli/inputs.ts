import { read, type ReadOptions } from "../../lib/native/mod.ts";
import {
  type Engine,
  type ReportRoles,
  ROLES,
  type Table,
} from "../../lib/mod.ts";
import { UsageError } from "./usage.ts";

/** Flags that say how files are read. */
export const INPUT_FLAGS = {
  where: { type: "string" },
  "reference-where": { type: "string" },
  delimiter: { type: "string" },
  null: { type: "string", multiple: true },
  types: { type: "string", multiple: true },
  lake: { type: "string" },
} as const;

/** Flags that say which column plays which part. */
export const ROLE_FLAGS = {
  time: { type: "string" },
  arrival: { type: "string" },
  id: { type: "string" },
  entity: { type: "string" },
  group: { type: "string" },
  label: { type: "string" },
  positive: { type: "string" },
  prediction: { type: "string" },
  score: { type: "string" },
  query: { type: "string" },
  item: { type: "string" },
  version: { type: "string" },
  propensity: { type: "string" },
  explored: { type: "string" },
  click: { type: "string" },
  slice: { type: "string", multiple: true },
  exclude: { type: "string", multiple: true },
} as const;

/** The input flags of a parsed command. */
export interface InputValues {
  readonly where?: string | undefined;
  readonly "reference-where"?: string | undefined;
  readonly delimiter?: string | undefined;
  readonly null?: readonly string[] | undefined;
  readonly types?: readonly string[] | undefined;
  readonly lake?: string | undefined;
}

/** The folder the user stands in: `deno task` changes to the project's and says where the user was. */
export function userFolder(): string {
  return Deno.env.get("INIT_CWD") ?? Deno.cwd();
}

/** A path as the user means it. */
export function userPath(path: string): string {
  return path.startsWith("/") ? path : `${userFolder()}/${path}`;
}

/** Reads one side of a command. */
export async function readSide(
  input: string,
  values: InputValues,
  side: "current" | "reference",
  engine?: Engine,
): Promise<Table> {
  const where = side === "current" ? values.where : values["reference-where"];
  const types = values.types?.map((pair) => {
    const at = pair.lastIndexOf("=");
    if (at > 0) return [pair.slice(0, at), pair.slice(at + 1)] as const;
    throw new UsageError(
      `Cannot read --types "${pair}": the form is "column=TYPE"`,
    );
  });
  const options: ReadOptions = {
    cwd: userFolder(),
    ...(engine ? { engine } : {}),
    ...(where === undefined ? {} : { where }),
    ...(values.delimiter === undefined ? {} : { delimiter: values.delimiter }),
    ...(values.null ? { nullValues: values.null } : {}),
    ...(types ? { types: Object.fromEntries(types) } : {}),
    ...lakeOf(input, values.lake),
  };
  const table = await read(input, options);
  return where === undefined
    ? table
    : { ...table, name: `${table.name} where ${where}` };
}

/** The event log a `lake:` input lies in: `--lake`, or where `sg serve` keeps that of the system. */
function lakeOf(
  input: string,
  given: string | undefined,
): { readonly lake?: string } {
  if (given !== undefined) return { lake: userPath(given) };
  const system = /^lake:(\w+)/.exec(input)?.[1];
  return system === undefined ? {} : {
    lake: new URL(`../../data/${system}/out/lake`, import.meta.url).pathname,
  };
}

/** The roles of a parsed command. */
export function rolesOf(
  values: Readonly<Record<string, unknown>>,
): ReportRoles {
  const given = [...ROLES, "positive", "slice", "exclude"].flatMap((role) =>
    values[role] === undefined ? [] : [[role, values[role]]]
  );
  return Object.fromEntries(given);
}

/** Writes a file whole or not at all. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const target = userPath(path), temporary = `${target}.${Deno.pid}.tmp`;
  try {
    await Deno.writeTextFile(temporary, text);
    await Deno.rename(temporary, target);
  } catch (error) {
    await Deno.remove(temporary).catch(() => {});
    throw new UsageError(
      `Cannot write "${path}": ${
        error instanceof Deno.errors.NotFound
          ? "its folder does not exist"
          : error instanceof Deno.errors.IsADirectory
          ? "it is a folder, a file is needed"
          : error instanceof Deno.errors.PermissionDenied
          ? "its folder may not be written to"
          : (error as Error).message
      }`,
      { cause: error },
    );
  }
  console.error(`Wrote ${path}`);
}
