import { type ColumnProfile, type Profile } from "../../profile/mod.ts";
import { detector, unknown } from "../../check/mod.ts";

/** A column that one side has in another type. */
interface Change {
  readonly column: string;
  readonly reference: string;
  readonly current: string;
  /** Whether the kind changed too (number to text): questions asked of it no longer make sense. */
  readonly breaking: boolean;
}

/** Files in a row that hold a column in one type; `type` null where they lack it. */
interface Run {
  readonly type: string | null;
  readonly from: string;
  readonly to: string;
  readonly files: number;
}

/**
 * How many columns are missing, added or of another type than in the reference, or differ between the current files.
 *
 * Formula: missing + added + changed + columns that differ between files and are not named yet; `effect` counts those
 * that break a reader: missing, or of another kind. Shape: two profiles -> one number; without a reference only the
 * files are compared. Unit: count, 0 and up. Edge cases: order of columns does not matter; names that differ in case
 * only are one missing and one added, and named as `renamed`; unknown with neither a reference nor two files.
 * Source: none needed.
 */
export const schemaMatch = detector({
  id: "validation/schema_match",
  unit: "count",
  better: "lower",
  needs: [],
  needsReference: false,
  defaults: {},
  compare({ reference, current }) {
    if (!reference && current.files.length < 2) {
      return unknown("no reference was given, and there are no two files");
    }
    const a = reference?.columns ?? current.columns, b = current.columns;
    const missing = [...a.keys()].filter((name) => !b.has(name));
    const added = [...b.keys()].filter((name) => !a.has(name));
    const renamed = missing.flatMap((from) => {
      const to = added.find((n) => n.toLowerCase() === from.toLowerCase());
      return to === undefined ? [] : [{ from, to }];
    });
    const changed = [...b].flatMap(([name, now]) => changeOf(a.get(name), now));
    const files = filesThatDiffer(current);
    const named = new Set([
      ...missing,
      ...added,
      ...changed.map(({ column }) => column),
    ]);
    const value = named.size +
      files.filter(({ column }) => !named.has(column)).length;
    return {
      value,
      effect: missing.length + changed.filter((c) => c.breaking).length,
      details: {
        missing,
        added,
        changed,
        renamed,
        files,
        explanation: explain(missing, added, changed, files),
      },
    };
  },
});

function changeOf(then: ColumnProfile | undefined, now: ColumnProfile) {
  if (!then || then.column.type === now.column.type) return [];
  return [
    {
      column: now.column.name,
      reference: then.column.type,
      current: now.column.type,
      breaking: then.column.kind !== now.column.kind,
    } satisfies Change,
  ];
}

function filesThatDiffer({ files }: Profile) {
  const names = new Set(files.flatMap((f) => f.columns.map((c) => c.name)));
  return [...names].flatMap((column) => {
    const runs: Run[] = [];
    for (const { path, columns } of files) {
      const type = columns.find((c) => c.name === column)?.type ?? null;
      const last = runs.at(-1);
      if (last?.type === type) {
        runs[runs.length - 1] = { ...last, to: path, files: last.files + 1 };
      } else runs.push({ type, from: path, to: path, files: 1 });
    }
    return runs.length > 1 ? [{ column, runs }] : [];
  });
}

function explain(
  missing: readonly string[],
  added: readonly string[],
  changed: readonly Change[],
  files: readonly { column: string; runs: readonly Run[] }[],
): string {
  const parts = [
    ...(missing.length ? [`missing: ${few(missing)}`] : []),
    ...(added.length ? [`added: ${few(added)}`] : []),
    ...(changed.length
      ? [
        `changed: ${
          few(changed.map((c) => `${c.column} ${c.reference} to ${c.current}`))
        }`,
      ]
      : []),
    ...(files.length
      ? [`differing between files: ${
        few(files.map(({ column, runs }) => {
          const { type, from } = runs[1]!;
          return `${column} ${runs[0]!.type ?? "absent"} then ${
            type ?? "absent"
          } from ${from.slice(from.lastIndexOf("/") + 1)}`;
        }))
      }`]
      : []),
  ];
  return parts.length
    ? `Columns differ: ${parts.join("; ")}`
    : "All columns have the names and types they had";
}

function few(items: readonly string[]): string {
  return items.length > 8
    ? `${items.slice(0, 8).join(", ")} and ${items.length - 8} more`
    : items.join(", ");
}
