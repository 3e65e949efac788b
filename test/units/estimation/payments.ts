import { random } from "../../../lib/math/mod.ts";

const DAY = 86_400_000, START = Date.UTC(2026, 0, 1);

/** A payment as of the end: `label` is null and `arrival` absent while no chargeback has come; `fraud` is the truth. */
export interface Payment {
  readonly s: number;
  readonly y: number | null;
  readonly at: Date;
  readonly came: Date | null;
  readonly stopped: boolean;
  readonly fraud: number;
}

/** The end of the days of `payments`. */
export const end = (days: number) => new Date(START + days * DAY);

/**
 * Payments of `days` days, frauds flagged with 0.7: their chargebacks take `flaggedDays` and `missedDays` in the mean.
 */
export function payments(
  seed: number | string,
  { n = 20_000, days = 120, rate = 0.02, flaggedDays = 7, missedDays = 21 } =
    {},
): readonly Payment[] {
  const draw = random(`payments ${seed}`);
  return Array.from({ length: n }, () => {
    const age = days * draw.uniform();
    const fraud = draw.uniform() < rate ? 1 : 0;
    const flagged = draw.uniform() < (fraud ? 0.7 : 0.01);
    const delay = -Math.log(1 - draw.uniform()) *
      (flagged ? flaggedDays : missedDays);
    const there = fraud === 1 && delay <= age && delay <= 60;
    const at = START + (days - age) * DAY;
    return {
      s: flagged ? 0.5 + draw.uniform() / 2 : draw.uniform() / 2,
      y: there ? 1 : null,
      at: new Date(at),
      came: there ? new Date(at + delay * DAY) : null,
      stopped: false,
      fraud: fraud && delay <= 60 ? 1 : 0,
    };
  });
}
