import {
  anything,
  type Check,
  isTable,
  type Result,
  run,
} from "../check/mod.ts";
import { bareProfile, type Profile } from "../profile/mod.ts";
import {
  columnOf,
  slicesOf,
  type Table,
  type TableSlice,
} from "../table/mod.ts";

/** The most values of a column that are told apart. */
const MOST = 20;

/**
 * Each metric of a report again for every slice: the 20 most frequent values of each column, a missing value among them.
 *
 * Shape: a report's checks and data -> results with `slice: { column: value }`, shown and never judged, so that more slices raise no
 * more alarms; `details.rows` are the slice's rows, `details.values` the values the column has, `details.reference` the metric of the same slice
 * there. Edge cases: profiles have no rows to slice; a slice that is too small or of one class is unknown and says why.
 * Errors: SchemaError for a column that is missing in the current data.
 */
export async function slicedMetrics(
  checks: readonly Check[],
  { current, reference }: {
    readonly current: Table | Profile;
    readonly reference?: Table | Profile | undefined;
  },
  columns: readonly string[] = [],
): Promise<readonly Result[]> {
  if (!isTable(current)) return [];
  for (const name of columns) columnOf(current, name);
  const metrics = checks.filter(({ unit }) =>
    unit.kind === "measure" && unit.id.startsWith("metrics/") &&
    !unit.needsReference
  ).map((check): Check => ({
    ...check,
    condition: anything,
    severity: "info",
  }));
  if (!metrics.length) return [];
  const found: Result[] = [];
  for (const name of new Set(columns)) {
    const slices = await slicesOf(current, name, { most: MOST });
    const others = reference && isTable(reference) &&
        has(reference, [name, ...metrics.flatMap(rolesOf)])
      ? await slicesOf(reference, name, {
        most: MOST,
        among: slices.map(({ value }) => value),
      })
      : [];
    for (const slice of slices) {
      const other = others.find(({ value }) => value === slice.value);
      const before = other && await ask(metrics, other);
      (await ask(metrics, slice)).forEach((result, i) =>
        found.push({
          ...result,
          slice: { [name]: slice.value },
          details: {
            ...result.details,
            rows: slice.rows,
            values: slice.values,
            ...(before ? { reference: figures(before[i]!) } : {}),
          },
        })
      );
    }
  }
  return found;
}

function rolesOf({ roles }: Check): string[] {
  return Object.values(roles).flat();
}

function has({ columns }: Table, names: readonly string[]): boolean {
  return names.every((name) => columns.some((column) => column.name === name));
}

async function ask(
  checks: readonly Check[],
  { table }: TableSlice,
): Promise<readonly Result[]> {
  const current = await bareProfile(table);
  const { results } = await run(checks, {
    current: table,
    profiles: { reference: undefined, current },
  });
  return results;
}

function figures({ value, interval, n }: Result) {
  return { value, interval, n: n.current };
}
