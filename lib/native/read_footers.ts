import { SchemaError } from "../errors.ts";
import { rawSql, sql } from "../table/mod.ts";
import { checkNames } from "./check_names.ts";
import type { DuckDb } from "./duckdb.ts";
import { pathList } from "./find_files.ts";
import { reasonOf, sourceFault } from "./source_fault.ts";

/** A column of a file before it is unified. */
export interface FileColumn {
  readonly name: string;
  readonly type: string;
}

/** What a Parquet file's footer says. */
export interface Footer {
  readonly path: string;
  readonly rows: number;
  readonly groups: number;
  readonly columns: readonly FileColumn[];
}

/**
 * The rows and columns of Parquet files, without reading their data.
 *
 * Errors: SourceError naming the first file whose footer is damaged, SchemaError for names that are repeated.
 */
export async function readFooters(
  name: string,
  paths: readonly string[],
  engine: DuckDb,
): Promise<Footer[]> {
  const list = rawSql(pathList(paths));
  try {
    const counts = await engine.rows(
      sql`select file_name, num_rows, num_row_groups from parquet_file_metadata(${list})`,
    );
    const schema = await engine.rows(
      sql`select file_name, name, num_children, concat_ws('|', type, duckdb_type, type_length, repetition_type, logical_type, converted_type, scale, precision) as shape from parquet_schema(${list})`,
    );
    const counted = new Map(
      counts.map((row) => [String(row.file_name), {
        rows: Number(row.num_rows),
        groups: Number(row.num_row_groups),
      }]),
    );
    const byFile = Map.groupBy(schema, (row) => String(row.file_name));
    const columnsByShape = new Map<string, readonly FileColumn[]>();
    const footers: Footer[] = [];
    for (const path of paths) {
      const elements = byFile.get(path) ?? [];
      const shape = elements.map((e) =>
        `${e.name}|${e.num_children}|${e.shape}`
      )
        .join("\n");
      let columns = columnsByShape.get(shape);
      if (!columns) {
        checkNames(topNames(elements), paths.length > 1 ? path : name);
        columns = await describe(path, engine);
        columnsByShape.set(shape, columns);
      }
      footers.push({ path, ...counted.get(path)!, columns });
    }
    return footers;
  } catch (error) {
    if (error instanceof SchemaError) throw error;
    const culprit = await firstDamaged(paths, engine);
    const why = reasonOf(error).replaceAll(
      / ?(file )?["'](\/[^"']*)["']:? ?/g,
      " ",
    ).trim();
    throw sourceFault(
      culprit && paths.length > 1 ? culprit : name,
      `its Parquet footer is damaged (${why}), a whole Parquet file is needed`,
      error,
    );
  }
}

async function firstDamaged(
  paths: readonly string[],
  engine: DuckDb,
): Promise<string | undefined> {
  for (const path of paths) {
    const list = rawSql(pathList([path]));
    try {
      await engine.rows(
        sql`select count(*) from parquet_file_metadata(${list}), parquet_schema(${list})`,
      );
    } catch {
      return path;
    }
  }
}

async function describe(path: string, engine: DuckDb): Promise<FileColumn[]> {
  const rows = await engine.rows(
    sql`describe select * from read_parquet(${
      rawSql(pathList([path]))
    }, hive_partitioning=false)`,
  );
  return rows.map((row) => ({
    name: String(row.column_name),
    type: normalType(String(row.column_type)),
  }));
}

function normalType(type: string): string {
  if (/^"?NULL"?$/.test(type)) return "NULL";
  return type === "TIMESTAMP WITH TIME ZONE" ? "TIMESTAMPTZ" : type;
}

/** Names of the root's children in a schema that is listed depth first. */
function topNames(
  elements: readonly { readonly [key: string]: unknown }[],
): string[] {
  const names: string[] = [];
  let at = 1;
  const skip = (): void => {
    const children = Number(elements[at++]?.num_children ?? 0);
    for (let k = 0; k < children; k++) skip();
  };
  while (at < elements.length) {
    names.push(String(elements[at]!.name));
    skip();
  }
  return names;
}
