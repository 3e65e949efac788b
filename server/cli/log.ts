import { lakeUsage, replayLake, verifyLake } from "../../lib/native/mod.ts";
import {
  codeVersion,
  lakeFlags,
  lakeHelp,
  type LakePlace,
  lakePlace,
  lockedError,
  writableLake,
} from "./lake_flags.ts";
import { parse, positionals, UsageError, type Verb } from "./usage.ts";

const FORM = "log verify|compact|replay|usage";

/** `sg log`: looks after the files of the lake. */
export const logVerb: Verb = {
  help: `sg ${FORM} [flags]
  verify    reads everything and compares it with its checksums; exit code 1 when something is damaged or missing
  compact   merges small files; drops repeats that came in after their ids were forgotten (31 days)
  replay    makes every file again from the log, which is the truth
  usage     what the lake takes of the disk, and how long that goes well

  --late SYSTEM           with replay: only take rows in that came in after the watermark (a backfill)
  --from T, --to T        with --late: hours of event time [from, to), UTC; default to all
  --data-days N           with compact: take away events older than N days; defaults to never
  --log-days N            with compact: take away segments that were sealed more than N days ago; defaults to never,
                          at least 31, as lost ids are found again in them
  --json                  JSON instead of a table
${lakeHelp}

compact and replay need the lake for themselves: stop the server first; it merges files by itself.

Example: deno task sg log verify --lake data/streamflix/out/lake`,
  async run(args) {
    const text = { type: "string" } as const;
    const { values, positionals: found } = parse(args, {
      ...lakeFlags,
      json: { type: "boolean" },
      late: text,
      from: text,
      to: text,
      "data-days": text,
      "log-days": text,
    });
    const [verb = ""] = positionals(found, FORM, 1);
    const say = (value: object, table: string) =>
      console.log(values.json ? JSON.stringify(value) : table);
    switch (verb) {
      case "verify":
        return await verify(lakePlace(values), say);
      case "usage":
        return await usage(lakePlace(values), say);
      case "compact": {
        const kept = {
          dataDays: daysOf("data-days", values["data-days"], 1),
          logDays: daysOf("log-days", values["log-days"], 31),
        };
        return await compact(lakePlace(values), kept, say);
      }
      case "replay":
        return values.late === undefined
          ? await replay(lakePlace(values), say)
          : await takeLate(lakePlace(values), {
            system: values.late,
            ...spanOf(values),
          }, say);
    }
    throw new UsageError(
      `Cannot read the command: "${verb}" is unknown, the form is "sg ${FORM}"`,
    );
  },
};

type Say = (value: object, table: string) => void;

async function verify(place: LakePlace, say: Say): Promise<number> {
  const isTerminal = Deno.stderr.isTerminal();
  const encoder = new TextEncoder();
  const verdict = await verifyLake(place.folder, (done, of) => {
    if (!isTerminal) return;
    Deno.stderr.writeSync(encoder.encode(`\r\x1b[KReading ${done} of ${of}`));
  });
  if (isTerminal) Deno.stderr.writeSync(encoder.encode("\r\x1b[K"));
  const { files, rows, segments, records, faults, notes } = verdict;
  say(
    { verdict: faults.length ? "fail" : "pass", ...verdict },
    [
      `${files} files with ${rows} rows, ${segments} segments with ${records} records: ${
        faults.length === 0 ? "intact" : `${faults.length} damaged or missing`
      }`,
      ...faults.map((fault) => `Damaged: ${fault}`),
      ...notes.map((note) => `Note: ${note}`),
    ].join("\n"),
  );
  return faults.length === 0 ? 0 : 1;
}

async function usage(place: LakePlace, say: Say): Promise<number> {
  const found = await lakeUsage(place.folder, Date.now());
  const rows = [["part", "files", "MB", "rows", "late rows", "MB a day"]];
  for (
    const { part, files, bytes, rows: n, late, bytesPerDay } of found.parts
  ) {
    rows.push([
      part,
      String(files),
      megabytes(bytes),
      n === null ? "" : String(n),
      late === null ? "" : String(late),
      bytesPerDay === null ? "" : megabytes(bytesPerDay),
    ]);
  }
  const { daysLeft, free, bytes, unsealedBytes } = found;
  say(
    found,
    `${table(rows)}\n\n${megabytes(bytes)} MB in all, ${
      megabytes(unsealedBytes)
    } MB not sealed yet, ${megabytes(free)} MB free: ${
      daysLeft === null
        ? "it does not grow, or not for long enough to tell"
        : `enough for ${Math.floor(daysLeft)} days at this rate`
    }`,
  );
  return 0;
}

async function compact(
  place: LakePlace,
  kept: { readonly dataDays: number; readonly logDays: number },
  say: Say,
): Promise<number> {
  const lake = await writableLake(place);
  try {
    await lake.seal();
    const lines = await lake.compact();
    const gone = await lake.retain(kept);
    const before = lines.reduce((sum, { remove }) => sum + remove.length, 0);
    const after = lines.reduce((sum, { add }) => sum + add.length, 0);
    const duplicates = lines.flatMap((line) =>
      Object.values(line.duplicates ?? {})
    ).reduce((sum, rows) => sum + rows, 0);
    say(
      { merged: before, into: after, duplicates, ...gone },
      `${before} files merged into ${after}, ${duplicates} repeated rows dropped; retention took ${gone.rows} rows and ${gone.segments} segments away`,
    );
    return 0;
  } finally {
    await lake.close();
  }
}

async function replay(place: LakePlace, say: Say): Promise<number> {
  const { folder, schemas } = place;
  const made = await replayLake(folder, {
    at: Date.now(),
    code: codeVersion,
    schemas,
    watermarkHours: (system) =>
      schemas.find((one) => one.system === system)?.watermarkHours ??
        Infinity,
  }).catch((error) => {
    throw lockedError(error);
  });
  say(
    made,
    `${made.rows} rows made again from ${made.segments} segments, ${made.kept} rows kept whose log is gone`,
  );
  return 0;
}

async function takeLate(
  place: LakePlace,
  selection: {
    readonly system: string;
    readonly from?: number;
    readonly to?: number;
  },
  say: Say,
): Promise<number> {
  const lake = await writableLake(place);
  try {
    await lake.seal();
    const rows = await lake.takeLate(selection);
    say(
      { rows },
      `${rows} late rows are part of their windows now; run the monitor over them again`,
    );
    return 0;
  } finally {
    await lake.close();
  }
}

function spanOf(
  { from, to }: { from?: string | undefined; to?: string | undefined },
): { from?: number; to?: number } {
  const time = (text: string) => {
    const at = Date.parse(/T/.test(text) ? text : `${text}T00:00:00Z`);
    if (Number.isNaN(at)) {
      throw new UsageError(
        `Cannot use time "${text}": an hour or a day is needed, as in 2026-01-31T12:00Z`,
      );
    }
    return at;
  };
  return {
    ...(from === undefined ? {} : { from: time(from) }),
    ...(to === undefined ? {} : { to: time(to) }),
  };
}

function daysOf(flag: string, text: string | undefined, least: number): number {
  if (text === undefined) return Infinity;
  const days = Number(text);
  if (days >= least && text.trim() !== "") return days;
  throw new UsageError(
    `Cannot use --${flag} "${text}": a number of days from ${least} on is needed`,
  );
}

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);

function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, at) =>
    Math.max(...rows.map((row) => row[at]!.length))
  );
  return rows.map((row) =>
    row.map((cell, at) =>
      at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!)
    ).join("  ").trimEnd()
  ).join("\n");
}
