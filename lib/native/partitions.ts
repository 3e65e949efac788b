/** Columns that stand in a path as `key=value` folders. */
export interface Partitions {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** One value per column of a path, null for Hive's default partition. */
  valuesOf(path: string): readonly (string | null)[];
}

const NONE = "__HIVE_DEFAULT_PARTITION__";

/** The `key=value` folders below `root` that all paths share: DATE or BIGINT where all values allow it, else VARCHAR. */
export function partitions(
  paths: readonly string[],
  root: string,
): Partitions {
  const pairsOf = (path: string) =>
    path.slice(root.length).split("/").slice(0, -1).flatMap((part) => {
      const at = part.indexOf("=");
      return at < 1 ? [] : [[part.slice(0, at), part.slice(at + 1)] as const];
    });
  const keys = root === "" ? [] : pairsOf(paths[0]!).map(([key]) => key).filter(
    (key) =>
      paths.every((path) => pairsOf(path).some(([other]) => other === key)),
  );
  const valuesOf = (path: string) => {
    const pairs = new Map(pairsOf(path));
    return keys.map((key) => {
      const value = pairs.get(key)!;
      return value === NONE ? null : decodeURIComponent(value);
    });
  };
  const columns = keys.map((name, i) => {
    const values = paths.map((path) => valuesOf(path)[i]).filter((value) =>
      value !== null
    );
    const all = (pattern: RegExp) =>
      values.length > 0 && values.every((value) => pattern.test(value!));
    const date = all(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/);
    const whole = all(/^(0|-?[1-9]\d{0,17})$/);
    return { name, type: date ? "DATE" : whole ? "BIGINT" : "VARCHAR" };
  });
  return { columns, valuesOf };
}
