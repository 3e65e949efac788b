import { moderatedVariance } from "../math/mod.ts";
import type { AxisKind } from "./axis.ts";
import type { AxisFit } from "./fit_axis.ts";
import type { ColumnFit } from "./fit_column.ts";
import { leastChange } from "./least_change.ts";
import { middle } from "./middle.ts";
import { priorOf, type Priors } from "./priors.ts";
import type { Calendar } from "./season.ts";

/** A residual further out than this many robust standard deviations is an incident. */
const FAR = 5;

/**
 * Reference windows that hold an incident of a column: a residual over 5 robust standard deviations (the MAD, moderated)
 * that is a change that matters.
 *
 * Of like windows only the one furthest from the middle of all is named: two lie equally far from their mean. At most a
 * quarter of the windows. Shape: fit -> places in the history.
 */
export function incidentsOf(
  { axes, used }: ColumnFit,
  priors: Priors,
  { group }: Calendar,
): readonly number[] {
  const found = new Map<number, number>();
  for (const { kind, fit } of axes) {
    const windows = fit ? fit.scale.length : 0;
    // An axis without rows in some windows is not asked: its places are not those of the column.
    if (!fit || windows !== used.length) continue;
    for (let k = 0; k < fit.phi.length; k++) {
      for (const [r, z] of farOut(kind, fit, k, priors, used, group)) {
        found.set(used[r]!, Math.max(found.get(used[r]!) ?? 0, z));
      }
    }
  }
  return [...found].sort((a, b) => b[1] - a[1])
    .slice(0, Math.floor(used.length / 4)).map(([place]) => place);
}

function farOut(
  kind: AxisKind,
  fit: AxisFit,
  k: number,
  priors: Priors,
  used: readonly number[],
  group: Int32Array,
): readonly (readonly [number, number])[] {
  const windows = used.length, { residuals, scale, usual } = fit;
  // Equal where no window stands out.
  if (fit.typical[k] === fit.phi[k]) return [];
  const share = Math.sin(usual[k]!) ** 2;
  const { phi } = priorOf(priors, kind, share);
  const spread = Math.sqrt(
    Math.max(1, moderatedVariance(fit.typical[k]!, fit.df[k]!, phi)),
  );
  const least = leastChange(kind, share) /
    Math.max(1e-9, 2 * Math.sqrt(share * (1 - share)));
  const far = Array.from(scale, (s, r): readonly [number, number] => {
    const left = Math.abs(residuals[k * windows + r]!);
    return [r, left > least ? left * s / spread : 0];
  }).filter(([, z]) => z > FAR);
  const level = fit.values.subarray(k * windows, (k + 1) * windows);
  const centre = middle(level);
  const furthest = new Map<number, readonly [number, number]>();
  for (const each of far) {
    const place = fit.matched ? group[used[each[0]]!]! : each[0];
    const other = furthest.get(place);
    if (
      !other ||
      Math.abs(level[each[0]]! - centre) > Math.abs(level[other[0]]! - centre)
    ) furthest.set(place, each);
  }
  return [...furthest.values()];
}
