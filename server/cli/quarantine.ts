import {
  type EventSchema,
  type Fate,
  type Incoming,
  judgeBody,
} from "../../lib/mod.ts";
import {
  type Lake,
  openDuckDb,
  type QuarantinedEvent,
  readQuarantine,
} from "../../lib/native/mod.ts";
import { lakeFlags, lakeHelp, lakePlace, writableLake } from "./lake_flags.ts";
import { parse, positionals, UsageError, type Verb } from "./usage.ts";

const FORM = "quarantine list|retry [--system S] [--reason R]";

/** `sg quarantine`: events that did not fit, and a second try after a fix. */
export const quarantineVerb: Verb = {
  help: `sg ${FORM}
  list     what was set apart and is not in the lake since, oldest first
  retry    judges it again by the schemas of now; what fits goes into the lake, the rest stays

  --system S   only of one system; "_unknown" for events whose system is not known
  --reason R   only with one reason, as unknown_field
  --limit N    with list: at most N events, the newest; defaults to 100
  --json       one line of JSON an event, with its bytes as they came
${lakeHelp}

retry needs the lake for itself: stop the server first. An event whose id stands for other content (id_conflict) is
not tried again: the first to come stays.

Example: deno task sg quarantine list --reason unknown_field`,
  async run(args) {
    const text = { type: "string" } as const;
    const { values, positionals: found } = parse(args, {
      ...lakeFlags,
      json: { type: "boolean" },
      system: text,
      reason: text,
      limit: text,
    });
    const [verb] = positionals(found, FORM, 1);
    const place = lakePlace(values);
    if (verb !== "list" && verb !== "retry") {
      throw new UsageError(
        `Cannot read the command: "${verb}" is unknown, the form is "sg ${FORM}"`,
      );
    }
    const limit = Number(values.limit ?? 100);
    if (!(limit >= 1)) {
      throw new UsageError(
        `Cannot use --limit "${values.limit}": a number from 1 on is needed`,
      );
    }
    const events = (await all(place.folder)).filter(({ system, reason }) =>
      (values.system ?? system) === system &&
      (values.reason ?? reason) === reason
    );
    if (verb === "list") return list(events, limit, values.json === true);
    const lake = await writableLake(place);
    try {
      return await retry(lake, place.schemas, events, values.json === true);
    } finally {
      await lake.close();
    }
  },
};

async function all(folder: string): Promise<readonly QuarantinedEvent[]> {
  const engine = await openDuckDb({ memoryLimit: "512MB" });
  try {
    const { events, problems } = await readQuarantine(folder, engine);
    for (const problem of problems) console.error(`Incomplete: ${problem}`);
    return events;
  } finally {
    engine.close();
  }
}

function list(
  events: readonly QuarantinedEvent[],
  limit: number,
  json: boolean,
): number {
  for (const event of events.slice(-limit)) {
    const at = new Date(event.arrival).toISOString();
    console.log(
      json
        ? JSON.stringify({ ...event, arrival: at })
        : `${at}  ${event.system}  ${event.reason}  ${
          JSON.stringify(event.id)
        }  ${event.detail}`,
    );
  }
  const reasons = Map.groupBy(events, ({ reason }) => reason);
  const told = [...reasons].sort((a, b) => b[1].length - a[1].length)
    .map(([reason, some]) => `${some.length} ${reason}`).join(", ");
  console.error(
    `${events.length} event${events.length === 1 ? "" : "s"} in quarantine${
      told && `: ${told}`
    }`,
  );
  return 0;
}

async function retry(
  lake: Lake,
  schemas: readonly EventSchema[],
  events: readonly QuarantinedEvent[],
  json: boolean,
): Promise<number> {
  let taken = 0, known = 0, left = 0;
  for (const event of events) {
    const incoming = event.reason === "id_conflict"
      ? undefined
      : again(event, schemas);
    if (incoming === undefined) {
      left++;
      continue;
    }
    const [fate] = await lake.admit([incoming]) as [Fate];
    if (fate === "good") taken++;
    else if (fate === "duplicate") known++;
    else left++;
    await lake.append([{
      event_id: `resolution:${event.event_id}`,
      ts: Date.now(),
      system: event.system,
      kind: "resolution",
      of: event.event_id,
      result: typeof fate === "string" ? fate : fate.reason,
    } as never]);
  }
  await lake.seal();
  console.log(
    json
      ? JSON.stringify({ taken, duplicate: known, left })
      : `${taken} taken, ${known} were there already, ${left} stay in quarantine`,
  );
  return 0;
}

/** The event as it would come in now; undefined when it still does not fit. */
function again(
  { raw, as, reason, system }: QuarantinedEvent,
  schemas: readonly EventSchema[],
): Incoming | undefined {
  if (reason === "damaged_record" || !raw.startsWith("{")) return undefined;
  const [incoming] = judgeBody(raw, {
    lines: false,
    schemas,
    system,
    now: Date.now(),
    ...(as === null ? {} : { kind: as }),
  });
  return incoming && "draft" in incoming ? incoming : undefined;
}
