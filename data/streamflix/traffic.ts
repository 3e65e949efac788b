import type { Random } from "../../lib/mod.ts";
import { truth } from "./behaviour.ts";
import type { Conditions } from "./incidents.ts";
import { dayMs, worldStart } from "./options.ts";
import type { HiddenUser } from "./world.ts";

/** Somebody comes. */
export interface Visit {
  readonly user: HiddenUser;
  readonly ts: number;
  readonly device: string;
}

/** Requests by hour (UTC) on working days and at weekends. */
const hours = {
  working: [
    9,
    5,
    3,
    2,
    2,
    4,
    9,
    14,
    13,
    12,
    13,
    16,
    19,
    17,
    16,
    18,
    24,
    38,
    58,
    78,
    86,
    74,
    46,
    22,
  ],
  weekend: [
    18,
    11,
    7,
    4,
    3,
    4,
    7,
    13,
    22,
    32,
    38,
    42,
    46,
    48,
    50,
    52,
    56,
    62,
    72,
    84,
    88,
    78,
    54,
    32,
  ],
};

/** The visits of a day in the order of time: more at weekends, in the evening, and from those who are content. */
export function visitsOf(
  day: number,
  users: readonly HiddenUser[],
  satisfaction: Float64Array,
  conditions: Conditions,
  random: Random,
): Visit[] {
  const weekday = day % 7;
  const curve = weekday >= 5 ? hours.weekend : hours.working;
  const clock = curve.map((_, hour) => hour);
  const visits: Visit[] = [];
  for (const user of users) {
    if (user.joined > day) continue;
    const { pull, neutral } = truth.satisfaction;
    const content = satisfaction[user.number]! - neutral;
    const count = random.poisson(
      user.rate * truth.week[weekday]! * Math.exp(pull * content),
    );
    for (let k = 0; k < count; k++) {
      const hour = random.choice(clock, curve);
      visits.push({
        user,
        ts: worldStart + day * dayMs +
          Math.floor((hour + random.uniform()) * 3_600_000),
        device: deviceOf(user, conditions, random),
      });
    }
  }
  return visits.sort((a, b) => a.ts - b.ts || a.user.number - b.user.number);
}

function deviceOf(
  { device }: HiddenUser,
  { consoleShare }: Conditions,
  random: Random,
): string {
  const [isNew, isOther] = [random.uniform(), random.uniform()];
  if (isNew < consoleShare) return "console";
  return isOther < 0.2
    ? random.choice(["phone", "tv", "laptop", "tablet"])
    : device;
}
