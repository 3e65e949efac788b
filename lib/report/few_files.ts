import type { Group } from "./look_closer.ts";

/** The files that carry a change, where few do. */
export interface FewFiles {
  /** By their part of the change, most first. */
  readonly files: readonly string[];
  /** All files there are. */
  readonly of: number;
  /** What these files carry of the change, and their share of the rows. */
  readonly part: number;
  readonly rows: number;
}

/** The fewest files must carry this much of the change, and hold at most so many of the rows. */
const CARRY = 0.9, ROWS = 0.6;

/**
 * The fewest of the current files that carry nine tenths of a change, if they hold at most six tenths of the rows.
 *
 * Formula: a file's part is n (share - reference's) over the sum of these. Shape: current groups by file, which of their sums, the reference's share ->
 * files. Edge cases: undefined with one file, where nothing changed, and where the change is spread over most files.
 */
export function fewFiles(
  groups: ReadonlyMap<string | null, Group>,
  outcome: number,
  reference: number,
): FewFiles | undefined {
  const files = [...groups].flatMap(([name, { sums }]) => {
    const { n, sum } = sums[outcome]!;
    return name === null || !n
      ? []
      : [{ name, n, carries: sum - n * reference }];
  });
  const change = files.reduce((sum, { carries }) => sum + carries, 0);
  const rows = files.reduce((sum, { n }) => sum + n, 0);
  if (files.length < 2 || !change) return undefined;
  files.sort((x, y) => (y.carries - x.carries) * Math.sign(change));
  let carried = 0, held = 0, count = 0;
  while (carried / change < CARRY && count < files.length) {
    carried += files[count]!.carries;
    held += files[count]!.n;
    count++;
  }
  return held / rows > ROWS ? undefined : {
    files: files.slice(0, count).map(({ name }) => name),
    of: files.length,
    part: Math.min(1, carried / change),
    rows: held / rows,
  };
}
