import type { Random } from "../../lib/mod.ts";
import type { Title, User } from "../../server/systems/streamflix.ts";
import { dayMs, type WorldOptions, worldStart } from "./options.ts";

/** A title with what nobody can see. */
export interface HiddenTitle extends Title {
  readonly minutes: number;
  readonly country: string;
  /** What it is about, in the space of tastes. */
  readonly vector: Float64Array;
  /** How good it is once one watches, standard normal. */
  readonly quality: number;
  /** How much its picture promises, standard normal; promises raise clicks and disappoint. */
  readonly allure: number;
}

/** A user with what nobody can see. */
export interface HiddenUser extends User {
  readonly number: number;
  readonly taste: Float64Array;
  /** Where the taste wanders when it drifts. */
  readonly nextTaste: Float64Array;
  /** Requests a day when neither content nor cross, on a mean weekday. */
  readonly rate: number;
  /** First day on which the user comes. */
  readonly joined: number;
  /** 0..1, decides which model answers. */
  readonly arm: number;
}

/** People and titles before the first day. */
export interface World {
  readonly genres: readonly string[];
  /** Middle of each genre in the space of tastes. */
  readonly centres: readonly Float64Array[];
  readonly titles: readonly HiddenTitle[];
  readonly users: readonly HiddenUser[];
}

/** Numbers in a taste. */
const dims = 8;

const genres = [
  "action",
  "animation",
  "comedy",
  "crime",
  "documentary",
  "drama",
  "family",
  "fantasy",
  "horror",
  "romance",
  "science_fiction",
  "thriller",
];
const countries = ["DE", "ES", "FR", "GB", "PL", "SE"];
const countryWeights = [30, 14, 20, 18, 12, 6];
const devices = ["phone", "tv", "laptop", "tablet"];
const deviceWeights = [36, 34, 20, 10];

/** Makes the people and the titles of a world; the same seed makes the same. */
export function makeWorld(options: WorldOptions, random: Random): World {
  const centre = random.fork("centres");
  const centres = genres.map(() => unit(normals(centre)));
  const title = random.fork("titles"), user = random.fork("users");
  return {
    genres,
    centres,
    titles: Array.from(
      { length: options.titles },
      (_, id) => makeTitle(id, centres, options, title),
    ),
    users: Array.from(
      { length: options.users },
      (_, number) => makeUser(number, centres, options, user),
    ),
  };
}

function makeTitle(
  id: number,
  centres: readonly Float64Array[],
  { titles, days }: WorldOptions,
  random: Random,
): HiddenTitle {
  const genre = random.zipf(genres.length, 0.5) - 1;
  const isNew = id >= titles * 0.85;
  const age = isNew
    ? -random.uniform() * (days - 1)
    : 15 + 3000 * random.uniform() ** 2;
  const short = random.uniform() < 0.35;
  return {
    id,
    genre: genres[genre]!,
    minutes: Math.round(
      short
        ? clamp(random.normal(42, 9), 15, 70)
        : clamp(random.normal(106, 18), 70, 190),
    ),
    ageRating: random.choice([0, 6, 12, 16, 18], [22, 16, 28, 26, 8]),
    releasedAt: worldStart - Math.round(age * dayMs),
    country: random.choice(countries, countryWeights),
    vector: unit(mix([[0.75, centres[genre]!], [0.65, unit(normals(random))]])),
    quality: random.normal(),
    allure: random.normal(),
  };
}

function makeUser(
  number: number,
  centres: readonly Float64Array[],
  { users, days, requests }: WorldOptions,
  random: Random,
): HiddenUser {
  const [first, second] = [random.choice(centres), random.choice(centres)];
  const isChild = random.uniform() < 0.08;
  const late = random.uniform() < 0.15;
  return {
    id: `u${number}`,
    number,
    age: isChild ? 8 + random.integer(9) : 18 + random.integer(58),
    country: random.choice(countries, countryWeights),
    device: random.choice(devices, deviceWeights),
    taste: unit(
      mix([[0.8, first], [0.5, second], [0.6, unit(normals(random))]]),
    ),
    nextTaste: unit(
      mix([[0.8, random.choice(centres)], [0.6, unit(normals(random))]]),
    ),
    // 1.081: late users come half of the time, so the others come a little more
    rate: 1.081 * requests / days / users * random.gamma(1.4, 1 / 1.4),
    joined: late ? random.integer(days) : 0,
    arm: random.uniform(),
  };
}

const clamp = (value: number, low: number, high: number) =>
  Math.min(Math.max(value, low), high);

function normals(random: Random): Float64Array {
  return Float64Array.from({ length: dims }, () => random.normal());
}

function unit(vector: Float64Array): Float64Array {
  const length = Math.sqrt(vector.reduce((sum, v) => sum + v * v, 0));
  return vector.map((v) => v / length);
}

function mix(parts: readonly (readonly [number, Float64Array])[]) {
  return Float64Array.from(
    { length: dims },
    (_, d) => parts.reduce((sum, [weight, part]) => sum + weight * part[d]!, 0),
  );
}
