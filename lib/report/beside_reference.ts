import {
  anything,
  type Check,
  isTable,
  type Result,
  type Run,
  run,
} from "../check/mod.ts";
import type { Profile } from "../profile/mod.ts";
import type { Table } from "../table/mod.ts";

/** Puts the reference's own figure beside each metric, so that a change can be seen. */
export async function besideReference(
  checks: readonly Check[],
  results: readonly Result[],
  reference: Table | Profile | undefined,
  profiles: Run["profiles"],
): Promise<readonly Result[]> {
  if (!reference || !isTable(reference) || !profiles.reference) return results;
  const at = checks.map((_, i) => i).filter((i) => {
    const { unit, roles } = checks[i]!;
    return unit.kind === "measure" && unit.id.startsWith("metrics/") &&
      Object.values(roles).flat().every((name) =>
        reference.columns.some((column) => column.name === name)
      );
  });
  if (!at.length) return results;
  const found = await run(
    at.map((i) => ({ ...checks[i]!, condition: anything })),
    {
      current: reference,
      profiles: { reference: undefined, current: profiles.reference },
    },
  );
  const merged = [...results];
  at.forEach((i, k) => {
    const { value, interval, n } = found.results[k]!;
    merged[i] = {
      ...merged[i]!,
      details: {
        ...merged[i]!.details,
        reference: { value, interval, n: n.current },
      },
    };
  });
  return merged;
}
