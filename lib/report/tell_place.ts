import { percent } from "../profile/mod.ts";
import type { Place, PlaceGroup } from "./place.ts";
import { oneLine } from "./together.ts";

/** How a change lies in a column's values. */
export type PlaceFinding =
  /** Values that one side alone has carry at least half of it. */
  | "new"
  /** One value carries at least half, surely and by a quarter more than its share of the rows. */
  | "within"
  /** The shares of the values changed, and that alone explains at least half. */
  | "mix"
  /** It is alike in all values. */
  | "even";

/** Which of these it is. */
export function findingOf(
  { groups, change, mix, fresh }: Place,
): PlaceFinding {
  if (fresh >= 0.5) return "new";
  const [first] = groups;
  if (first) {
    const part = first.carries / change.value;
    const beyond = part - Math.max(...first.rows);
    if (first.stands && part >= 0.5 && beyond >= 0.25) return "within";
  }
  const sure = mix.interval[0] > 0 || mix.interval[1] < 0;
  return sure && mix.value / change.value >= 0.5 ? "mix" : "even";
}

/** Places with the most telling first; even ones last. */
export function ranked(places: readonly Place[]): readonly Place[] {
  const order = { new: 0, within: 1, mix: 2, even: 3 };
  const weight = (place: Place) => {
    const { groups, change, mix, fresh } = place;
    switch (findingOf(place)) {
      case "new":
        return fresh;
      case "within":
        return groups[0]!.carries / change.value - Math.max(...groups[0]!.rows);
      default:
        return mix.value / change.value;
    }
  };
  return places.map((place) => ({
    place,
    rank: order[findingOf(place)] - (place.kind === "version" ? 0.5 : 0),
    weight: weight(place),
  })).sort((x, y) => x.rank - y.rank || y.weight - x.weight)
    .map(({ place }) => place);
}

/** What a place says of the change, in one sentence; undefined where it is alike in all values. */
export function tellPlace(place: Place): string | undefined {
  const { by, groups, change, mix, whole } = place;
  const rows = whole ? "rows" : "values";
  const part = (carries: number) =>
    percent(Math.min(1, carries / change.value));
  const [first] = groups;
  switch (findingOf(place)) {
    case "new": {
      const fresh = groups.filter(({ mean }) => mean[0] === null);
      const gone = groups.filter(({ mean }) => mean[1] === null);
      return `It comes with ${
        [
          ...(fresh.length ? [`new values of ${named(by, fresh, rows)}`] : []),
          ...(gone.length
            ? [`values that are gone, ${named(by, gone, rows)}`]
            : []),
        ].join(" and ")
      }.`;
    }
    case "within":
      return `${part(first!.carries)} of it lies in ${by} = ${
        said(first!)
      }, which has ${percent(first!.rows[1])} of the ${rows}.`;
    case "mix": {
      const moved = (group: PlaceGroup) =>
        Math.abs(group.rows[1] - group.rows[0]);
      const most = groups.reduce((x, y) => moved(y) > moved(x) ? y : x);
      return `${part(mix.value)} of it comes from other shares of ${by}: ${
        said(most)
      } had ${percent(most.rows[0])} of the ${rows} and has ${
        percent(most.rows[1])
      }.`;
    }
    case "even":
      return undefined;
  }
}

function named(
  by: string,
  groups: readonly PlaceGroup[],
  rows: string,
): string {
  const shown = groups.slice(0, 3).map((group) =>
    `${said(group)} (${percent(Math.max(...group.rows))} of the ${rows})`
  );
  const rest = groups.length - shown.length;
  return `${by}: ${shown.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

/** A value in a sentence, on one line and not too long. */
export function said({ value }: PlaceGroup): string {
  if (value === null) return "missing";
  if (value === undefined) return "all others";
  const line = oneLine(value);
  return line.length > 40 ? `${line.slice(0, 39)}…` : line || "(empty)";
}
