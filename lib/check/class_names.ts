import type { Column } from "../table/mod.ts";

/**
 * Names of the classes that score columns stand for: the ones given, else the columns' names less what they have in common up to
 * their last "_" or ".": `p_cat`, `p_dog` are "cat", "dog".
 *
 * Errors: RangeError when other than one name a column is given.
 */
export function classNames(
  columns: readonly Column[],
  given: readonly string[],
): readonly string[] {
  if (given.length) {
    if (given.length === columns.length) return given.map(String);
    throw new RangeError(
      `Cannot use "classes": ${given.length} names are given, ${columns.length} are needed, one for each score column`,
    );
  }
  const names = columns.map(({ name }) => name);
  let common = names.length > 1 ? names[0]! : "";
  for (const name of names) {
    while (!name.startsWith(common)) common = common.slice(0, -1);
  }
  const cut = Math.max(common.lastIndexOf("_"), common.lastIndexOf(".")) + 1;
  return names.map((name) => name.slice(cut));
}
