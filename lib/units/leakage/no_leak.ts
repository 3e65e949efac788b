import type { Condition } from "../../check/mod.ts";

/**
 * Holds unless a column gives the label away: alone nearly all of it, or much of it and surely more than all other
 * columns together.
 *
 * For `leakage/target_leakage`: its score may not be above `all`, and from `much` on its interval may not lie above its
 * `others`. `all` defaults to 0.95 (an AUC of 0.975), `much` to 0.55 (an AUC of 0.775).
 */
export function noLeak(all = 0.95, much = 0.55): Condition {
  return {
    text:
      `at most ${all}, and from ${much} on not surely more than all other columns together`,
    holds: ({ value, interval, details }) => {
      const others = details?.others, sure = interval?.[0] ?? value;
      return value <= all &&
        !(value >= much && typeof others === "number" && sure > others);
    },
  };
}
