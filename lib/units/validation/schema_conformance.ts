import { detector } from "../../check/mod.ts";

/** A column as it is wanted. */
export interface WantedColumn {
  readonly name: string;
  readonly type: string;
}

interface ConformanceOptions {
  /** The columns that must be there, with their types; defaults to none. */
  readonly columns: readonly WantedColumn[];
  /** Columns that may be there too; defaults to none. */
  readonly allowed: readonly string[];
}

/**
 * How many columns are missing, not foreseen, or of another type than a schema says.
 *
 * Formula: missing + unforeseen + of another type; `effect` counts the missing ones. Shape: profile -> one number. Unit:
 * count, 0 and up. Edge cases: the order of columns does not matter. Source: none needed.
 */
export const schemaConformance = detector({
  id: "validation/schema_conformance",
  unit: "count",
  better: "lower",
  needs: [],
  needsReference: false,
  defaults: { columns: [], allowed: [] } as ConformanceOptions,
  takes: { columns: "columns", allowed: "strings" },
  compare({ current }, _, { columns, allowed }) {
    const wanted = new Map(columns.map(({ name, type }) => [name, type]));
    const missing = [...wanted.keys()].filter((name) =>
      !current.columns.has(name)
    );
    const extra = [...current.columns.keys()].filter((name) =>
      !wanted.has(name) && !allowed.includes(name)
    );
    const changed = [...current.columns.values()].flatMap(({ column }) => {
      const type = wanted.get(column.name);
      return type === undefined || type === column.type
        ? []
        : [{ column: column.name, wanted: type, found: column.type }];
    });
    const parts = [
      ...missing.map((name) => `${name} is missing`),
      ...extra.map((name) => `${name} is not foreseen`),
      ...changed.map((c) => `${c.column} is ${c.found} instead of ${c.wanted}`),
    ];
    return {
      value: parts.length,
      effect: missing.length,
      details: {
        missing,
        extra,
        changed,
        explanation: parts.length
          ? `${parts.slice(0, 8).join(", ")}${
            parts.length > 8 ? ` and ${parts.length - 8} more` : ""
          }`
          : "All columns are as the schema says",
      },
    };
  },
});
