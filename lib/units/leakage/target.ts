import type { Column } from "../../table/mod.ts";
import type { Sample } from "../../profile/mod.ts";
import { type Unknown, unknown } from "../../check/mod.ts";

/** What is to be predicted: one 0/1 vector for each class asked about, or the label itself. */
export interface Target {
  readonly kind: "classes" | "number";
  /** Rows of the sample that have a label. */
  readonly rows: readonly number[];
  /** One for each class (two classes: one). */
  readonly vectors: readonly Vector[];
}

/** A target as numbers, over all rows of the sample. */
export interface Vector {
  readonly name: string;
  readonly y: Float64Array;
  /** What a row counts against others of its side (the class, or the rest), at most 1: rare classes of the rest stand in the sample too often. */
  readonly weight: Float64Array;
  /** Rows of the class in the whole table, up to a factor that all classes share; 1 for a number. */
  readonly share: number;
}

const CLASSES = 10;
/** Fewer rows of a class than this say nothing certain. */
const EVENTS = 10;

/** Reads a label column of a sample as what is to be predicted. */
export function targetOf(
  sample: Sample,
  label: Column,
  positive: string | number | boolean | null,
): Target | Unknown {
  const cells = sample.columns.get(label.name) ?? [];
  const rows = cells.flatMap((x, i) => x === null ? [] : [i]);
  const counts = new Map<string, number>();
  for (const i of rows) {
    const name = String(cells[i]);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  if (counts.size < 2) {
    return unknown(
      `label "${label.name}" holds ${
        counts.size ? "one value only" : "no value"
      } in the ${cells.length} rows looked at`,
    );
  }
  const oneAgainstRest = (name: string) =>
    vectorOf(name, cells.map((x) => String(x) === name), rows, sample.weights);
  if (positive !== null) {
    const wanted = nameOf(label, positive);
    const n = counts.get(wanted) ?? 0;
    return n < EVENTS || rows.length - n < EVENTS
      ? unknown(few(label.name, wanted, n, rows.length))
      : {
        kind: "classes",
        rows,
        vectors: [oneAgainstRest(wanted)],
      };
  }
  if (label.kind === "number" && counts.size > CLASSES) {
    return {
      kind: "number",
      rows,
      vectors: [{
        name: label.name,
        y: Float64Array.from(cells, (x) => typeof x === "number" ? x : 0),
        weight: new Float64Array(cells.length).fill(1),
        share: 1,
      }],
    };
  }
  const ranked = [...counts].sort(([a, n], [b, m]) =>
    m - n || (a < b ? -1 : 1)
  );
  const usable = ranked.filter(([, n]) => n >= EVENTS).slice(0, CLASSES);
  if (usable.length < 2) {
    const [name, n] = ranked[1]!;
    return unknown(few(label.name, name, n, rows.length));
  }
  const asked = counts.size === 2 ? [usable[1]!] : usable;
  return {
    kind: "classes",
    rows,
    vectors: asked.map(([name]) => oneAgainstRest(name)),
  };
}

function vectorOf(
  name: string,
  is: readonly boolean[],
  rows: readonly number[],
  weights: Float64Array | undefined,
): Vector {
  const most = { true: 0, false: 0 };
  let share = 0;
  for (const i of rows) {
    const weight = weights?.[i] ?? 1, side = is[i] ? "true" : "false";
    most[side] = Math.max(most[side], weight);
    if (is[i]) share += weight;
  }
  return {
    name,
    y: Float64Array.from(is, Number),
    weight: Float64Array.from(
      is,
      (yes, i) => weights ? weights[i]! / (yes ? most.true : most.false) : 1,
    ),
    share,
  };
}

// A file's "yes" and "no" may have been read as a boolean.
function nameOf(label: Column, positive: string | number | boolean): string {
  return label.kind !== "boolean"
    ? String(positive)
    : String(/^(true|t|yes|y|1)$/i.test(String(positive)));
}

function few(label: string, name: string, n: number, rows: number): string {
  return `label "${label}" is ${
    JSON.stringify(name)
  } in ${n} of the ${rows} rows looked at, at least ${EVENTS} of both sides are needed`;
}
