import type { ColumnSchema, Schema } from "./schema.ts";

/** One thing in which two schemas differ. */
export interface SchemaChange {
  /** The column, or "left <= right" of a relation. */
  readonly what: string;
  /** Which of its fields; "column" or "relation" where it is there on one side only. */
  readonly field: string;
  readonly from: unknown;
  readonly to: unknown;
  /** Whether data that kept the old schema may break the new one. */
  readonly stricter: boolean;
}

/** What changed from one schema to another, column by column. Shape: schema, schema -> changes; none for equal ones. */
export function diffSchema(from: Schema, to: Schema): readonly SchemaChange[] {
  const a = new Map(from.columns.map((column) => [column.name, column]));
  const b = new Map(to.columns.map((column) => [column.name, column]));
  const relations = ({ relations }: Schema) =>
    new Set(relations.map(({ left, is, right }) => `${left} ${is} ${right}`));
  const old = relations(from), now = relations(to);
  const whole = (what: string, field: string, added: boolean) => ({
    what,
    field,
    from: added ? null : "there",
    to: added ? "there" : null,
    stricter: field === "column" || added,
  });
  return [
    ...[...a.keys()].filter((name) => !b.has(name)).map((name) =>
      whole(name, "column", false)
    ),
    ...[...b.keys()].filter((name) => !a.has(name)).map((name) =>
      whole(name, "column", true)
    ),
    ...[...a].flatMap(([name, column]) => {
      const other = b.get(name);
      return other ? fieldChanges(column, other) : [];
    }),
    ...[...old].filter((r) => !now.has(r)).map((r) =>
      whole(r, "relation", false)
    ),
    ...[...now].filter((r) => !old.has(r)).map((r) =>
      whole(r, "relation", true)
    ),
  ];
}

const FIELDS = [
  "type",
  "nulls",
  "min",
  "max",
  "values",
  "pattern",
  "unique",
  "only",
] as const;

function fieldChanges(a: ColumnSchema, b: ColumnSchema): SchemaChange[] {
  return FIELDS.flatMap((field): SchemaChange[] => {
    const from = a[field] ?? null, to = b[field] ?? null;
    if (JSON.stringify(from) === JSON.stringify(to)) return [];
    return [{
      what: a.name,
      field,
      from,
      to,
      stricter: isStricter(field, from, to),
    }];
  });
}

function isStricter(
  field: typeof FIELDS[number],
  from: unknown,
  to: unknown,
): boolean {
  if (field === "type" || field === "only") return true;
  if (to === null) return false;
  if (from === null) return true;
  if (field === "min") return (to as number) > (from as number);
  if (field === "max" || field === "nulls") {
    return (to as number) < (from as number);
  }
  if (field === "values") {
    return (from as string[]).some((value) =>
      !(to as string[]).includes(value)
    );
  }
  return true;
}

/** A change as a line people read: `fare.max: 100 -> 250`. */
export function changeText({ what, field, from, to }: SchemaChange): string {
  if (field === "column" || field === "relation") {
    return `${to === null ? "-" : "+"} ${what}`;
  }
  if (field === "values" && Array.isArray(from) && Array.isArray(to)) {
    const added = to.filter((value) => !from.includes(value));
    const gone = from.filter((value) => !to.includes(value));
    return `~ ${what}.values: ${
      [
        ...added.map((v) => `+${JSON.stringify(v)}`),
        ...gone.map((v) => `-${JSON.stringify(v)}`),
      ].join(" ")
    }`;
  }
  return `~ ${what}.${field}: ${JSON.stringify(from)} -> ${JSON.stringify(to)}`;
}
