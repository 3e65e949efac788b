import type { Field, FieldType } from "./event_schema.ts";
import { readInstant } from "./read_instant.ts";
import { type JsonValue, NumberLiteral } from "./scan_json.ts";

/** Why a value does not fit: a stable code, and a sentence for the sender. */
export interface Misfit {
  readonly reason: string;
  readonly detail: string;
}

/** A value as it is stored, or why it is not. */
export type Judged =
  | { readonly value: JsonValue; readonly misfit?: undefined }
  | { readonly value?: undefined; readonly misfit: Misfit };

/** Judges a value by its field; null is missing and fits any. Exact numbers become the text that keeps them. */
export function judgeField(
  value: JsonValue,
  field: Field,
  path: string,
): Judged {
  const judged = judge(value, field.type, path);
  if (judged.misfit || typeof judged.value !== "number") return judged;
  const { min = -Infinity, max = Infinity } = field;
  return judged.value >= min && judged.value <= max ? judged : misfit(
    "out_of_range",
    path,
    `is ${judged.value}, ${
      max === Infinity
        ? `${min} or more`
        : min === -Infinity
        ? `${max} or less`
        : `${min} to ${max}`
    } is needed`,
  );
}

function judge(value: JsonValue, type: FieldType, path: string): Judged {
  if (value === null) return { value };
  if (typeof type === "object") return judgeNested(value, type, path);
  if (value instanceof NumberLiteral) return judgeLiteral(value, type, path);
  const found = kindOf(value);
  switch (type) {
    case "json":
      return judgeJson(value, path);
    case "boolean":
      return found === "boolean" ? { value } : wrong(path, found, "a boolean");
    case "string":
      return found === "string" ? { value } : wrong(path, found, "a string");
    case "double":
      return found === "number" ? { value } : wrong(path, found, "a number");
    case "integer":
      if (found === "number" && Number.isSafeInteger(value)) return { value };
      return found === "number"
        ? misfit(
          "out_of_range",
          path,
          `is ${value}, a whole number up to 2^53 - 1 is needed`,
        )
        : wrong(path, found, "a whole number");
    case "time":
      if (found === "string" && readInstant(value as string) !== undefined) {
        return { value };
      }
      return wrong(path, found, "an RFC 3339 time with an offset");
    case "decimal":
      return found === "number"
        ? decimal(String(value), path)
        : wrong(path, found, "a number");
  }
}

function judgeLiteral(
  { text, value, isWhole }: NumberLiteral,
  type: Exclude<FieldType, object>,
  path: string,
): Judged {
  if (type === "decimal") return decimal(text, path);
  if (!isWhole) return judge(value, type, path);
  if (type === "string") return { value: text };
  return misfit(
    "big_integer",
    path,
    `is ${text.slice(0, 40)}, beyond 2^53 - 1 where numbers are not exact`,
  );
}

/** Exact, as text: DuckDB casts it to DECIMAL(38, 9) without passing a double. */
function decimal(text: string, path: string): Judged {
  const [, sign, whole, fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text)!;
  const shift = Number(exponent);
  if (Math.abs(shift) <= 60) {
    const places = Math.max(fraction.length - shift, 0);
    const digits = (whole! + fraction).padEnd(
      whole!.length + Math.max(fraction.length, shift),
      "0",
    ).padStart(places + 1, "0");
    const left = digits.slice(0, digits.length - places).replace(
      /^0+(?=\d)/,
      "",
    );
    const right = digits.slice(digits.length - places).replace(/0+$/, "");
    if (left.length <= 29 && right.length <= 9) {
      const isZero = left === "0" && right === "";
      return {
        value: `${isZero ? "" : sign}${left}${right === "" ? "" : `.${right}`}`,
      };
    }
  } else if (/^[0.]+$/.test(whole! + fraction)) return { value: "0" };
  return misfit(
    "out_of_range",
    path,
    "has more than 29 digits before the point or 9 after it",
  );
}

function judgeNested(
  value: JsonValue,
  type: Exclude<FieldType, string>,
  path: string,
): Judged {
  const found = kindOf(value);
  if ("list" in type) {
    if (!Array.isArray(value)) return wrong(path, found, "a list");
    const items: JsonValue[] = [];
    for (const [at, item] of value.entries()) {
      const judged = judge(item, type.list, `${path}.${at}`);
      if (judged.misfit) return judged;
      items.push(judged.value);
    }
    return { value: items };
  }
  if (found !== "object") return wrong(path, found, "an object");
  const object = value as Readonly<Record<string, JsonValue>>;
  const made: Record<string, JsonValue> = {};
  for (const key of Object.keys(object)) {
    const place = `${path}.${key}`;
    const inner = "map" in type
      ? type.map
      : Object.hasOwn(type.struct, key)
      ? type.struct[key]!
      : undefined;
    if (inner === undefined || key === "__proto__") {
      return misfit("unknown_field", place, "is not in the schema");
    }
    const judged = judge(object[key]!, inner, place);
    if (judged.misfit) return judged;
    made[key] = judged.value;
  }
  return { value: made };
}

// Free JSON may hold anything but a number that would be changed.
function judgeJson(value: JsonValue, path: string): Judged {
  if (value instanceof NumberLiteral) return judgeLiteral(value, "json", path);
  if (typeof value !== "object" || value === null) return { value };
  for (const [key, item] of Object.entries(value)) {
    const judged = judgeJson(item as JsonValue, `${path}.${key}`);
    if (judged.misfit) return judged;
  }
  return { value };
}

function kindOf(value: JsonValue): string {
  if (value === null) return "null";
  if (value instanceof NumberLiteral) return "number";
  return Array.isArray(value) ? "list" : typeof value;
}

function wrong(path: string, found: string, needed: string): Judged {
  const article = /^[aeiou]/.test(found) ? "an" : "a";
  return misfit(
    "wrong_type",
    path,
    `is ${
      /^an? /.test(found) ? found : `${article} ${found}`
    }, ${needed} is needed`,
  );
}

function misfit(reason: string, path: string, detail: string): Judged {
  return {
    misfit: {
      reason,
      detail: `${JSON.stringify(path.slice(0, 200))} ${detail}`,
    },
  };
}
