import { quoteList, SchemaError } from "../errors.ts";
import {
  column,
  type FileSchema,
  identifier,
  mayRound,
  type Note,
  rawSql,
  type ReadOptions,
  shareColumn,
  type Sql,
  sql,
  type Table,
  type TableFile,
  unifySchemas,
} from "../table/mod.ts";
import type { DuckDb } from "./duckdb.ts";
import { glimpseOf } from "./glimpse.ts";
import { pathList } from "./find_files.ts";
import { partitions } from "./partitions.ts";
import { type FileColumn, type Footer, readFooters } from "./read_footers.ts";
import { sourceFault } from "./source_fault.ts";

/**
 * Parquet files as one table.
 *
 * Each file's footer is read first; columns that differ between files are unified to the narrowest type that holds all
 * values and noted. Whole numbers beyond 2^53 that meet doubles become text. The row id hashes the file and the row's
 * place in it.
 */
export async function parquetTable(
  name: string,
  paths: readonly string[],
  root: string,
  engine: DuckDb,
  options: ReadOptions,
): Promise<Table> {
  const footers = await readFooters(name, paths, engine);
  checkShared(name, footers);
  const hive = partitions(paths, root);
  const inFiles = new Set(
    footers.flatMap((footer) =>
      footer.columns.map((c) => c.name.toLowerCase())
    ),
  );
  const keys = hive.columns.filter((key) =>
    !inFiles.has(key.name.toLowerCase())
  );
  const unified = unifySchemas(footers, options.types);
  const types = new Map(unified.columns.map((c) => [c.name, c.type]));
  const notes: Note[] = [...unified.notes];
  for (const [wide, message] of await unsafe(footers, types, options, engine)) {
    types.set(wide, "VARCHAR");
    notes.push({ code: "column_type", message });
  }
  const known = [...types.keys(), ...keys.map((key) => key.name)];
  const missing = Object.keys(options.types ?? {}).find((key) =>
    !known.includes(key)
  );
  if (missing !== undefined) {
    throw new SchemaError(
      missing,
      `Cannot read ${JSON.stringify(name)}: column ${
        JSON.stringify(missing)
      } is missing, found ${quoteList(known)}`,
    );
  }
  const all = [
    ...[...types].map(([key, type]) => ({
      name: key,
      type: type === "NULL" ? "VARCHAR" : type,
    })),
    ...keys.map((key) => ({
      name: key.name,
      type: options.types?.[key.name] ?? key.type,
    })),
  ];
  const rowColumn = freeName(known), fileColumn = `${rowColumn}file`;
  const virtual = !["filename", "file_row_number"].some((taken) =>
    inFiles.has(taken)
  );
  const groups = Map.groupBy(
    footers,
    (footer) => footer.columns.map((c) => `${c.name}\n${c.type}`).join("\n\n"),
  );
  const readAll = (group: readonly Footer[]) =>
    readSql(group, all, keys, {
      virtual,
      rowColumn,
      ...(paths.length > 1 ? { fileColumn } : {}),
      prefix: root && paths.length > 1 ? root.length + 2 : 0,
    });
  const text = `(${[...groups.values()].map(readAll).join(" union all ")})`;
  return {
    name,
    engine,
    relation: {
      text,
      ...(virtual
        ? { glimpse: () => glimpseOf(footers, engine, readAll) }
        : {}),
    },
    columns: all.map((c) => column(c.name, c.type)),
    files: footers.map(({ path, rows, columns }): TableFile => ({
      path,
      rows,
      columns: columns.map((c) => column(c.name, c.type)),
    })),
    notes,
    rows: footers.reduce((sum, { rows }) => sum + rows, 0),
    ...(virtual ? { rowId: identifier(rowColumn) } : {}),
    ...(virtual && paths.length > 1 ? { file: identifier(fileColumn) } : {}),
  };
}

