import { type JsonValue, NumberLiteral } from "./scan_json.ts";

/**
 * A value as JSON text that is the same for the same content: keys sorted, no white space, the shortest digits of each double.
 *
 * A `NumberLiteral` is written as its digits, so it stays exact. Edge cases: 1, 1.0 and 1e0 are one content; -0 stays -0.
 */
export function canonicalJson(value: JsonValue): string {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value);
    case "number":
      return Object.is(value, -0) ? "-0" : String(value);
    case "boolean":
      return value ? "true" : "false";
  }
  if (value === null) return "null";
  if (value instanceof NumberLiteral) {
    return value.isWhole ? value.text : String(value.value);
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  return `{${canonicalMembers(value as Readonly<Record<string, JsonValue>>)}}`;
}

/** The members of an object in canonical form, without braces. */
export function canonicalMembers(
  object: Readonly<Record<string, JsonValue>>,
): string {
  let text = "";
  for (const key of Object.keys(object).sort()) {
    text += `${text === "" ? "" : ","}${JSON.stringify(key)}:${
      canonicalJson(object[key]!)
    }`;
  }
  return text;
}
