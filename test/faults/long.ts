/** Whether the long form was asked for: `deno task test:faults`. The short one runs with all other tests. */
export const isLong = Deno.env.get("SIGHTGLASS_FAULTS") === "long";

/** How often a fault is tried: fewer times in the short form. */
export const times = (short: number, long: number): number =>
  isLong ? long : short;
