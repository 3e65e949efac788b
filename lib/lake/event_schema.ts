/** What a value may be. "decimal" is exact to 38 digits, 9 of them after the point; "time" is RFC 3339 with an offset; "json" anything. */
export type FieldType =
  | "boolean"
  | "decimal"
  | "double"
  | "integer"
  | "json"
  | "string"
  | "time"
  | { readonly list: FieldType }
  | { readonly map: FieldType }
  | { readonly struct: Readonly<Record<string, FieldType>> };

/** One field of an event. */
export interface Field {
  readonly type: FieldType;
  /** Whether it must be there and not null; defaults to false. */
  readonly required?: boolean;
  /** Smallest and largest number; default to none. */
  readonly min?: number;
  readonly max?: number;
}

/** The fields that events of a kind may have beside `event_id`, `ts`, `system`, `kind` and `request_id`. */
export type KindSchema = Readonly<Record<string, Field>>;

/** The kinds of events that are taken in over HTTP. */
export const eventKinds = [
  "prediction",
  "exposure",
  "click",
  "outcome",
  "label",
  "correction",
] as const;

/** What a system takes in: the part of its definition that guards the lake. */
export interface EventSchema {
  readonly system: string;
  /** Counts the changes of this schema; stands in the manifest beside every file. */
  readonly version: number;
  /** Names of models whose predictions are this system's. */
  readonly models: readonly string[];
  /** Fields by kind; a kind that is missing is not taken. */
  readonly kinds: Readonly<Record<string, KindSchema>>;
  /** Whether predictions and outcomes are those of the scoring pipeline: slates of items, made and logged by this process. */
  readonly slates: boolean;
  /** Hours after the end of an hour in which rows may still come into it; later ones are kept apart until a backfill. */
  readonly watermarkHours: number;
}

/** What a team says about its system's events; the rest is usual. */
export interface EventSpec {
  readonly system: string;
  /** Defaults to 1. */
  readonly version?: number;
  /** Defaults to the system's own name. */
  readonly models?: readonly string[];
  /** The model's inputs by name; null is allowed in each. */
  readonly features: Readonly<Record<string, FieldType>>;
  /** Bounds of a score; default to 0 and 1. */
  readonly score?: { readonly min?: number; readonly max?: number };
  /** What a label is; defaults to "double". */
  readonly label?: FieldType;
  /** What an item is; defaults to "string". */
  readonly item?: FieldType;
  /** Kinds that differ from the usual, whole; default to none. */
  readonly kinds?: Readonly<Record<string, KindSchema>>;
  /** Defaults to false. */
  readonly slates?: boolean;
  /** Defaults to 24. */
  readonly watermarkHours?: number;
}

/**
 * The schema of a system's events with the usual fields of each kind.
 *
 * A prediction has `model`, `features` and `score`; exposures, clicks and outcomes name a request and an item; a label
 * or a correction says what came true of a request: `{event_id, ts, system, request_id, label}`.
 * Error: RangeError for names that differ only in case, as columns cannot.
 */
export function eventSchema(spec: EventSpec): EventSchema {
  checkNames(spec.system, Object.keys(spec.features));
  for (const [kind, fields] of Object.entries(spec.kinds ?? {})) {
    checkNames(`${spec.system}/${kind}`, Object.keys(fields));
  }
  const item = { type: spec.item ?? "string" } as const;
  const who = { entity: text, version: text };
  const shown = {
    ...who,
    item: { ...item, required: true },
    position: { type: "integer", min: 0 },
  } as const;
  const label = {
    ...who,
    item,
    label: { type: spec.label ?? "double", required: true },
    label_name: text,
  };
  const made = {
    prediction: {
      ...who,
      model: { ...text, required: true },
      features: { type: { struct: spec.features }, required: true },
      score: { type: "double", required: true, min: 0, max: 1, ...spec.score },
      prediction: { type: "json" },
      decision: text,
      latency_ms: { type: "double", min: 0 },
      error: text,
      fallback: text,
    },
    exposure: {
      ...shown,
      model: text,
      score: number,
      propensity: { type: "double", min: 0, max: 1 },
      explored: { type: "boolean" },
      source: text,
    },
  } as const;
  return {
    system: spec.system,
    version: spec.version ?? 1,
    models: spec.models ?? [spec.system],
    slates: spec.slates ?? false,
    watermarkHours: spec.watermarkHours ?? 24,
    kinds: {
      ...(spec.slates ? {} : made),
      click: shown,
      outcome: { ...who, item, name: text, value: number },
      label,
      correction: label,
      ...spec.kinds,
    },
  };
}

const text = { type: "string" } as const;
const number = { type: "double" } as const;

function checkNames(of: string, names: readonly string[]): void {
  const seen = new Map<string, string>();
  for (const name of names) {
    const other = seen.get(name.toLowerCase());
    if (other !== undefined || name === "__proto__") {
      throw new RangeError(
        `Cannot use the schema of ${JSON.stringify(of)}: ${
          JSON.stringify(name)
        } ${
          other === undefined
            ? "is no name of a column"
            : `and ${JSON.stringify(other)} are one column`
        }`,
      );
    }
    seen.set(name.toLowerCase(), name);
  }
}
