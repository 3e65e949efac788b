import { type Draft } from "./payload.ts";
import type { EventSchema, KindSchema } from "./event_schema.ts";
import {
  judgeField,
  Misfit,
  type ReadyField,
  readyFields,
} from "./judge_field.ts";
import { isBeyondMicros, readInstant } from "./read_instant.ts";
import type { JsonValue, ScannedJson } from "./scan_json.ts";

/** What is known where an event came in. */
export interface IntakeRules {
  readonly schemas: readonly EventSchema[];
  /** The kind of an event that names none; defaults to "prediction". */
  readonly kind?: string;
  /** The system of an event that names neither a system nor a model; defaults to none. */
  readonly system?: string;
  /** Kinds that are taken here; defaults to all of the schema. */
  readonly kinds?: readonly string[];
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
  /** Milliseconds that an event may be ahead of `now`; defaults to a day. */
  readonly aheadMs?: number;
  /** Features that an event may have; defaults to 1,000. */
  readonly features?: number;
}

/** A good event, or why it is none and whose it would be. */
export type Judgement =
  | { readonly good: Draft; readonly bad?: undefined }
  | {
    readonly good?: undefined;
    readonly bad: {
      readonly reason: string;
      readonly detail: string;
      readonly system: string | undefined;
      readonly id: string | undefined;
    };
  };

const day = 86_400_000;

/** The first instant that an event may have: 2000-01-01. Milliseconds since 1970, UTC. */
export const firstInstant = 946_684_800_000;

/** Judges one well-formed value by the rules of events and its system's schema; says the first thing that is wrong. */
export function judgeEvent(
  { value, marks }: Pick<ScannedJson, "value" | "marks">,
  rules: IntakeRules,
): Judgement {
  if (!isObject(value)) {
    return refuse("not_an_object", "an event is a JSON object");
  }
  const own = (key: string) =>
    Object.hasOwn(value, key) ? value[key] : undefined;
  const id = own("event_id"), schema = schemaOf(own, rules);
  const refused = (reason: string, detail: string) =>
    refuse(
      reason,
      detail,
      schema?.system,
      typeof id === "string" ? id : undefined,
    );

  const [mark] = marks;
  if (mark) return refused(mark.code, `"${mark.path}" ${markTexts[mark.code]}`);
  if (id === undefined) {
    return refused("missing_event_id", "event_id is missing");
  }
  if (typeof id !== "string" || !isId(id)) {
    return refused(
      "bad_event_id",
      "event_id is a text of 1 to 128 characters, none of them a control character",
    );
  }
  const time = instantOf(own("ts"), rules);
  if (typeof time === "string") return refused(time, timeTexts[time]!);
  if (schema === undefined) {
    return refused(
      own("system") === undefined && own("model") !== undefined
        ? "unknown_model"
        : "unknown_system",
      "no system here has this name or model",
    );
  }
  const kind = own("kind") ?? rules.kind ?? "prediction";
  const isTaken = typeof kind === "string" &&
    Object.hasOwn(schema.kinds, kind) && (rules.kinds?.includes(kind) ?? true);
  if (!isTaken) {
    const kinds = Object.keys(schema.kinds).filter((known) =>
      rules.kinds?.includes(known) ?? true
    );
    return refused(
      "unknown_kind",
      `kinds of "${schema.system}" that are taken here are ${kinds.join(", ")}`,
    );
  }
  const features = own("features");
  if (features !== undefined && isObject(features)) {
    const count = Object.keys(features).length, most = rules.features ?? 1000;
    if (count > most) {
      return refused("too_many_features", `${count} features, ${most} may be`);
    }
  }
  const fields = fieldsOf(schema.kinds[kind]!);
  let members = "", seen = 0;
  for (const one of fields) {
    const { name } = one, given = own(name);
    if (given !== undefined) seen++;
    if ((given ?? null) === null && one.field.required) {
      return refused("missing_field", `"${name}" is missing`);
    }
    if (given === undefined) continue;
    const text = judgeField(given, one);
    if (text instanceof Misfit) return refused(text.reason, text.text);
    members += `,${one.key}${text}`;
  }
  const keys = Object.keys(value);
  if (keys.length !== seen + keys.filter(isHead).length) {
    const unknown = keys.find((key) =>
      !isHead(key) && !fields.some(({ name }) => name === key)
    );
    return refused(
      "unknown_field",
      `${JSON.stringify(unknown)} is not in the schema of ${kind}`,
    );
  }
  const named = own("model");
  if (
    schema.models.length && typeof named === "string" &&
    !isModelOf(schema, named)
  ) {
    return refused(
      "unknown_model",
      `"model" is not a model of "${schema.system}"`,
    );
  }
  const ts = own("ts") as string;
  if (isBeyondMicros(ts)) members += `,"ts_sent":${JSON.stringify(ts)}`;
  return {
    good: { system: schema.system, kind, ts: time, event_id: id, members },
  };
}

