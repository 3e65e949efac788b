import type { FileSchema } from "./source.ts";
import type { Note } from "./table.ts";
import { unifyTypes } from "./unify_types.ts";

/** Whether at least one column stands in every file: files without one are not parts of one table. */
export function shareColumn(files: readonly FileSchema[]): boolean {
  const names = (file: FileSchema) =>
    new Set(file.columns.map(({ name }) => name.toLowerCase()));
  const [first, ...others] = files.map(names);
  const common = others.reduce((a, b) => a.intersection(b), first!);
  return common.size > 0;
}

/** The columns of several files as one table, and what differs between the files. */
export interface UnifiedSchema {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly notes: readonly Note[];
}

/**
 * One schema for several files: every column of any file, in order of first appearance, in the narrowest type that
 * holds all of them; columns that differ in type or presence are named in notes, per run of files.
 *
 * Columns whose types have no common number or time become VARCHAR, and the note says so. `override` fixes types.
 */
export function unifySchemas(
  files: readonly FileSchema[],
  override: Readonly<Record<string, string>> = {},
): UnifiedSchema {
  const spelling = new Map<string, string>();
  const byColumn = new Map<string, (string | undefined)[]>();
  const notes: Note[] = [];
  files.forEach((file, i) => {
    for (const { name, type } of file.columns) {
      const known = spelling.get(name.toLowerCase());
      if (known === undefined) spelling.set(name.toLowerCase(), name);
      else if (known !== name && !notes.some((n) => n.message.includes(name))) {
        notes.push({
          code: "column_case",
          message: `column ${JSON.stringify(known)} is written ${
            JSON.stringify(name)
          } in ${baseName(file.path)}: read as one`,
        });
      }
      const key = known ?? name;
      const types = byColumn.get(key) ?? new Array(files.length);
      types[i] = type;
      byColumn.set(key, types);
    }
  });
  const columns = [...byColumn].map(([name, types]) => ({
    name,
    type: Object.hasOwn(override, name)
      ? override[name]!
      : types.filter((type) => type !== undefined).reduce(unifyTypes),
  }));
  const changes = new Map<string, string[]>();
  for (const { name, type } of columns) {
    const change = describeChange(byColumn.get(name)!, files, type);
    if (change) changes.set(change, [...changes.get(change) ?? [], name]);
  }
  for (const [change, names] of changes) {
    const one = names.length === 1;
    notes.push({
      code: "schema_change",
      message: `${one ? "one column" : `${words(names.length)} columns`} ${
        change.replaceAll("{s}", one ? "s" : "").replaceAll(
          "{is}",
          one ? "is" : "are",
        )
      }: ${names.join(", ")}`,
    });
  }
  return { columns, notes };
}

// "{s}" and "{is}" stand for the verb's ending, so columns that change alike share a sentence.
function describeChange(
  types: readonly (string | undefined)[],
  files: readonly FileSchema[],
  unified: string,
): string | undefined {
  const all = Array.from(files, (_, i) => types[i]);
  const present = all.filter((type) => type !== undefined && type !== "NULL");
  const differ = new Set(present).size > 1, absent = all.includes(undefined);
  if (!differ && !absent) return undefined;
  const runs: { type: string | undefined; from: number; to: number }[] = [];
  all.forEach((type, i) => {
    const last = runs.at(-1);
    if (type === "NULL" && last?.type !== undefined) last!.to = i;
    else if (last && (last.type === type || last.type === "NULL" && type)) {
      last.to = i;
      last.type = type;
    } else runs.push({ type, from: i, to: i });
  });
  const at = (i: number) => baseName(files[i]!.path);
  const reading = differ ? `, read as ${unified}` : "";
  const [first, second] = runs;
  if (runs.length === 2 && first!.type && second!.type) {
    return `turn{s} from ${first!.type} to ${second!.type} from ${
      at(second!.from)
    } on${unified === second!.type ? "" : reading}`;
  }
  if (runs.length === 2 && second!.type) {
    return `{is} missing before ${at(second!.from)}, null there`;
  }
  if (runs.length === 2) {
    return `{is} missing from ${at(second!.from)} on, null there`;
  }
  const shown = runs.slice(0, 6).map(({ type, from, to }) =>
    `${type ?? "missing"} in ${
      from === to ? at(from) : `${at(from)} to ${at(to)}`
    }`
  );
  const more = runs.length > 6 ? ` and ${runs.length - 6} more runs` : "";
  return `change{s} between files (${shown.join(", ")}${more})${
    reading || ", null where missing"
  }`;
}

function words(n: number): string {
  return ["no", "one", "two", "three", "four", "five", "six", "seven", "eight"][
    n
  ] ?? String(n);
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
