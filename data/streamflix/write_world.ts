import { encodeVectors, type Model, scoreGbdt, toOnnx } from "../../lib/mod.ts";
import { openModel } from "../../lib/native/mod.ts";
import { explored, holdout } from "./arms.ts";
import { truth } from "./behaviour.ts";
import {
  addOnline,
  type DayFigures,
  dayFigures,
  noneYet,
  ratio,
  rounded,
} from "./figures.ts";
import { dateOf, incidentsOf, sizes } from "./incidents.ts";
import {
  type Logged,
  loggedFeatures,
  type Mean,
  offlineNdcg,
  type Trained,
} from "./learn.ts";
import { dayMs, scheduleOf, type WorldOptions, worldStart } from "./options.ts";
import { type DayLog, simulate } from "./simulate.ts";
import { openStore, type Store, type StoredFile } from "./store.ts";
import {
  exposureColumns,
  sessionMinutes,
  titleColumns,
  trainingColumns,
  userColumns,
} from "./tables.ts";
import type { World } from "./world.ts";

/** A world that was written. */
export interface WrittenWorld {
  readonly files: readonly StoredFile[];
  readonly days: readonly DayFigures[];
}

/** What a version was worth before and after it went online. */
interface ModelEntry {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** NDCG@20 of clicks on the week before deployment, every model on the same requests; [0] is its own. */
  readonly offline: readonly { readonly model: string; readonly ndcg: Mean }[];
}

/**
 * Simulates a world and writes it to the folder `out`, which appears only when all is written.
 *
 * The same options give the same bytes in every file.
 */
export async function writeWorld(
  options: WorldOptions,
  out: string,
  progress: (message: string) => void = () => {},
): Promise<WrittenWorld> {
  const store = await openStore(out);
  try {
    const { days, entries, world } = await writeDays(options, store, progress);
    await store.json("models/models.json", modelsOf(entries, days, options));
    await store.json("truth.json", truthOf(world, days, options));
    await store.finish();
    const files = await store.files();
    await store.json("manifest.json", files);
    await store.json("world.json", {
      options,
      from: dateOf(0),
      to: dateOf(options.days),
      requests: days.reduce((sum, { requests }) => sum + requests, 0),
      files: files.length,
      bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    });
    const all = await store.files();
    await store.publish();
    return { files: all, days };
  } finally {
    await store.close();
  }
}

async function writeDays(
  options: WorldOptions,
  store: Store,
  progress: (message: string) => void,
) {
  const days: DayFigures[] = [], entries: ModelEntry[] = [];
  const trained: Trained[] = [];
  let world: World | undefined;
  await simulate(options, {
    async world(made) {
      world = made;
      await store.parquet("titles.parquet", titleColumns(made));
      await store.parquet("users.parquet", userColumns(made));
    },
    async model(next, week) {
      progress(`ranker@${next.version} goes online on ${dateOf(days.length)}`);
      entries.push(entryOf(next, trained, week, days.length, options));
      trained.push(next);
      return await writeModel(next, store, world!);
    },
    async day(log) {
      days.push(dayFigures(log, dateOf(log.day), options.titles));
      await writeDay(log, store, world!);
      progress(`day ${days.length} of ${options.days}`);
    },
  });
  return { days, entries, world: world! };
}

async function writeDay(
  { day, requests }: DayLog,
  store: Store,
  world: World,
): Promise<void> {
  await store.parquet(
    `exposures/dt=${dateOf(day)}/part.parquet`,
    exposureColumns(requests, (item) => world.titles[item]!),
  );
  await store.log(requests.flatMap(({ event, outcomes }) => [
    event,
    ...outcomes.values(),
  ]));
}

async function writeModel(
  trained: Trained,
  store: Store,
  world: World,
): Promise<Model> {
  const { version, ranker, vectors, rows } = trained;
  const bytes = toOnnx(ranker, `ranker@${version}`);
  await store.bytes(`models/ranker-${version}.onnx`, bytes);
  await store.bytes(`models/embeddings-${version}.bin`, encodeVectors(vectors));
  await store.parquet(
    `training/ranker-${version}.parquet`,
    trainingColumns(
      rows,
      version < 2 ? undefined : (item) => world.titles[item]!.minutes,
    ),
  );
  return await openModel(bytes, { id: `ranker@${version}`, workers: 0 });
}

function entryOf(
  next: Trained,
  before: readonly Trained[],
  week: readonly Logged[],
  day: number,
  { days }: WorldOptions,
): ModelEntry {
  const now = worldStart + day * dayMs;
  return {
    id: `ranker@${next.version}`,
    from: dateOf(day),
    to: dateOf(days),
    offline: [
      { model: `ranker@${next.version}`, ndcg: next.ndcg },
      ...before.map(({ version, ranker }) => ({
        model: `ranker@${version}`,
        ndcg: offlineNdcg(
          week,
          now,
          (request) => scoreGbdt(ranker, loggedFeatures(request)),
        ),
      })),
      {
        model: "popular@1",
        ndcg: offlineNdcg(
          week,
          now,
          ({ event }) =>
            event.items.map(({ features }) => features?.popularity_7d ?? -99),
        ),
      },
    ],
  };
}

function modelsOf(
  entries: readonly ModelEntry[],
  days: readonly DayFigures[],
  options: WorldOptions,
) {
  const popular = entries[0]?.offline.at(-1);
  const popularEntry = {
    id: "popular@1",
    from: dateOf(0),
    to: dateOf(options.days),
    offline: popular === undefined ? [] : [popular],
  };
  const { rankerTwo, nulls } = scheduleOf(options.days);
  return [popularEntry, ...entries].map((entry) => ({
    ...entry,
    offline_ndcg20: rounded(entry.offline[0]?.ndcg.value ?? 0),
    online: onlineOf(entry.id, days),
    /** Before the first damaged feature, when all versions answer: the fair comparison. */
    online_side_by_side: onlineOf(entry.id, days.slice(rankerTwo, nulls.from)),
  }));
}

function onlineOf(id: string, days: readonly DayFigures[]) {
  const sum = days.map(({ models }) => models[id] ?? noneYet())
    .reduce(addOnline, noneYet());
  return {
    ...sum,
    click_rate: ratio(sum.clicks, sum.exposures),
    watch_rate: ratio(sum.watches, sum.exposures),
    fallback_share: ratio(sum.fallbacks, sum.requests),
  };
}

function truthOf(
  world: World,
  days: readonly DayFigures[],
  options: WorldOptions,
) {
  const { quiet, ...schedule } = scheduleOf(options.days);
  const short = (vector: Float64Array) => Array.from(vector, rounded);
  return {
    options,
    quiet: { from: dateOf(quiet.from), to: dateOf(quiet.to) },
    models: {
      "popular@1": dateOf(0),
      "ranker@1": dateOf(schedule.rankerOne),
      "ranker@2": dateOf(schedule.rankerTwo),
      holdout,
    },
    explored,
    incidents: incidentsOf(options.days),
    behaviour: truth,
    sizes,
    session_minutes: sessionMinutes,
    days,
    genres: world.genres.map((genre, at) => ({
      genre,
      centre: short(world.centres[at]!),
    })),
    titles: world.titles.map(({ id, vector, quality, allure }) => ({
      id,
      vector: short(vector),
      quality: rounded(quality),
      allure: rounded(allure),
    })),
    users: world.users.map(({ id, taste, nextTaste, rate, joined, arm }) => ({
      id,
      taste: short(taste),
      next_taste: short(nextTaste),
      rate: rounded(rate),
      joined: dateOf(joined),
      arm: rounded(arm),
    })),
  };
}
