import {
  type Cell,
  type Column,
  finite,
  joinSql,
  rawSql,
  sql,
  type Table,
} from "../table/mod.ts";
import type { Sample } from "./profile.ts";
import { HASHES, picked, rowHash, sampled, sampleFrom } from "./sample.ts";

/** Classes of a label that are looked after; a label with more of them is an id, a text or a number. */
const CLASSES = 10;
/** Rows of a class that a sample should hold. */
const LEAST = 500;
/** A text with more values than this in a sample is an id. */
const TEXTS = 1_000;
/** So much more than what is wanted is read, that chance does not leave too few. */
const SPARE = 1.5;

/**
 * A table's sample with rows of the label's rare classes added: up to 500 of each, those with the smallest hash of their id,
 * so that a label of which 0.2 % are positive has positives to learn from.
 *
 * `weights` says how many rows of the table a row stands for. Undefined when the sample serves as it is: no class is rare in it,
 * or the label has more than 10 values and is a number.
 */
export async function classSampleOf(
  table: Table,
  label: Column,
  sample: Sample,
): Promise<Sample | undefined> {
  const cells = sample.columns.get(label.name);
  if (!cells) return;
  const held = countsOf(cells);
  if (held.size > (label.kind === "number" ? CLASSES : TEXTS)) return;
  const classes = await classesOf(table, label);
  if (label.kind === "number" && classes.length > CLASSES) return;
  const rare = classes.slice(0, CLASSES).filter(({ value, rows }) =>
    (held.get(value) ?? 0) < Math.min(rows, LEAST)
  );
  if (!rare.length) return;
  const columns = sampled(table), hash = rowHash(table);
  const wanted = rare.map(({ value, rows }) =>
    sql`(${valueSql(label)} = ${value} and ${hash} < ${
      Math.min(1, SPARE * LEAST / rows) * HASHES
    })`
  );
  const added = sampleFrom(
    columns,
    await table.engine.arrays(
      sql`select ${picked(columns, table)} from ${table.relation} where ${
        joinSql(wanted, " or ")
      } qualify row_number() over (partition by ${
        valueSql(label)
      } order by ${hash}) <= ${rawSql(String(LEAST))} order by h`,
    ),
  );
  const isRare = new Set<Cell>(rare.map(({ value }) => value));
  const kept = cells.flatMap((x, i) => x === null || isRare.has(x) ? [] : [i]);
  return weighed(joined(sample, kept, added), label, classes);
}

interface Class {
  readonly value: string | number;
  readonly rows: number;
}

async function classesOf(
  { engine, relation }: Table,
  label: Column,
): Promise<readonly Class[]> {
  const found = await engine.rows(
    sql`select v, cast(count(*) as double) n from (select ${
      valueSql(label)
    } v from ${relation}) where v is not null group by v order by n desc, v limit ${
      rawSql(String(CLASSES + 1))
    }`,
  );
  return found.map(({ v, n }) => ({
    value: v as Class["value"],
    rows: n as number,
  }));
}

// A class as a sample's cells have it.
function valueSql(label: Column) {
  return label.kind === "number"
    ? finite(label)
    : sql`cast(${label} as varchar)`;
}

function joined(
  sample: Sample,
  kept: readonly number[],
  added: Sample,
): Sample {
  return {
    rows: kept.length + added.rows,
    hash: Float64Array.of(...kept.map((i) => sample.hash[i]!), ...added.hash),
    columns: new Map(
      [...sample.columns].map(([name, cells]) => [
        name,
        [...kept.map((i) => cells[i]!), ...added.columns.get(name)!],
      ]),
    ),
  };
}

function weighed(
  sample: Sample,
  label: Column,
  classes: readonly Class[],
): Sample {
  const cells = sample.columns.get(label.name)!;
  const held = countsOf(cells);
  const weights = new Map<Cell, number>(
    classes.map(({ value, rows }) => [value, rows / (held.get(value) ?? 1)]),
  );
  const rest = weights.get(classes[0]!.value)!;
  return {
    ...sample,
    weights: Float64Array.from(cells, (x) => weights.get(x) ?? rest),
  };
}

function countsOf(cells: readonly Cell[]): Map<Cell, number> {
  const counts = new Map<Cell, number>();
  for (const x of cells) {
    if (x !== null) counts.set(x, (counts.get(x) ?? 0) + 1);
  }
  return counts;
}
