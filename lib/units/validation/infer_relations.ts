import type { Sample } from "../../profile/mod.ts";
import type { Cell, Column } from "../../table/mod.ts";
import type { RelationSchema } from "./schema.ts";

/** Rows in which both columns must have a value. */
const ROWS = 100;
/** Columns compared with one another. */
const COLUMNS = 200;

/**
 * Orders that hold in every row of a sample: of two times, or of two numbers of one kind, one is never above the other;
 * and columns that are equal.
 *
 * Two numbers are of one kind when they have one type, spread alike to a factor of 4, lie within two standard deviations of
 * each other and rise together (correlation from 0.5), since that a year is above an age says nothing. Shape: sample and its columns -> relations, `left` never above
 * `right`.
 */
export function inferRelations(
  sample: Sample,
  columns: readonly Column[],
): RelationSchema[] {
  const found: RelationSchema[] = [];
  const ordered = columns.filter(({ kind }) =>
    kind === "number" || kind === "time"
  ).slice(0, COLUMNS);
  for (let i = 0; i < ordered.length; i++) {
    for (let j = i + 1; j < ordered.length; j++) {
      const a = ordered[i]!, b = ordered[j]!;
      if (a.kind !== b.kind || a.type !== b.type) continue;
      const relation = relationOf(
        sample.columns.get(a.name) ?? [],
        sample.columns.get(b.name) ?? [],
        a.kind === "time",
      );
      if (relation === "=") {
        found.push({ left: a.name, is: "=", right: b.name });
      } else if (relation === "<") {
        found.push({ left: a.name, is: "<=", right: b.name });
      } else if (relation === ">") {
        found.push({ left: b.name, is: "<=", right: a.name });
      }
    }
  }
  return found;
}

function relationOf(
  a: readonly Cell[],
  b: readonly Cell[],
  times: boolean,
): "=" | "<" | ">" | undefined {
  let rows = 0, below = 0, above = 0;
  let sx = 0, sy = 0, xx = 0, yy = 0, xy = 0, x0 = NaN, y0 = NaN;
  for (let i = 0; i < a.length; i++) {
    const x = a[i], y = b[i];
    if (typeof x !== "number" || typeof y !== "number") continue;
    if (!rows++) [x0, y0] = [x, y];
    if (x < y) below++;
    else if (x > y) above++;
    if (below && above) return undefined;
    const u = x - x0, v = y - y0;
    sx += u;
    sy += v;
    xx += u * u;
    yy += v * v;
    xy += u * v;
  }
  const p = xx - sx * sx / rows, q = yy - sy * sy / rows;
  if (rows < ROWS || !(p > 0) || !(q > 0)) return undefined;
  if (!below && !above) return "=";
  const apart = Math.abs(x0 + sx / rows - y0 - sy / rows);
  const alike = p < 16 * q && q < 16 * p &&
    apart <= 2 * Math.sqrt(Math.max(p, q) / rows);
  const together = (xy - sx * sy / rows) / Math.sqrt(p * q) >= 0.5;
  if (!times && !(alike && together)) return undefined;
  return above ? ">" : "<";
}
