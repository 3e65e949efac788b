import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { manifestPath, partitionSpan, readManifest } from "../lake/mod.ts";
import type { DuckDb } from "./duckdb.ts";
import { fileStorage } from "./files.ts";
import type { FoundFiles } from "./found_files.ts";
import { lakeFiles } from "./lake_files.ts";
import { lakeTail } from "./lake_tail.ts";
import { sourceFault } from "./source_fault.ts";

/**
 * The events of a system in the lake: `lake:streamflix?from=2026-01-01&to=2026-02-01&kind=click&late=no`.
 *
 * The kind defaults to exposure where there is any, else to prediction. The window is half-open, by event time. Files go
 * by the manifest and are checked against it; what is acknowledged and not sealed yet is there too.
 */
export async function findLake(
  uri: string,
  lake: string | undefined,
  cwd: string,
  engine: DuckDb,
): Promise<FoundFiles> {
  if (lake === undefined) {
    throw sourceFault(uri, "the folder of the lake is needed (--lake DIR)");
  }
  const [system, query = ""] = uri.slice("lake:".length).split("?");
  const asked = new URLSearchParams(query);
  const unknown = [...asked.keys()].find((key) =>
    !["from", "to", "kind", "late"].includes(key)
  );
  if (!system || /[/\\]|^\.+$/.test(system) || unknown) {
    throw sourceFault(
      uri,
      unknown
        ? `"${unknown}" is unknown, from, to, kind and late are known`
        : "a system is needed, as in lake:streamflix?from=2026-01-01",
    );
  }
  const root = resolve(cwd, lake);
  if (!existsSync(join(root, manifestPath)) && !existsSync(join(root, "log"))) {
    throw sourceFault(uri, `"${lake}" is no lake, it has no ${manifestPath}`);
  }
  const from = timeOf(uri, asked.get("from"));
  const to = timeOf(uri, asked.get("to"));
  const window = {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    late: asked.get("late") !== "no",
  };
  const kinds = asked.has("kind")
    ? [asked.get("kind")!]
    : ["exposure", "prediction"];
  let problems: readonly string[] = [];
  for (const kind of kinds) {
    const selection = { system, kind, ...window };
    const manifest = await readManifest(fileStorage(root));
    const found = await lakeFiles(root, selection);
    const tail = await lakeTail(root, manifest, selection, engine);
    problems = found.problems;
    const paths = [...found.paths, ...tail];
    if (paths.length === 0) continue;
    const isWhole = found.files.every((file) => {
      const span = partitionSpan(file);
      return span.from >= (from ?? -Infinity) && span.to <= (to ?? Infinity);
    });
    const bounds = [["ts >=", from], ["ts <", to]].flatMap(([test, at]) =>
      typeof at === "number" && !isWhole
        ? [`${test} timestamp '${new Date(at).toISOString().slice(0, -1)}'`]
        : []
    );
    return {
      paths,
      root: "",
      skipped: [],
      problems,
      ...(bounds.length ? { where: bounds.join(" and ") } : {}),
    };
  }
  throw sourceFault(
    uri,
    problems[0] === undefined
      ? "no partition lies in that window"
      : `no partition in that window can be used (${problems.join("; ")})`,
  );
}

function timeOf(uri: string, text: string | null): number | undefined {
  if (text === null) return undefined;
  const iso = /T/.test(text) && !/(Z|[+-]\d\d:?\d\d)$/.test(text)
    ? `${text}Z`
    : text;
  const time = Date.parse(iso);
  if (Number.isNaN(time)) {
    throw sourceFault(uri, `"${text}" is no date, as in 2026-01-01`);
  }
  return time;
}
