/** What a figure that looks good should make one look for. */
export interface Suspicion {
  readonly lookFor: readonly ("leaks" | "imbalance")[];
  readonly sentence: string;
}

/**
 * The field's two rules of thumb for a metric in 0..1 at a first try: above 0.95 look for leaks, above 0.99 for imbalance
 * too; beside what always saying the most frequent label reaches.
 *
 * Shape: a metric such as accuracy or AUC -> what to look for and a sentence. Errors: RangeError outside 0..1.
 */
export function ruleOfThumb(
  value: number,
  { name = "the metric", baseline, majority }: {
    readonly name?: string;
    /** The same metric of always saying the most frequent label. */
    readonly baseline?: number;
    readonly majority?: string;
  } = {},
): Suspicion {
  if (!(value >= 0 && value <= 1)) {
    throw new RangeError(
      `Cannot judge "${name}": it is ${value}, a share from 0 to 1 is needed`,
    );
  }
  const lookFor = [
    ...(value > 0.95 ? ["leaks" as const] : []),
    ...(value > 0.99 ? ["imbalance" as const] : []),
  ];
  const useless = baseline !== undefined && value <= baseline;
  const beside = baseline === undefined
    ? ""
    : `, ${useless ? "useless: " : ""}always saying ${
      JSON.stringify(majority ?? "the most frequent label")
    } reaches ${percent(baseline)}`;
  const advice = useless
    ? "; look for imbalance"
    : lookFor.length
    ? `; look for ${lookFor.join(" and ")}`
    : "";
  return {
    lookFor: useless ? ["imbalance"] : lookFor,
    sentence: `${name} is ${percent(value)}${beside}${advice}`,
  };
}

function percent(share: number): string {
  return share > 0.99 && share < 1
    ? `${Math.floor(share * 1e4) / 100} %`
    : `${Number((share * 100).toFixed(1))} %`;
}
