import { canonicalJson } from "./canonical_json.ts";
import type { Field, FieldType } from "./event_schema.ts";
import { readInstant } from "./read_instant.ts";
import { type JsonValue, NumberLiteral } from "./scan_json.ts";

/** Why a value does not fit: a stable code, a clause for the sender, and the keys that lead there. */
export class Misfit {
  /** Built by what finds it; containers put their keys before the path. */
  constructor(
    readonly reason: string,
    readonly detail: string,
    public path: string,
  ) {}

  /** The clause with the place. */
  get text(): string {
    return `${JSON.stringify(this.path.slice(0, 200))} ${this.detail}`;
  }
}

/** A field with its nested fields in the order in which they are stored. */
export interface ReadyField {
  readonly name: string;
  /** The name as JSON with a colon. */
  readonly key: string;
  readonly field: Field;
  readonly type: ReadyType;
}

/** A type whose structs are lists of fields, sorted by name so that the same content is the same text. */
export type ReadyType =
  | Exclude<FieldType, object>
  | { readonly list: ReadyType }
  | { readonly map: ReadyType }
  | { readonly fields: readonly ReadyField[] };

/** Sorts the fields of a type once, for all values. */
export function readyFields(
  fields: Readonly<Record<string, Field>>,
): readonly ReadyField[] {
  return Object.keys(fields).sort().map((name) => ({
    name,
    key: `${JSON.stringify(name)}:`,
    field: fields[name]!,
    type: readyType(fields[name]!.type),
  }));
}

function readyType(type: FieldType): ReadyType {
  if (typeof type === "string") return type;
  if ("list" in type) return { list: readyType(type.list) };
  if ("map" in type) return { map: readyType(type.map) };
  return {
    fields: readyFields(
      Object.fromEntries(
        Object.entries(type.struct).map(([name, inner]) => [name, {
          type: inner,
        }]),
      ),
    ),
  };
}

/**
 * The canonical JSON text of a value by its field, or why it does not fit; null is missing and fits any.
 *
 * Numbers that a double cannot hold exactly become the text that keeps them.
 */
export function judgeField(
  value: JsonValue,
  { field, type, name }: ReadyField,
): string | Misfit {
  const text = judge(value, type, name);
  if (
    typeof value !== "number" ||
    field.min === undefined && field.max === undefined
  ) return text;
  const { min = -Infinity, max = Infinity } = field;
  if (text instanceof Misfit || value >= min && value <= max) return text;
  return new Misfit(
    "out_of_range",
    `is ${value}, ${
      max === Infinity
        ? `${min} or more`
        : min === -Infinity
        ? `${max} or less`
        : `${min} to ${max}`
    } is needed`,
    name,
  );
}

function judge(
  value: JsonValue,
  type: ReadyType,
  key: string,
): string | Misfit {
  if (value === null) return "null";
  if (typeof type === "object") return judgeNested(value, type, key);
  switch (typeof value) {
    case "number":
      if (type === "double") return numberText(value);
      if (type === "integer" && Number.isSafeInteger(value)) {
        return numberText(value);
      }
      break;
    case "string":
      if (type === "string") return JSON.stringify(value);
      break;
    case "boolean":
      if (type === "boolean") return value ? "true" : "false";
  }
  return judgeRare(value, type, key);
}

const numberText = (value: number) => Object.is(value, -0) ? "-0" : `${value}`;

function judgeRare(
  value: NonNullable<JsonValue>,
  type: Exclude<FieldType, object>,
  key: string,
): string | Misfit {
  if (value instanceof NumberLiteral) return judgeLiteral(value, type, key);
  const found = kindOf(value);
  switch (type) {
    case "json":
      return judgeJson(value, key) ?? canonicalJson(value);
    case "time":
      return found === "string" && readInstant(value as string) !== undefined
        ? JSON.stringify(value)
        : wrong(key, found, "an RFC 3339 time with an offset");
    case "decimal":
      return found === "number"
        ? decimal(String(value), key)
        : wrong(key, found, "a number");
    case "integer":
      if (found !== "number") return wrong(key, found, "a whole number");
      return new Misfit(
        "out_of_range",
        `is ${value}, a whole number up to 2^53 - 1 is needed`,
        key,
      );
    case "double":
      return wrong(key, found, "a number");
    default:
      return wrong(key, found, `a ${type}`);
  }
}

