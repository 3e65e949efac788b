import { expect, test } from "vitest";
import { profilesOf, run } from "../../../lib/check/mod.ts";
import type { Table } from "../../../lib/table/mod.ts";
import {
  acceptSchema,
  changeText,
  checkSchema,
  diffSchema,
  formatSchema,
  inferSchema,
  parseSchema,
  type Schema,
} from "../../../lib/units/validation/mod.ts";
import { type Literal, rowsOf, tableOf } from "../ask.ts";

const n = 300;
const at = (i: number) => new Date(Date.UTC(2024, 0, 1, i));
const trips = (change: (i: number) => Record<string, Literal> = () => ({})) =>
  rowsOf({
    id: Array.from({ length: n }, (_, i) => BigInt(i)),
    plate: Array.from({ length: n }, (_, i) => `AB-${100 + i}`),
    flag: Array.from({ length: n }, (_, i) => i % 3 ? "Y" : "N"),
    fare: Array.from({ length: n }, (_, i) => i % 50),
    total: Array.from({ length: n }, (_, i) => i % 50 + i % 7),
    pickup: Array.from({ length: n }, (_, i) => at(i)),
    dropoff: Array.from({ length: n }, (_, i) => at(i + i % 4)),
    note: Array.from(
      { length: n },
      (_, i) => i % 10 ? `text ${i % 90}!` : null,
    ),
    tipped: Array.from({ length: n }, (_, i) => i % 2 === 0),
  }).map((row, i) => ({ ...row, ...change(i) }));

async function infer(table: Table, options = {}): Promise<Schema> {
  const { current } = await profilesOf({ current: table }, { sample: true });
  return inferSchema(current, { name: "trips", ...options });
}
async function failed(schema: Schema, table: Table, environment?: string) {
  const checks = checkSchema(schema, table.columns, environment);
  const { results } = await run(checks, { current: table });
  return results.filter(({ verdict }) => verdict === "fail");
}

test("inferSchema() proposes ranges, sets, patterns, keys and relations", async () => {
  const schema = await infer(await tableOf(trips()), { labels: ["tipped"] });
  const columns = Object.fromEntries(schema.columns.map((c) => [c.name, c]));
  expect(schema.environments).toEqual(["training", "serving"]);
  expect(columns.id).toMatchObject({ unique: true, nulls: 0 });
  expect(columns.plate).toMatchObject({
    unique: true,
    pattern: "^[A-Z]{2}-\\d{3}$",
  });
  expect(columns.flag!.values).toEqual(["N", "Y"]);
  expect(columns.fare).toMatchObject({ min: 0, max: 54 });
  expect(columns.note!.nulls).toBeGreaterThan(0.1);
  expect(columns.note!.nulls).toBeLessThan(0.2);
  expect(columns.tipped!.only).toEqual(["training"]);
  expect(schema.relations).toEqual([
    { left: "fare", is: "<=", right: "total" },
    { left: "pickup", is: "<=", right: "dropoff" },
  ]);
});

test("checkSchema() passes the data it was inferred from", async () => {
  const table = await tableOf(trips());
  expect(await failed(await infer(table), table)).toEqual([]);
});

test("checkSchema() says which rows break what", async () => {
  const schema = await infer(await tableOf(trips()));
  const broken = await tableOf(
    trips((i) =>
      i === 7
        ? { fare: -3, flag: "?", plate: "XYZ", dropoff: at(0), id: 8n }
        : {}
    ),
    { rowId: "id" },
  );
  const results = await failed(schema, broken);
  expect(results.map(({ check }) => check)).toEqual([
    "validation/uniqueness(column=id)",
    "validation/pattern(column=plate)",
    "validation/set_membership(column=flag)",
    "validation/value_bounds(column=fare)",
    "validation/sql_check(pickup <= dropoff)",
  ]);
  expect(results[1]!.evidence).toEqual({ rows: ["8"], values: ["XYZ"] });
});

test("checkSchema() wants the label in training and not in serving", async () => {
  const training = await tableOf(trips());
  const serving = await tableOf(
    trips().map(({ tipped: _tipped, ...row }) => row),
  );
  const schema = await infer(training, { labels: ["tipped"] });
  expect(await failed(schema, training, "training")).toEqual([]);
  expect(await failed(schema, serving, "serving")).toEqual([]);
  expect((await failed(schema, serving, "training"))[0]!.explanation)
    .toBe("tipped is missing");
  expect((await failed(schema, training, "serving"))[0]!.explanation)
    .toBe("tipped is not foreseen");
  expect(await failed(schema, serving)).toEqual([]);
  expect(() => checkSchema(schema, training.columns, "prod")).toThrow(
    'Cannot check for "prod": schema "trips" has the environments "training", "serving"',
  );
});

test("acceptSchema() allows what was meant and nothing else", async () => {
  const schema = await infer(await tableOf(trips()));
  const changed = await tableOf(
    trips((i) => ({ extra: 1, ...(i === 7 ? { fare: 900, flag: "Z" } : {}) })),
  );
  const broken = new Set(
    (await failed(schema, changed)).map(({ check }) => check),
  );
  const widened = acceptSchema(
    schema,
    await infer(changed, { slack: 0 }),
    broken,
  );
  expect(diffSchema(schema, widened).map(changeText)).toEqual([
    "+ extra",
    '~ flag.values: +"Z"',
    "~ fare.max: 54 -> 900",
    "- fare <= total",
  ]);
  expect(await failed(widened, changed)).toEqual([]);
});

test("diffSchema() says what is stricter", async () => {
  const schema = await infer(await tableOf(trips()));
  const fare = schema.columns.findIndex(({ name }) => name === "fare");
  const change = (field: object) => ({
    ...schema,
    columns: schema.columns.map((c, i) => i === fare ? { ...c, ...field } : c),
  });
  expect(diffSchema(schema, schema)).toEqual([]);
  expect(diffSchema(schema, change({ max: 60 }))[0]!.stricter).toBe(false);
  expect(diffSchema(schema, change({ max: 20 }))[0]!.stricter).toBe(true);
  expect(diffSchema(schema, change({ unique: true }))[0]!.stricter).toBe(true);
});

test("formatSchema() and parseSchema() give back the same schema", async () => {
  const schema = await infer(await tableOf(trips()));
  expect(parseSchema(formatSchema(schema), "s")).toEqual(schema);
  expect(formatSchema(schema, "ts")).toMatch(
    /^import type \{ Schema \} from "sightglass";\n\nexport const schema: Schema = \{/,
  );
});

test("parseSchema() names the place that is wrong", () => {
  expect(() => parseSchema("{", "s.json")).toThrow(
    'Cannot read schema "s.json": it is no JSON',
  );
  expect(() => parseSchema({ version: 1, name: "s" }, "s.json")).toThrow(
    'Cannot read schema "s.json": at "environments"',
  );
});
