/** What a world is made from. */
export interface FraudOptions {
  /** Payments a day. */
  readonly payments: number;
  readonly cards: number;
  readonly seed: number;
}

/** The world of README and notebook. */
export const standardFraud: FraudOptions = {
  payments: 800,
  cards: 3000,
  seed: 1,
};

/** The first instant: a Monday. Milliseconds since 1970, UTC. */
export const fraudStart = Date.UTC(2026, 0, 5);

export const dayMs = 86_400_000;

/** What is so, and nobody at the desk may know. */
export const fraudTruth = {
  /** Days with payments; the desk stands at the end of the last. */
  days: 120,
  /** By then every chargeback of the last day has come. */
  lastDay: 180,
  /** Share of the payments that are frauds. */
  rate: 0.015,
  /** From this day on a ring pays small sums with known devices, `share` of all frauds: the model lets most of them pass. */
  ring: { from: 91, share: 0.4 },
  /** From these scores on a payment is looked at by people, and refused: then no label can ever come. */
  review: 0.5,
  block: 0.99,
  /** Mean days until a fraud is reported, of an exponential cut at `horizonDays`: who was asked answers three times as fast. */
  delayDays: { flagged: 11, missed: 33 },
  horizonDays: 59,
  /** Share of honest payments that somebody reports by mistake, and mean days until that is taken back. */
  mistakes: { flagged: 0.01, others: 0.0003, delayDays: 8, backDays: 12 },
  /** Reports come in with the file of the night. */
  nightlyHour: 6,
} as const;
