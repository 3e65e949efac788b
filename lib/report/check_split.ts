import {
  atMost,
  below,
  type Check,
  check,
  type Result,
  run,
} from "../check/mod.ts";
import type { Profile } from "../profile/mod.ts";
import {
  joinSql,
  type PartName,
  type Parts,
  sql,
  type Table,
} from "../table/mod.ts";
import {
  groupOverlap,
  knowledgeTime,
  labelSum,
  nearDuplicates,
  noLeak,
  preprocessingLeak,
  rowOverlap,
  targetLeakage,
  timeOverlap,
} from "../units/mod.ts";
import type { ReportRoles } from "./roles.ts";
import { featuresOf } from "./suite.ts";

/**
 * Asks the parts of a split for leaks: equal and nearly equal rows, groups and times on two sides, values known too late,
 * preprocessing fitted on all rows, and, where a label is named, columns of the train part that give it away.
 *
 * Each later part is compared with those before it: `slice` says which. The reads are recorded. Shape: parts and roles ->
 * results. Edge cases: an empty part is left out. Errors: SchemaError for a role whose column is missing.
 */
export async function checkSplit(
  parts: Parts,
  roles: ReportRoles = {},
): Promise<readonly Result[]> {
  const open = (part: PartName) =>
    parts.open(part as "test", { reason: "leakage checks of the split" });
  const train = shown(await open("train"), roles);
  const validation = shown(await open("validation"), roles);
  const test = shown(await open("test"), roles);
  const pairs = [
    ["train", "validation", train, validation],
    ["train", "test", train, test],
    ["validation", "test", validation, test],
  ] as const;
  const results: Result[] = [];
  for (const [before, after, reference, current] of pairs) {
    if (!reference.rows || !current.rows) continue;
    const found = await run(acrossParts(roles), {
      current,
      reference,
      profiles: { current: bare(current), reference: bare(reference) },
    });
    results.push(...found.results.map((result) => ({
      ...result,
      slice: { reference: before, current: after },
    })));
  }
  const rest = together(validation, test);
  const scaled = scalable(train, roles).map((column) =>
    check(preprocessingLeak, { column }, atMost(0.5))
  );
  const fitted = await run(scaled, {
    current: rest,
    reference: train,
    profiles: { current: bare(rest), reference: bare(train) },
  });
  const given = await run(givenAway(train, roles), { current: train });
  return [
    ...results,
    ...fitted.results.map((result) => ({
      ...result,
      slice: { reference: "train", current: "validation and test" },
    })),
    ...given.results.map((result) => ({
      ...result,
      slice: { current: "train" },
    })),
  ];
}

function acrossParts({ group, time, arrival, id }: ReportRoles): Check[] {
  const ignore = id === undefined ? {} : { options: { ignore: [id] } };
  return [
    check(rowOverlap, {}, atMost(0.01), ignore),
    check(nearDuplicates, {}, atMost(0.05), { ...ignore, severity: "warn" }),
    ...(group === undefined ? [] : [check(groupOverlap, { group }, atMost(0))]),
    ...(time === undefined ? [] : [check(timeOverlap, { time }, atMost(0))]),
    ...(time === undefined || arrival === undefined
      ? []
      : [check(knowledgeTime, { time, arrival }, atMost(0))]),
  ];
}

function scalable(train: Table, roles: ReportRoles): readonly string[] {
  return featuresOf(train.columns, roles).filter(({ kind, type }) =>
    kind === "number" && /^(FLOAT|DOUBLE|REAL|DECIMAL)/i.test(type)
  ).map(({ name }) => name);
}

function givenAway(train: Table, roles: ReportRoles): Check[] {
  const { label, positive } = roles;
  if (label === undefined) return [];
  const features = featuresOf(train.columns, roles);
  const numbers = features.filter(({ kind }) => kind === "number").map((
    { name },
  ) => name);
  const { kind } = train.columns.find(({ name }) => name === label)!;
  return [
    ...(numbers.length && kind === "number"
      ? [check(labelSum, { label, features: numbers }, below(0.999))]
      : []),
    ...features.map(({ name }) =>
      check(
        targetLeakage,
        { column: name, label },
        noLeak(),
        positive === undefined ? {} : { options: { positive } },
      )
    ),
  ];
}

function shown(table: Table, { exclude = [] }: ReportRoles): Table {
  return {
    ...table,
    columns: table.columns.filter(({ name }) => !exclude.includes(name)),
  };
}

function together(a: Table, b: Table): Table {
  const { rowId: _, ...head } = a;
  const all = joinSql(a.columns);
  return {
    ...head,
    relation:
      sql`(select ${all} from ${a.relation} union all select ${all} from ${b.relation})`,
    rows: (a.rows ?? 0) + (b.rows ?? 0),
  };
}

// What measures need of a profile; counting every column would cost more than the questions.
function bare({ name, rows = 0 }: Table): Profile {
  return { name, rows, columns: new Map(), notes: [], files: [] };
}
