import type { ParquetColumn } from "../../lib/native/mod.ts";
import { FEATURES } from "../../server/systems/streamflix.ts";
import type { Logged, TrainingRows } from "./learn.ts";
import type { HiddenTitle, World } from "./world.ts";

/** Minutes after which an item without a click counts as not clicked. */
export const sessionMinutes = 30;

/** One row a shown item, with what came of it: the table newcomers use. */
export function exposureColumns(
  requests: readonly Logged[],
  titleOf: (item: number) => HiddenTitle,
): ParquetColumn[] {
  const rows = requests.flatMap(({ event, outcomes }) =>
    event.items.map((item) => ({
      event,
      item,
      title: titleOf(item.item),
      outcome: outcomes.get(item.item),
    }))
  );
  const column = columnsOf(rows);
  return [
    column("request_id", "text", ({ event }) => event.request_id),
    column("ts", "timestamp", ({ event }) => event.ts),
    column("entity", "text", ({ event }) => event.entity),
    column("item", "integer", ({ item }) => item.item),
    column("position", "integer", ({ item }) => item.position),
    column("model", "text", ({ event }) => event.model),
    column("score", "float", ({ item }) => item.score),
    column("propensity", "double", ({ item }) => item.propensity),
    column("explored", "boolean", ({ item }) => item.explored),
    column("source", "text", ({ item }) => item.source),
    column("fallback", "text", ({ event }) => event.fallback),
    column("device", "text", ({ event }) => event.context.device ?? null),
    column("country", "text", ({ event }) => event.context.country ?? null),
    column("hour", "integer", ({ event }) => event.context.hour ?? null),
    ...FEATURES.map((name) =>
      column(name, "float", ({ item }) => item.features?.[name] ?? null)
    ),
    column("genre", "text", ({ title }) => title.genre),
    column("age_rating", "integer", ({ title }) => title.ageRating),
    column("clicked", "boolean", ({ outcome }) => outcome?.clicked ?? false),
    column("watched", "boolean", ({ outcome }) => outcome?.watched ?? false),
    column("watch_share", "float", ({ outcome }) => outcome?.watch_share ?? 0),
    column(
      "left_early",
      "boolean",
      ({ outcome }) => outcome?.left_early ?? false,
    ),
    column("saved", "boolean", ({ outcome }) => outcome?.saved ?? false),
    column("searched", "boolean", ({ outcome }) => outcome?.searched ?? false),
    column("rating", "integer", ({ outcome }) => outcome?.rating ?? null),
    column(
      "arrival",
      "timestamp",
      ({ event, outcome }) =>
        outcome?.arrival ?? event.ts + sessionMinutes * 60_000,
    ),
  ];
}

/** What a ranker learned from; with `leak`, also what nobody could know when it was to decide. */
export function trainingColumns(
  { requests, from, values, labels, columns }: TrainingRows,
  minutesOf: ((item: number) => number) | undefined,
): ParquetColumn[] {
  const column = columnsOf(
    from.map(([request, slot], row) => ({
      row,
      event: requests[request]!.event,
      item: requests[request]!.event.items[slot]!,
      outcome: requests[request]!.outcomes.get(
        requests[request]!.event.items[slot]!.item,
      ),
    })),
  );
  const features = columns.map((name, at) =>
    column(name, "float", ({ row }) => {
      const value = values[row * columns.length + at]!;
      return Number.isNaN(value) ? null : value;
    })
  );
  const leak = minutesOf === undefined ? [] : [
    column(
      "session_minutes",
      "float",
      ({ row, item, outcome }) =>
        labels[row] === 0 || outcome === undefined
          ? 0
          : Math.max(outcome.watch_share * minutesOf(item.item), 0.1),
    ),
  ];
  return [
    column("request_id", "text", ({ event }) => event.request_id),
    column("ts", "timestamp", ({ event }) => event.ts),
    column("entity", "text", ({ event }) => event.entity),
    column("item", "integer", ({ item }) => item.item),
    ...features,
    ...leak,
    column("clicked", "boolean", ({ row }) => labels[row] === 1),
  ];
}

/** Titles as everybody sees them. */
export function titleColumns({ titles }: World): ParquetColumn[] {
  const column = columnsOf(titles);
  return [
    column("id", "integer", ({ id }) => id),
    column("genre", "text", ({ genre }) => genre),
    column("minutes", "integer", ({ minutes }) => minutes),
    column("age_rating", "integer", ({ ageRating }) => ageRating),
    column("released_at", "timestamp", ({ releasedAt }) => releasedAt),
    column("country", "text", ({ country }) => country),
  ];
}

/** Users as everybody sees them. */
export function userColumns({ users }: World): ParquetColumn[] {
  const column = columnsOf(users);
  return [
    column("id", "text", ({ id }) => id),
    column("age", "integer", ({ age }) => age),
    column("country", "text", ({ country }) => country),
    column("device", "text", ({ device }) => device),
  ];
}

function columnsOf<T>(rows: readonly T[]) {
  return (
    name: string,
    type: ParquetColumn["type"],
    value: (row: T) => string | number | boolean | null,
  ): ParquetColumn => ({ name, type, values: rows.map(value) });
}
