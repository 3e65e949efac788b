/** A span of time in alarm. */
export interface Episode {
  readonly from: number;
  readonly to: number;
}

/**
 * Joins spans in alarm to episodes: what overlaps, or lies at most `gap` apart, is one story.
 *
 * The errors of windows against one reference depend on one another, so episodes are counted, not windows. Shape: spans in
 * any order -> episodes in time order.
 */
export function episodesOf(
  spans: readonly Episode[],
  gap: number,
): readonly Episode[] {
  const episodes: { from: number; to: number }[] = [];
  for (
    const { from, to } of [...spans].sort((a, b) =>
      a.from - b.from || a.to - b.to
    )
  ) {
    const last = episodes.at(-1);
    if (last && from <= last.to + gap) last.to = Math.max(last.to, to);
    else episodes.push({ from, to });
  }
  return episodes;
}
