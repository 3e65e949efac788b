import type { Profile } from "../profile/mod.ts";
import { rowIdOf } from "../profile/mod.ts";
import {
  type Engine,
  joinSql,
  rawSql,
  type Sql,
  sql,
  type Table,
} from "../table/mod.ts";
import type { Columns } from "./columns.ts";
import type { Known, Measure, Row, Sources } from "./measure.ts";
import type { Reading, Unknown } from "./reading.ts";

/** One question to a measure. */
export interface Ask {
  readonly unit: Measure;
  readonly columns: Columns<string>;
  readonly options: object;
}

/**
 * Answers all measures of one table: aggregates over the same relation go out in one query, each distinct one once,
 * and what the profile already holds is not asked again.
 */
export async function aggregate(
  asks: readonly Ask[],
  current: Table,
  reference: Table | undefined,
  profile: Profile | undefined,
): Promise<readonly (Reading | Unknown | undefined)[]> {
  const sources: Known = {
    current: current.relation,
    reference: reference?.relation,
    rowId: rowIdOf(current),
    columns: current.columns,
    referenceColumns: reference?.columns,
    rows: profile?.rows ?? current.rows,
  };
  const relations = new Map<string, Map<string, Sql>>();
  const counted: Pick<Sources, "candidates" | "asked">[] = [];
  for (const { unit, columns, options } of asks) {
    const queries = unit.candidates?.(sources, columns, options) ?? [];
    let candidates = NaN, asked = 0;
    while (asked < queries.length && candidates !== 0) {
      const [row] = await current.engine.rows(queries[asked++]!);
      candidates = row!.n as number;
    }
    counted.push({ candidates, asked });
  }
  const planned = asks.map(({ unit, columns, options }, i) => {
    const given = { ...sources, ...counted[i]! };
    const from =
      (unit.from?.(given, columns, options) ?? current.relation).text;
    const aggregates = unit.query(columns, options);
    const wanted = relations.get(from) ?? new Map<string, Sql>();
    for (const item of Object.values(aggregates)) wanted.set(item.text, item);
    relations.set(from, wanted);
    return { from, aggregates };
  });
  const answers = new Map<string, Map<string, unknown>>();
  for (const [from, wanted] of relations) {
    const known = profile && from === current.relation.text
      ? knownAggregates(profile)
      : new Map<string, unknown>();
    answers.set(
      from,
      await scanFor(current.engine, rawSql(from), wanted, known)
        .catch((error: unknown) => throwNamed(error, from, asks, planned)),
    );
  }
  return asks.map(({ unit, options }, i) => {
    const { from, aggregates } = planned[i]!;
    const row = Object.fromEntries(
      Object.entries(aggregates).map((
        [name, { text }],
      ) => [name, answers.get(from)!.get(text)]),
    );
    return unit.read(row as Row<typeof aggregates>, options);
  });
}

/** Says whose own SQL an engine refused. Errors: SyntaxError where it was a user's, else what the engine threw. */
function throwNamed(
  error: unknown,
  from: string,
  asks: readonly Ask[],
  planned: readonly { readonly from: string }[],
): never {
  const own = asks.filter(({ unit }, i) =>
    unit.ownSql && planned[i]!.from === from
  );
  if (!own.length) throw error;
  const [line] = String((error as Error).message ?? error).split("\n");
  throw new SyntaxError(
    `Cannot ask ${
      own.map(({ unit, options }) =>
        `"${unit.id}" with ${JSON.stringify(options)}`
      ).join(" or ")
    }: ${line!.replace(/^[\w ]+ Error: /, "")}`,
    { cause: error },
  );
}

/** Aggregates whose answer the profile already holds, by their SQL text. */
function knownAggregates(profile: Profile): Map<string, unknown> {
  const known = new Map<string, unknown>([["count(*)", profile.rows]]);
  for (const { column, rows, nulls } of profile.columns.values()) {
    known.set(sql`count(${column})`.text, rows - nulls);
  }
  return known;
}

const AGGREGATES_A_QUERY = 200;

async function scanFor(
  engine: Engine,
  from: Sql,
  wanted: ReadonlyMap<string, Sql>,
  values: Map<string, unknown>,
): Promise<Map<string, unknown>> {
  const list = [...wanted.values()].filter(({ text }) => !values.has(text));
  for (let i = 0; i < list.length; i += AGGREGATES_A_QUERY) {
    const part = list.slice(i, i + AGGREGATES_A_QUERY);
    const [row] = await engine.rows(
      sql`select ${
        joinSql(part.map((x, k) => sql`${x} ${rawSql(`a${k}`)}`))
      } from ${from}`,
    );
    part.forEach((item, k) =>
      values.set(item.text, shape(item, row![`a${k}`]))
    );
  }
  return values;
}

function shape(item: Sql & { readonly list?: string }, value: unknown) {
  if (item.list === "number") {
    return ((value ?? []) as readonly (number | null)[]).map((x) => x ?? NaN);
  }
  if (item.list === "text") return value ?? [];
  return typeof value === "boolean" ? Number(value) : value ?? NaN;
}
