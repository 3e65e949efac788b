import type { FieldType, KindSchema } from "../lake/mod.ts";
import { identifier, rawSql, type Sql, sql } from "../table/mod.ts";

/**
 * The rows of events by the schema of their kind: the head, its fields, and the features as columns of their own.
 *
 * A feature that has the name of another column is called "features.name". Decimals and times come as text and are cast.
 */
export function schemaSql(lines: string, fields: KindSchema): Sql {
  const read = new Map([...head]);
  const select = ["event_id", "ts", "arrival", "kind"].map((name) =>
    headSql[name] ?? name
  );
  if (!Object.hasOwn(fields, "request_id")) {
    read.set("request_id", "VARCHAR");
    select.push("request_id");
  }
  const taken = new Set([
    ...[...head.keys(), ...Object.keys(fields), "request_id"].map((name) =>
      name.toLowerCase()
    ),
  ]);
  for (const [name, { type }] of Object.entries(fields)) {
    const column = identifier(name).text;
    if (
      typeof type !== "object" || !("struct" in type) || name !== "features"
    ) {
      read.set(name, typeText(type, readTypes));
      select.push(
        `cast(${column} as ${typeText(type, storedTypes)}) as ${column}`,
      );
      continue;
    }
    const features = Object.entries(type.struct);
    if (features.length === 0) continue;
    read.set(name, typeText(type, readTypes));
    for (const [feature, inner] of features) {
      const isTaken = taken.has(feature.toLowerCase());
      const own = identifier(isTaken ? `${name}.${feature}` : feature).text;
      select.push(
        `cast(${column}.${identifier(feature).text} as ${
          typeText(inner, storedTypes)
        }) as ${own}`,
      );
    }
  }
  select.push("ts_sent");
  const columns = [...read].map(([name, type]) =>
    sql`${identifier(name)}: ${type}`.text
  );
  return sql`select ${rawSql(select.join(", "))} from read_json(${lines},
    format = 'newline_delimited', maximum_object_size = 33554432, columns = {${
    rawSql(columns.join(", "))
  }})`;
}

const head = new Map([
  ["event_id", "VARCHAR"],
  ["ts", "DOUBLE"],
  ["arrival", "BIGINT"],
  ["kind", "VARCHAR"],
  ["ts_sent", "VARCHAR"],
]);

const headSql: Readonly<Record<string, string>> = {
  ts: "make_timestamp(round(ts * 1000)::bigint) as ts",
  arrival: "make_timestamp_ms(arrival) as arrival",
};

type Types = Readonly<Record<Exclude<FieldType, object>, string>>;

const readTypes: Types = {
  boolean: "BOOLEAN",
  decimal: "VARCHAR",
  double: "DOUBLE",
  integer: "BIGINT",
  json: "JSON",
  string: "VARCHAR",
  time: "VARCHAR",
};

const storedTypes: Types = {
  ...readTypes,
  decimal: "DECIMAL(38, 9)",
  time: "TIMESTAMP",
};

function typeText(type: FieldType, names: Types): string {
  if (typeof type === "string") return names[type];
  if ("list" in type) return `${typeText(type.list, names)}[]`;
  if ("map" in type) return `MAP(VARCHAR, ${typeText(type.map, names)})`;
  const members = Object.entries(type.struct).map(([name, inner]) =>
    `${identifier(name).text} ${typeText(inner, names)}`
  );
  return `STRUCT(${members.join(", ")})`;
}
