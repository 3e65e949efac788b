import { type Column, column, type Table } from "./table.ts";
import { identifier, joinSql, type Sql, sql } from "./sql.ts";

/**
 * A table in which nested columns stand as plain ones: a struct's fields as "address.city", a list by its "tags.length"
 * and, for numbers and times, its "tags.smallest" and "tags.largest", a map by its "attributes.length".
 *
 * Every unit can then be asked of them. Shape: table -> table of the same rows; one without nested columns is returned as
 * it is. Edge cases: a missing struct has missing fields; a missing list has no length, an empty one length 0.
 */
export function flatten(table: Table): Table {
  if (table.columns.every(({ kind }) => kind !== "nested")) return table;
  const leaves = table.columns.flatMap((each) =>
    leavesOf(each.name, each, each.type)
  );
  return {
    ...table,
    relation: sql`(select ${
      joinSql(
        leaves.map(({ column, from }) =>
          sql`${from} ${identifier(column.name)}`
        ),
      )
    }${
      table.rowId ? sql`, ${table.rowId} ${identifier(ROW)}` : sql``
    } from ${table.relation})`,
    columns: leaves.map(({ column }) => column),
    ...(table.rowId ? { rowId: identifier(ROW) } : {}),
  };
}

const ROW = "(row)";

interface Leaf {
  readonly column: Column;
  readonly from: Sql;
}

function leavesOf(name: string, from: Sql, type: string): Leaf[] {
  const one = (suffix: string, from: Sql, type: string): Leaf => ({
    column: column(name + suffix, type),
    from,
  });
  const list = /^(.*)\[\d*\]$/s.exec(type)?.[1];
  if (list !== undefined) {
    const { kind } = column(name, list);
    return [
      one(".length", sql`len(${from})`, "BIGINT"),
      ...(kind === "number" || kind === "time"
        ? [
          one(".smallest", sql`list_min(${from})`, list),
          one(".largest", sql`list_max(${from})`, list),
        ]
        : []),
    ];
  }
  if (/^MAP\(/i.test(type)) {
    return [one(".length", sql`cardinality(${from})`, "BIGINT")];
  }
  if (!/^STRUCT\(/i.test(type)) {
    return [{ column: column(name, type), from }];
  }
  return fieldsOf(type).flatMap((field) =>
    leavesOf(
      `${name}.${field.name}`,
      sql`struct_extract(${from}, ${field.name})`,
      field.type,
    )
  );
}

/** The fields of `STRUCT(a INTEGER, "b c" STRUCT(d DOUBLE)[])`. */
export function fieldsOf(
  struct: string,
): { readonly name: string; readonly type: string }[] {
  const inner = struct.slice(struct.indexOf("(") + 1, struct.lastIndexOf(")"));
  return splitOutside(inner).map((part) => {
    const quoted = /^"((?:[^"]|"")*)"\s+(.*)$/s.exec(part);
    const plain = /^(\S+)\s+(.*)$/s.exec(part);
    return {
      name: quoted ? quoted[1]!.replaceAll('""', '"') : plain?.[1] ?? part,
      type: (quoted ?? plain)?.[2] ?? "",
    };
  });
}

// At commas that stand in no bracket and no quoted name.
function splitOutside(text: string): string[] {
  const parts: string[] = [];
  let depth = 0, quoted = false, from = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (text[i] === "(") depth++;
    else if (text[i] === ")") depth--;
    else if (text[i] === "," && depth === 0) {
      parts.push(text.slice(from, i).trim());
      from = i + 1;
    }
  }
  return [...parts, text.slice(from).trim()].filter((part) => part !== "");
}
