/**
 * Weights under which every class counts the same: rows / (classes x rows of the class).
 *
 * Shape: rows by class -> weight by class; the weights' mean over rows is 1. Edge cases: a class without rows has none.
 * Source: King and Zeng 2001; equals sklearn's compute_class_weight("balanced").
 */
export function classWeights(
  counts: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const live = Object.entries(counts).filter(([, n]) => n > 0);
  const rows = live.reduce((sum, [, n]) => sum + n, 0);
  return Object.fromEntries(
    live.map(([name, n]) => [name, rows / (live.length * n)]),
  );
}
