import { SchemaError } from "../errors.ts";

/**
 * Checks that names are there and differ, also without regard to case.
 *
 * Errors: SchemaError naming the column.
 */
export function checkNames(names: readonly string[], uri: string): void {
  const seen = new Map<string, string>();
  names.forEach((name, i) => {
    const fail = (why: string) => {
      throw new SchemaError(name, `Cannot read ${JSON.stringify(uri)}: ${why}`);
    };
    if (name.trim() === "") {
      fail(`column ${i + 1} has no name, every column needs one`);
    }
    if (name.includes("\0")) {
      fail(`the name of column ${i + 1} holds NUL bytes, UTF-8 text is needed`);
    }
    const other = seen.get(name.toLowerCase());
    if (other === name) {
      fail(`column ${JSON.stringify(name)} is named twice, names must differ`);
    }
    if (other !== undefined) {
      fail(
        `columns ${JSON.stringify(other)} and ${
          JSON.stringify(name)
        } differ only in case, names must differ in more`,
      );
    }
    seen.set(name.toLowerCase(), name);
  });
}