const isHead = (key: string) =>
  key === "event_id" || key === "ts" || key === "system" || key === "kind";

const ready = new WeakMap<KindSchema, readonly ReadyField[]>();

/** The fields of a kind with the request's id, sorted once. */
function fieldsOf(kind: KindSchema): readonly ReadyField[] {
  let fields = ready.get(kind);
  if (!fields) {
    fields = readyFields({ request_id: { type: "string" }, ...kind });
    ready.set(kind, fields);
  }
  return fields;
}

function isObject(
  value: JsonValue | undefined,
): value is { readonly [key: string]: JsonValue } {
  return typeof value === "object" && value !== null && !Array.isArray(value) &&
    Object.getPrototypeOf(value) === Object.prototype;
}

function schemaOf(
  own: (key: string) => JsonValue | undefined,
  rules: IntakeRules,
): EventSchema | undefined {
  const model = own("model");
  const system = own("system") ??
    (model === undefined ? rules.system : undefined);
  if (system !== undefined) {
    return rules.schemas.find((schema) => schema.system === system);
  }
  return typeof model === "string"
    ? rules.schemas.find((schema) => isModelOf(schema, model))
    : undefined;
}

/** A model is named alone or with its version, "ranker" or "ranker@2". */
function isModelOf({ models }: EventSchema, model: string): boolean {
  return models.includes(model) ||
    models.includes(model.replace(/@[^@]*$/, ""));
}

// deno-lint-ignore no-control-regex
const control = /[\u0000-\u001f\u007f-\u009f]/;

function isId(text: string): boolean {
  if (text === "" || text.length > 256 || control.test(text)) return false;
  return text.length <= 128 || [...text].length <= 128;
}

function instantOf(
  ts: JsonValue | undefined,
  { now, aheadMs = day }: IntakeRules,
): number | string {
  if (ts === undefined || ts === null) return "missing_ts";
  const time = typeof ts === "string" ? readInstant(ts) : undefined;
  if (time === undefined) return "bad_ts";
  if (time < firstInstant) return "ts_too_old";
  return time > now + aheadMs ? "ts_in_future" : time;
}

const timeTexts: Readonly<Record<string, string>> = {
  missing_ts: "ts is missing",
  bad_ts: "ts is an RFC 3339 text with an offset, as 2026-01-31T12:00:00Z",
  ts_too_old: "ts is before 2000-01-01",
  ts_in_future: "ts is more than 24 hours ahead",
};

const markTexts: Readonly<Record<string, string>> = {
  nesting: "is nested too deeply",
  nul_in_string: "holds U+0000",
  lone_surrogate: "holds half a character",
  string_too_long: "is too long a text",
  number_overflow: "is beyond the largest double",
  number_underflow: "is not zero but below the smallest double",
};

function refuse(
  reason: string,
  detail: string,
  system?: string,
  id?: string,
): Judgement {
  return { bad: { reason, detail, system, id } };
}
