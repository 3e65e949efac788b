/** What the view learns from: structurally the prediction and outcome events of `lib/scoring`. */
export type Observed =
  | {
    readonly kind: "prediction";
    readonly ts: number;
    readonly entity: string;
    readonly items: readonly { readonly item: number }[];
  }
  | {
    readonly kind: "outcome";
    readonly ts: number;
    readonly entity: string;
    readonly item: number;
    readonly clicked: boolean;
    readonly watched: boolean;
  };

/** Settings of an online view. */
export interface OnlineViewOptions {
  /** The group of an item, such as its genre. */
  readonly groupOf: (item: number) => string;
  /** Exposures by which a click rate is drawn to the mean of all; defaults to 50. */
  readonly smoothing?: number;
}

/** Feature values as of now, kept up to date by the events themselves. */
export interface OnlineView {
  /** Takes one event in. Events older than the windows still count as seen and watched. */
  observe(event: Observed): void;
  /** Counts that were summed elsewhere, for a fast start: `exposures` of `item` on the day of `ts`. */
  addExposures(item: number, ts: number, exposures: number): void;
  /** Likewise `requests` of `entity` on the day of `ts`. */
  addRequests(entity: string, ts: number, requests: number): void;
  /** Moves the windows to the UTC day of `ts`; never back. Called by `observe` and by the pipeline. */
  advance(ts: number): void;
  /** Whether the entity has watched the item to the end. */
  seen(entity: string, item: number): boolean;
  /** Items the entity watched last, newest first, at most 20. */
  recent(entity: string): readonly number[];
  /** Smoothed share of the entity's watches in the group: (n_g + 3 / G) / (n + 3) with G groups known. */
  groupShare(entity: string, group: string): number;
  /** Requests of the entity in 7 days (today and the 6 before, UTC). */
  activity7d(entity: string): number;
  exposures7d(item: number): number;
  exposures28d(item: number): number;
  clicks7d(item: number): number;
  clicks28d(item: number): number;
  watches7d(item: number): number;
  watches28d(item: number): number;
  /** Smoothed click rate: (clicks + s m) / (exposures + s), m the rate over all items, s the smoothing. */
  ctr7d(item: number): number;
  /** Log share of the week's watches: ln((w + 0.5) / (W + 0.5 N)) over the N items known. */
  popularity7d(item: number): number;
  /** The n items with the most watches in 7 days, then clicks, then the smaller id. */
  popular(n: number): readonly number[];
}
