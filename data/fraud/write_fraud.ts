import { createHash } from "node:crypto";
import { sql } from "../../lib/mod.ts";
import {
  labelTable,
  openDuckDb,
  type ParquetColumn,
  writeParquet,
} from "../../lib/native/mod.ts";
import {
  dayMs,
  type FraudOptions,
  fraudStart,
  fraudTruth as truth,
} from "./options.ts";
import {
  type FraudWorld,
  type Payment,
  simulate,
  type Told,
} from "./simulate.ts";

/** A file of a world: its path below the world's folder, its size and its hash. */
export interface FraudFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Simulates a world and writes it to the folder `out`, which appears only when all is written.
 *
 * The same options give the same bytes in every file.
 */
export async function writeFraud(
  options: FraudOptions,
  out: string,
): Promise<readonly FraudFile[]> {
  const aside = `${out}.tmp`, old = `${out}.old`;
  await remove(aside);
  await Deno.mkdir(`${aside}/events`, { recursive: true });
  // one thread, so that the same rows give the same bytes
  const engine = await openDuckDb({ threads: 1, ordered: true });
  try {
    const world = simulate(options);
    const put = (path: string, columns: readonly ParquetColumn[]) =>
      writeParquet(engine.connection, `${aside}/${path}`, columns);
    await put("events/prediction.parquet", predictionColumns(world.payments));
    for (const kind of ["label", "correction"] as const) {
      await put(
        `events/${kind}.parquet`,
        toldColumns(world.told.filter((told) => told.kind === kind)),
      );
    }
    await put("truth.parquet", truthColumns(world.payments));
    const today = new Date(fraudStart + truth.days * dayMs);
    const known = await labelTable({
      predictions: `${aside}/events/prediction.parquet`,
      labels: `${aside}/events/label.parquet`,
      corrections: `${aside}/events/correction.parquet`,
    }, { now: today, engine });
    await engine.run(
      sql`copy (select * exclude (settled, corrections, event_id, system, kind) from ${known.relation} order by ts, request_id) to ${`${aside}/payments.parquet`} (format parquet, compression zstd)`,
    );
    await Deno.writeTextFile(
      `${aside}/truth.json`,
      JSON.stringify(truthOf(world, options), null, 1),
    );
    const files = await hashes(aside);
    await Deno.writeTextFile(
      `${aside}/manifest.json`,
      JSON.stringify(files, null, 1),
    );
    const all = [...files, ...await hashes(aside, ["manifest.json"])];
    await remove(old);
    await Deno.rename(out, old).catch(ignoreMissing);
    await Deno.rename(aside, out);
    await remove(old);
    return all;
  } finally {
    engine.close();
    await remove(aside);
  }
}

function predictionColumns(payments: readonly Payment[]): ParquetColumn[] {
  const column = columnsOf(payments);
  return [
    column("event_id", "text", ({ id }) => `s${id.slice(1)}`),
    column("ts", "timestamp", ({ ts }) => ts),
    column("system", "text", () => "fraud"),
    column("kind", "text", () => "prediction"),
    column("request_id", "text", ({ id }) => id),
    column("entity", "text", ({ card }) => card),
    column("model", "text", () => "fraud@1"),
    column("amount", "double", ({ amount }) => amount),
    column("abroad", "boolean", ({ abroad }) => abroad),
    column("device_days", "integer", ({ deviceDays }) => deviceDays),
    column("hour", "integer", ({ hour }) => hour),
    column("payments_last_hour", "integer", (x) => x.paymentsLastHour),
    column("merchant", "text", ({ merchant }) => merchant),
    column("score", "double", ({ score }) => score),
    column("flagged", "boolean", ({ decision }) => decision !== "allow"),
    column("blocked", "boolean", ({ decision }) => decision === "block"),
  ];
}

function toldColumns(told: readonly Told[]): ParquetColumn[] {
  const column = columnsOf(told);
  return [
    column("event_id", "text", ({ id }) => id),
    column("ts", "timestamp", ({ ts }) => ts),
    column("arrival", "timestamp", ({ arrival }) => arrival),
    column("system", "text", () => "fraud"),
    column("kind", "text", ({ kind }) => kind),
    column("request_id", "text", ({ payment }) => payment),
    column("label", "integer", ({ label }) => label),
  ];
}

function truthColumns(payments: readonly Payment[]): ParquetColumn[] {
  const column = columnsOf(payments);
  return [
    column("request_id", "text", ({ id }) => id),
    column("fraud", "boolean", ({ fraud }) => fraud),
    column("ring", "boolean", ({ ring }) => ring),
  ];
}

function columnsOf<T>(rows: readonly T[]) {
  return (
    name: string,
    type: ParquetColumn["type"],
    of: (row: T) => number | string | boolean | null,
  ): ParquetColumn => ({ name, type, values: rows.map(of) });
}

/** What is so, week by week: counts of payments that could get a label. */
function truthOf({ payments }: FraudWorld, options: FraudOptions) {
  const weeks = Array.from({ length: Math.ceil(truth.days / 7) }, (_, week) => {
    const own = payments.filter(({ ts }) =>
      Math.floor((ts - fraudStart) / (7 * dayMs)) === week
    );
    const open = own.filter(({ decision }) => decision !== "block");
    const count = (of: (x: Payment) => boolean) => open.filter(of).length;
    const tp = count((x) => x.fraud && x.decision === "review");
    const frauds = count(({ fraud }) => fraud);
    const flagged = count(({ decision }) => decision === "review");
    return {
      from: new Date(fraudStart + 7 * week * dayMs).toISOString().slice(0, 10),
      payments: own.length,
      blocked: own.length - open.length,
      frauds,
      flagged,
      recall: tp / frauds,
      precision: tp / flagged,
    };
  });
  return { options, truth, weeks };
}

async function hashes(
  folder: string,
  paths = [
    "events/correction.parquet",
    "events/label.parquet",
    "events/prediction.parquet",
    "payments.parquet",
    "truth.json",
    "truth.parquet",
  ],
): Promise<FraudFile[]> {
  return await Promise.all(paths.map(async (path) => {
    const content = await Deno.readFile(`${folder}/${path}`);
    return {
      path,
      bytes: content.length,
      sha256: createHash("sha256").update(content).digest("hex"),
    };
  }));
}

const remove = (path: string) =>
  Deno.remove(path, { recursive: true }).catch(ignoreMissing);

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}
