import { type ReadOptions, type Table, unifySchemas } from "../table/mod.ts";
import type { DuckDb } from "./duckdb.ts";
import type { FileKind } from "./file_kind.ts";
import { writeArrowFile } from "./frame_table.ts";
import { type PreparedJson, prepareJson, writeJson } from "./json_table.ts";
import { checkShared, parquetTable } from "./parquet_table.ts";
import { prepareCsv, type PreparedCsv } from "./prepare_csv.ts";
import { temporary } from "./temporary.ts";
import { type EarlyCopy, startCsv, writeCsv } from "./write_csv.ts";

/** Files that are not Parquet, written as Parquet below the same `key=value` folders. */
export async function convertedTable(
  name: string,
  kinds: readonly FileKind[],
  root: string,
  uriOf: (path: string) => string,
  engine: DuckDb,
  options: ReadOptions,
): Promise<Table> {
  const folder = temporary("");
  const targets = kinds.map(({ path }, i) => {
    const hive = root === ""
      ? []
      : path.slice(root.length).split("/").slice(0, -1)
        .filter((part) => part.includes("="));
    return [folder, ...hive, `${String(i).padStart(6, "0")}.parquet`].join("/");
  });
  for (const target of targets) {
    await Deno.mkdir(target.slice(0, target.lastIndexOf("/")), {
      recursive: true,
    });
  }
  if (kinds[0]!.format === "Arrow IPC") {
    for (const [i, kind] of kinds.entries()) {
      await Deno.rename(
        await writeArrowFile(kind.path, kind.stream, uriOf(kind.path)),
        targets[i]!,
      );
    }
    return renameFiles(
      await parquetTable(name, targets, root && folder, engine, options),
      kinds,
    );
  }
  const asked = options.types ?? {};
  let early: EarlyCopy | undefined;
  const start = (sample: PreparedCsv) => {
    early = startCsv(sample, {
      types: new Map(
        sample.columns.map(({ name, type }) => [name, held(type)]),
      ),
      asked,
      engine,
      path: targets[0]!,
    });
  };
  const prepared: (PreparedCsv | PreparedJson)[] = [];
  try {
    for (const kind of kinds) {
      prepared.push(
        kind.format === "CSV"
          ? await prepareCsv(
            kind,
            uriOf(kind.path),
            options,
            kinds.length === 1 && Object.keys(asked).length === 0
              ? start
              : undefined,
          )
          : await prepareJson(kind, uriOf(kind.path), engine, options),
      );
    }
  } catch (error) {
    await early?.done;
    throw error;
  }
  checkShared(
    name,
    prepared.map(({ file, columns }) => ({ path: file.path, columns })),
  );
  const unified = unifySchemas(
    prepared.map(({ file, columns }) => ({ path: file.path, columns })),
    asked,
  );
  const types = new Map(
    unified.columns.map((
      c,
    ) => [c.name.toLowerCase(), held(c.type)]),
  );
  for (const [i, file] of prepared.entries()) {
    const own = new Map(
      file.columns.map((c) => [c.name, types.get(c.name.toLowerCase())!]),
    );
    if ("scan" in file) {
      const target = { types: own, asked, engine, path: targets[i]! };
      await writeCsv(file, target, early);
    } else await writeJson(file, own, engine, targets[i]!);
  }
  const table = await parquetTable(
    name,
    targets,
    root && folder,
    engine,
    options,
  );
  const notes = prepared.flatMap(({ file, notes }) =>
    notes.map((note) =>
      kinds.length === 1
        ? note
        : { ...note, message: `${baseName(file.path)}: ${note.message}` }
    )
  );
  return renameFiles(
    { ...table, notes: [...notes, ...unified.notes, ...table.notes] },
    kinds,
  );
}

/** The type that holds a column without any value. */
function held(type: string): string {
  return type === "NULL" ? "VARCHAR" : type;
}

/** Names the files that were converted; which of them a row comes from is not kept. */
function renameFiles(table: Table, kinds: readonly FileKind[]): Table {
  const { file: _, ...rest } = table;
  return {
    ...rest,
    files: rest.files.map((file, i) => ({ ...file, path: kinds[i]!.path })),
  };
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
