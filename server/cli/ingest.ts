import { resolve } from "node:path";
import {
  type EventSchema,
  type Incoming,
  JsonFault,
  judgeBody,
} from "../../lib/mod.ts";
import {
  type EventLine,
  type Lake,
  ndjsonLines,
  openDuckDb,
  read,
  tableLines,
} from "../../lib/native/mod.ts";
import { userPath } from "./inputs.ts";
import { lakeFlags, lakeHelp, lakePlace, writableLake } from "./lake_flags.ts";
import { parse, positionals, UsageError, type Verb } from "./usage.ts";

const FORM = "ingest FILE --system S [--kind K]";

/** `sg ingest`: a file of events or labels into the lake. */
export const ingestVerb: Verb = {
  help: `sg ${FORM} [flags]
Takes a file of events or labels into the lake: a backfill. Each event once by its id, so a second run adds nothing;
what does not fit the system's schema goes to quarantine. Rows become part of their windows, however late.

  --system S       the system that the events belong to
  --kind K         prediction, exposure, click, outcome, label or correction, where the rows do not say; defaults to prediction
  --id C           the column of the event's id, defaults to event_id
  --time C         the column of the event's time, defaults to ts
  --arrival C      the column of the time at which it came in, defaults to now
  --exclude C      a column that is no part of the events; may be repeated
  --json           one line of JSON with the counts
${lakeHelp}

NDJSON (also .gz) is read as it stands; of other files the columns that are features by the schema become features.
The lake is needed for itself: stop the server first, or send events to it over HTTP.

Example: deno task sg ingest labels.csv --system fraud --kind label --id chargeback_id`,
  async run(args) {
    const text = { type: "string" } as const;
    const { values, positionals: found } = parse(args, {
      ...lakeFlags,
      system: text,
      kind: text,
      id: text,
      time: text,
      arrival: text,
      exclude: { type: "string", multiple: true },
      json: { type: "boolean" },
    });
    const [file = ""] = positionals(found, FORM, 1);
    const place = lakePlace(values, { mayBeNew: true });
    const schema = schemaOf(place.schemas, values.system);
    const kind = values.kind ?? "prediction";
    if (!Object.hasOwn(schema.kinds, kind)) {
      throw new UsageError(
        `Cannot use --kind "${kind}": system "${schema.system}" takes ${
          Object.keys(schema.kinds).join(", ")
        }`,
      );
    }
    const path = resolve(userPath(file));
    const engine = await openDuckDb({ memoryLimit: "1GB" });
    const columns = {
      ...(values.id === undefined ? {} : { id: values.id }),
      ...(values.time === undefined ? {} : { time: values.time }),
      ...(values.arrival === undefined ? {} : { arrival: values.arrival }),
      exclude: values.exclude ?? [],
    };
    try {
      const lines = /\.(ndjson|jsonl)(\.gz)?$/.test(path)
        ? ndjsonLines(path, file)
        : tableLines(
          await read(path, { engine, name: file }),
          engine,
          schema,
          kind,
          columns,
        );
      // The first line tells whether the file can be read, before anything is made.
      const first = await lines.next();
      const lake = await writableLake(place);
      try {
        return await take(lake, first, lines, { schema, kind }, values.json);
      } finally {
        await lake.close();
      }
    } finally {
      engine.close();
    }
  },
};

function schemaOf(
  schemas: readonly EventSchema[],
  system: string | undefined,
): EventSchema {
  const known = schemas.map((one) => `"${one.system}"`).join(", ");
  const schema = schemas.find((one) => one.system === system);
  if (schema) return schema;
  throw new UsageError(
    system === undefined
      ? `Cannot read the command: --system is needed, known are ${known}`
      : `Cannot take events of "${system}": the system is unknown, known are ${known}`,
  );
}

async function take(
  lake: Lake,
  first: IteratorResult<EventLine>,
  lines: AsyncGenerator<EventLine>,
  as: { readonly schema: EventSchema; readonly kind: string },
  json: boolean | undefined,
): Promise<number> {
  const counts = { accepted: 0, duplicate: 0, quarantined: 0 };
  const reasons = new Map<string, number>();
  const began = Date.now();
  let batch: Incoming[] = [];
  const flush = async () => {
    for (const fate of await lake.admit(batch)) {
      if (fate === "good") counts.accepted++;
      else if (fate === "duplicate") counts.duplicate++;
      else {
        counts.quarantined++;
        reasons.set(fate.reason, (reasons.get(fate.reason) ?? 0) + 1);
      }
    }
    batch = [];
  };
  for (let next = first; !next.done; next = await lines.next()) {
    batch.push(judged(next.value, as));
    if (batch.length === 1000) await flush();
  }
  await flush();
  await lake.seal();
  await lake.takeLate({
    system: as.schema.system,
    only: ({ minArrival = 0 }) => minArrival >= began,
  });
  const told = [...reasons].sort((a, b) => b[1] - a[1])
    .map(([reason, count]) => `${count} ${reason}`).join(", ");
  console.log(
    json
      ? JSON.stringify({ ...counts, reasons: Object.fromEntries(reasons) })
      : `${counts.accepted} taken, ${counts.duplicate} were there already, ${counts.quarantined} in quarantine${
        told && ` (${told})`
      }`,
  );
  return 0;
}

/** A line as an event; a line that is no JSON is set apart like one that does not fit. */
function judged(
  { text, arrival }: EventLine,
  { schema, kind }: { readonly schema: EventSchema; readonly kind: string },
): Incoming {
  const refuse = (reason: string, detail: string): Incoming => ({
    refused: {
      reason,
      detail,
      raw: text,
      system: schema.system,
      id: undefined,
      as: kind,
    },
  });
  try {
    if (!/^\s*\{/.test(text)) {
      return refuse("not_an_object", "an event is a JSON object");
    }
    const [incoming] = judgeBody(text, {
      lines: false,
      schemas: [schema],
      system: schema.system,
      now: Date.now(),
      kind,
    });
    return arrival === undefined || !("draft" in incoming!)
      ? incoming!
      : { ...incoming, arrival };
  } catch (error) {
    if (error instanceof JsonFault) return refuse(error.code, error.message);
    throw error;
  }
}