/**
 * Checks that files belong together.
 *
 * Errors: SourceError when no column stands in all of them.
 */
export function checkShared(
  uri: string,
  files: readonly FileSchema[],
): void {
  if (shareColumn(files)) return;
  const odd = files.find((file) => !shareColumn([files[0]!, file]));
  const names = [files[0]!, odd ?? files.at(-1)!].map(({ path }) =>
    path.slice(path.lastIndexOf("/") + 1)
  );
  throw sourceFault(
    uri,
    `no column stands in all ${files.length} files (as ${
      names.join(" and ")
    }), files of one table are needed`,
  );
}

function freeName(taken: readonly string[]): string {
  let name = "#row";
  while (taken.some((other) => other.toLowerCase() === name)) name += "#";
  return name;
}

/** Columns in which a cast to DOUBLE would round values, with the sentence that says so. */
async function unsafe(
  footers: readonly Footer[],
  types: ReadonlyMap<string, string>,
  options: ReadOptions,
  engine: DuckDb,
): Promise<[string, string][]> {
  const found: [string, string][] = [];
  for (const [name, type] of types) {
    if (options.types?.[name]) continue;
    const from = footers.filter((footer) =>
      footer.columns.some((c) => c.name === name && mayRound(c.type, type))
    );
    if (from.length === 0) continue;
    const column = identifier(name);
    const [row] = await engine.rows(
      sql`select min(${column})::varchar as lo, max(${column})::varchar as hi from read_parquet(${
        rawSql(pathList(from.map(({ path }) => path)))
      }, union_by_name=true) where abs(${column}::hugeint) > 9007199254740992::hugeint`,
    );
    if (row?.lo === null || row === undefined) continue;
    found.push([
      name,
      `column ${
        JSON.stringify(name)
      } is read as text: it holds whole numbers that a double would round (${row.lo} to ${row.hi}), other files hold doubles`,
    ]);
  }
  return found;
}

interface RowName {
  readonly virtual: boolean;
  readonly rowColumn: string;
  readonly fileColumn?: string;
  readonly prefix: number;
}

function readSql(
  group: readonly Footer[],
  all: readonly FileColumn[],
  hive: readonly FileColumn[],
  { virtual, rowColumn, fileColumn, prefix }: RowName,
): string {
  const own = new Map(
    group[0]!.columns.map((c) => [c.name.toLowerCase(), c] as const),
  );
  const keys = new Set(hive.map((key) => key.name));
  const items: Sql[] = all.map(({ name, type }) => {
    const there = own.get(name.toLowerCase());
    const as = identifier(name), to = rawSql(type);
    if (!there && keys.has(name)) return as;
    if (!there) return sql`cast(null as ${to}) as ${as}`;
    const from = identifier(there.name);
    if (there.type === type) return sql`${from} as ${as}`;
    return type === "VARCHAR" && /[\[(]/.test(there.type) &&
        !there.type.startsWith("DECIMAL")
      ? sql`cast(to_json(${from}) as varchar) as ${as}`
      : sql`cast(${from} as ${to}) as ${as}`;
  });
  if (virtual) {
    const file = rawSql(prefix ? `, substr(filename, ${prefix})` : "");
    items.push(sql`hash(file_row_number${file}) as ${identifier(rowColumn)}`);
    if (fileColumn !== undefined) {
      items.push(
        sql`${rawSql(`substr(filename, ${Math.max(1, prefix)})`)} as ${
          identifier(fileColumn)
        }`,
      );
    }
  }
  const hiveTypes = hive.map(({ name, type }) =>
    `${identifier(name).text}: ${type}`
  ).join(", ");
  const options = hive.length
    ? `hive_partitioning=true, hive_types={${hiveTypes}}`
    : "hive_partitioning=false";
  return `select ${
    items.map((item) => item.text).join(", ")
  } from read_parquet(${pathList(group.map(({ path }) => path))}, ${options})`;
}
