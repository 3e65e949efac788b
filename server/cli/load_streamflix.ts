import { readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  decodeVectors,
  type Engine,
  type Model,
  type OnlineView,
  onlineView,
  type Vectors,
} from "../../lib/mod.ts";
import {
  annIndex,
  lakeListing,
  openDuckDb,
  openModel,
} from "../../lib/native/mod.ts";
import {
  FEATURES,
  type StreamflixDeps,
  streamflixSettings,
  type Title,
  type User,
} from "../systems/streamflix.ts";

/** Streamflix ready to be asked, and what has to be closed at the end. */
export interface LoadedStreamflix {
  readonly deps: StreamflixDeps;
  /** Time of the last event that the view knows: where a demo's clock goes on. Milliseconds since 1970, UTC; 0 without events. */
  readonly lastTs: number;
  /** Ends the workers. */
  close(): Promise<void>;
}

/** Settings of `loadStreamflix`. */
export interface LoadOptions {
  /** Workers that score; defaults to 2. */
  readonly workers?: number;
}

/**
 * Builds Streamflix from a folder that `data/streamflix` made: titles, users, the newest ranker, and the view from the lake.
 *
 * Without a ranker it runs on popularity. Batch lists are filled in the background, a few users at a time, so that the
 * event loop stays free; a user without one yet gets the most popular.
 */
export async function loadStreamflix(
  root: string,
  { workers = 2 }: LoadOptions = {},
): Promise<LoadedStreamflix> {
  const engine = await openDuckDb({ memoryLimit: "512MB" });
  try {
    const [titles, users, ranker] = await Promise.all([
      readTitles(engine, root),
      readUsers(engine, root),
      readRanker(root, workers),
    ]);
    const { view, lastTs } = await readView(
      engine,
      join(root, "lake"),
      titles,
    );
    const lists = new Map<string, readonly number[]>();
    const { vectors, model } = ranker ?? { vectors: null, model: null };
    const index = vectors === null ? null : await indexOf(vectors);
    const stop = new AbortController();
    if (vectors && index) {
      void fillLists(
        lists,
        vectors,
        (vector) => index.search(vector, 120),
        stop.signal,
      );
    }
    const deps = {
      titles,
      users,
      view,
      embeddings: vectors,
      index,
      model,
      batchList: (user: string) => lists.get(user),
    };
    return {
      deps,
      lastTs,
      async close() {
        stop.abort();
        await model?.close();
      },
    };
  } finally {
    engine.close();
  }
}

async function readTitles(
  engine: Engine,
  root: string,
): Promise<Map<number, Title>> {
  const rows = await rowsOf(engine, join(root, "titles.parquet"), "*");
  return new Map(rows.map((row) => [Number(row.id), {
    id: Number(row.id),
    genre: String(row.genre),
    minutes: row.minutes === null ? null : Number(row.minutes),
    ageRating: Number(row.age_rating),
    releasedAt: Number(row.released_at),
    ...(typeof row.country === "string" ? { country: row.country } : {}),
  }]));
}

async function readUsers(
  engine: Engine,
  root: string,
): Promise<Map<string, User>> {
  const rows = await rowsOf(engine, join(root, "users.parquet"), "*");
  return new Map(rows.map((row) => [String(row.id), {
    id: String(row.id),
    age: Number(row.age),
    country: String(row.country),
    device: String(row.device),
  }]));
}

async function readRanker(
  root: string,
  workers: number,
): Promise<{ vectors: Vectors; model: Model } | undefined> {
  const entries: readonly { readonly id: string }[] = JSON.parse(
    await readFile(join(root, "models/models.json"), "utf8"),
  );
  const id = entries.map((entry) => entry.id).filter((name) =>
    name.startsWith("ranker@")
  ).at(-1);
  if (id === undefined) return undefined;
  const version = id.slice("ranker@".length);
  const vectors = decodeVectors(
    await readFile(join(root, `models/embeddings-${version}.bin`)),
  );
  const path = join(root, `models/ranker-${version}.onnx`);
  const model = await openModel(path, { id, workers });
  await Promise.all(Array.from({ length: workers }, () => warmUp(model)));
  return { vectors, model };
}

// The first run in a worker takes ten times as long as the next and could exceed its deadline.
function warmUp(model: Model) {
  const { candidates } = streamflixSettings;
  return model.run(new Float32Array(candidates * FEATURES.length), candidates);
}

async function indexOf(vectors: Vectors) {
  const index = await annIndex(vectors.dims);
  for (const item of vectors.items) index.add(item, vectors.item(item)!);
  return index;
}

async function fillLists(
  lists: Map<string, readonly number[]>,
  vectors: Vectors,
  search: (vector: Float32Array) => readonly number[],
  signal: AbortSignal,
) {
  for (let at = 0; at < vectors.users.length && !signal.aborted; at += 10) {
    for (const user of vectors.users.slice(at, at + 10)) {
      lists.set(user, search(vectors.user(user)!));
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

/** Sums exposures and requests in the lake; only outcomes that changed something are gone through one by one. */
async function readView(
  engine: Engine,
  lake: string,
  titles: ReadonlyMap<number, Title>,
): Promise<{ view: OnlineView; lastTs: number }> {
  const view = onlineView({
    groupOf: (item) => titles.get(item)?.genre ?? "unknown",
    items: titles.keys(),
  });
  const listed = lakeListing(lake).filter(({ system }) =>
    system === "streamflix"
  );
  const filesOf = (kind: string) =>
    listed.filter((file) => file.kind === kind).map(({ path }) =>
      join(lake, path)
    );
  const lastTs = listed.filter(({ kind }) => kind === "prediction").reduce(
    (last, { maxTs }) => Math.max(last, maxTs),
    0,
  );
  if (lastTs === 0) return { view, lastTs };
  const since = (days: number) =>
    `where ts > make_timestamp_ms(${lastTs - days * 86_400_000})`;
  const [exposures, requests, outcomes] = await Promise.all([
    rowsOf(
      engine,
      filesOf("exposure"),
      "item, min(ts) as ts, count(*) as n",
      `${since(29)} group by item, ts::date`,
    ),
    rowsOf(
      engine,
      filesOf("prediction"),
      "entity, min(ts) as ts, count(*) as n",
      `${since(8)} group by entity, ts::date`,
    ),
    rowsOf(
      engine,
      filesOf("outcome"),
      "entity, item, ts, clicked, watched",
      "where clicked or watched order by arrival, event_id",
    ),
  ]);
  view.advance(lastTs);
  for (const { item, ts, n } of exposures) {
    view.addExposures(Number(item), Number(ts), Number(n));
  }
  for (const { entity, ts, n } of requests) {
    view.addRequests(String(entity), Number(ts), Number(n));
  }
  for (const { entity, item, ts, clicked, watched } of outcomes) {
    view.observe({
      kind: "outcome",
      ts: Math.min(Number(ts), lastTs),
      entity: String(entity),
      item: Number(item),
      clicked: clicked === true,
      watched: watched === true,
    });
  }
  return { view, lastTs };
}

async function rowsOf(
  engine: Engine,
  files: string | readonly string[],
  select: string,
  rest = "",
) {
  const paths = typeof files === "string" ? [files] : files;
  if (paths.length === 0) return [];
  const quoted = paths.map((path) => `'${path.replaceAll("'", "''")}'`);
  return await engine.rows({
    text: `select ${select} from read_parquet([${
      quoted.join(", ")
    }], union_by_name = true, hive_partitioning = false) ${rest}`,
  });
}