function judgeLiteral(
  { text, value, isWhole }: NumberLiteral,
  type: Exclude<FieldType, object>,
  key: string,
): string | Misfit {
  if (type === "decimal") return decimal(text, key);
  if (!isWhole) return judge(value, type, key);
  if (type === "string") return `"${text}"`;
  return new Misfit(
    "big_integer",
    `is ${text.slice(0, 40)}, beyond 2^53 - 1 where numbers are not exact`,
    key,
  );
}

/** Exact, as text: DuckDB casts it to DECIMAL(38, 9) without passing a double. */
function decimal(text: string, key: string): string | Misfit {
  const [, sign, whole, fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text)!;
  const shift = Number(exponent);
  if (Math.abs(shift) <= 60) {
    const places = Math.max(fraction.length - shift, 0);
    const digits = (whole! + fraction).padEnd(
      whole!.length + Math.max(fraction.length, shift),
      "0",
    ).padStart(places + 1, "0");
    const left = digits.slice(0, digits.length - places)
      .replace(/^0+(?=\d)/, "");
    const right = digits.slice(digits.length - places).replace(/0+$/, "");
    if (left.length <= 29 && right.length <= 9) {
      const isZero = left === "0" && right === "";
      return `"${isZero ? "" : sign}${left}${right === "" ? "" : `.${right}`}"`;
    }
  } else if (/^[0.]+$/.test(whole! + fraction)) return '"0"';
  return new Misfit(
    "out_of_range",
    "has more than 29 digits before the point or 9 after it",
    key,
  );
}

function judgeNested(
  value: NonNullable<JsonValue>,
  type: Exclude<ReadyType, string>,
  key: string,
): string | Misfit {
  const found = kindOf(value);
  if ("list" in type) {
    if (!Array.isArray(value)) return wrong(key, found, "a list");
    const items: string[] = [];
    for (const [at, item] of value.entries()) {
      const text = judge(item, type.list, String(at));
      if (text instanceof Misfit) return below(key, text);
      items.push(text);
    }
    return `[${items.join(",")}]`;
  }
  if (found !== "object") return wrong(key, found, "an object");
  const object = value as Readonly<Record<string, JsonValue>>;
  const members = "map" in type
    ? mapMembers(object, type.map)
    : structMembers(object, type.fields);
  return members instanceof Misfit ? below(key, members) : `{${members}}`;
}

/** The members of an object by its fields, in their order; a key that no field has is a misfit. */
function structMembers(
  object: Readonly<Record<string, JsonValue>>,
  fields: readonly ReadyField[],
): string | Misfit {
  let text = "", seen = 0;
  for (const { name, key, type } of fields) {
    if (!Object.hasOwn(object, name)) continue;
    const inner = judge(object[name]!, type, name);
    if (inner instanceof Misfit) return inner;
    text += seen++ === 0 ? key + inner : `,${key}${inner}`;
  }
  const keys = Object.keys(object);
  if (keys.length === seen) return text;
  const unknown = keys.find((key) => !fields.some(({ name }) => name === key))!;
  return new Misfit("unknown_field", "is not in the schema", unknown);
}

function mapMembers(
  object: Readonly<Record<string, JsonValue>>,
  type: ReadyType,
): string | Misfit {
  const members: string[] = [];
  for (const key of Object.keys(object).sort()) {
    const inner = judge(object[key]!, type, key);
    if (inner instanceof Misfit) return inner;
    members.push(`${JSON.stringify(key)}:${inner}`);
  }
  return members.join(",");
}

// Free JSON may hold anything but a number that would be changed.
function judgeJson(value: JsonValue, key: string): Misfit | undefined {
  if (value instanceof NumberLiteral) {
    const found = judgeLiteral(value, "json", key);
    return found instanceof Misfit ? found : undefined;
  }
  if (typeof value !== "object" || value === null) return undefined;
  for (const [inner, item] of Object.entries(value)) {
    const misfit = judgeJson(item as JsonValue, inner);
    if (misfit) return below(key, misfit);
  }
  return undefined;
}

function below(key: string, misfit: Misfit): Misfit {
  misfit.path = `${key}.${misfit.path}`;
  return misfit;
}

function kindOf(value: NonNullable<JsonValue>): string {
  if (value instanceof NumberLiteral) return "number";
  return Array.isArray(value) ? "list" : typeof value;
}

function wrong(key: string, found: string, needed: string): Misfit {
  const article = /^[aeiou]/.test(found) ? "an" : "a";
  return new Misfit(
    "wrong_type",
    `is ${article} ${found}, ${needed} is needed`,
    key,
  );
}
