import { resolve } from "node:path";
import type { FoundFiles } from "./found_files.ts";
import { sourceFault } from "./source_fault.ts";

/**
 * The Parquet partitions of a system in the event log: `lake:streamflix?from=2026-01-01&to=2026-02-01&kind=click`.
 *
 * The kind defaults to exposure. The window is half-open; whole days select `dt=` folders, times also rows by `ts`.
 */
export async function findLake(
  uri: string,
  lake: string | undefined,
  cwd: string,
  walk: (folder: string, uri: string) => Promise<FoundFiles>,
): Promise<FoundFiles> {
  if (lake === undefined) {
    throw sourceFault(uri, "the folder of the lake is needed (--lake DIR)");
  }
  const [system, query = ""] = uri.slice("lake:".length).split("?");
  const asked = new URLSearchParams(query);
  const unknown = [...asked.keys()].find((key) =>
    !["from", "to", "kind"].includes(key)
  );
  if (!system || /[/\\]|^\.+$/.test(system) || unknown) {
    throw sourceFault(
      uri,
      unknown
        ? `"${unknown}" is unknown, from, to and kind are known`
        : "a system is needed, as in lake:streamflix?from=2026-01-01",
    );
  }
  const kind = asked.get("kind") ?? "exposure";
  const from = timeOf(uri, asked.get("from"));
  const to = timeOf(uri, asked.get("to"));
  const root = resolve(cwd, lake, system, kind.replaceAll(/[^\w-]/g, ""));
  const found = await walk(root, uri);
  const paths = found.paths.filter((path) => {
    const day = /\/dt=(\d{4}-\d\d-\d\d)\//.exec(path)?.[1];
    if (day === undefined) return true;
    const start = Date.parse(day);
    return (from === undefined || start + 86_400_000 > from) &&
      (to === undefined || start < to);
  });
  if (paths.length === 0) {
    throw sourceFault(uri, "no partition lies in that window");
  }
  const bounds = [["ts >=", from], ["ts <", to]].flatMap(([test, at]) =>
    typeof at === "number" && at % 86_400_000 !== 0
      ? [`${test} timestamp '${new Date(at).toISOString().slice(0, -1)}'`]
      : []
  );
  return {
    ...found,
    paths,
    ...(bounds.length ? { where: bounds.join(" and ") } : {}),
  };
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
