type Schema = Readonly<Record<string, unknown>>;
type Keyword = (limit: unknown, value: unknown, schema: Schema) => boolean;

const isObject = (value: unknown): value is Schema =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const types: Readonly<Record<string, (value: unknown) => boolean>> = {
  object: isObject,
  array: Array.isArray,
  string: (value) => typeof value === "string",
  number: (value) => typeof value === "number",
  integer: Number.isInteger,
  boolean: (value) => typeof value === "boolean",
  null: (value) => value === null,
};

const ofNumber =
  (holds: (x: number, limit: number) => boolean): Keyword => (limit, value) =>
    typeof value !== "number" || holds(value, Number(limit));
const ofText =
  (holds: (x: string, limit: unknown) => boolean): Keyword => (limit, value) =>
    typeof value !== "string" || holds(value, limit);
const ofList =
  (holds: (x: readonly unknown[], limit: unknown) => boolean): Keyword =>
  (limit, value) => !Array.isArray(value) || holds(value, limit);
const same = (a: unknown, b: unknown) =>
  JSON.stringify(a) === JSON.stringify(b);

const keywords: Readonly<Record<string, Keyword>> = {
  type: (names, value) =>
    [names].flat().some((name) => types[String(name)]?.(value) ?? false),
  enum: (values, value) => (values as unknown[]).some((x) => same(x, value)),
  const: (wanted, value) => same(wanted, value),
  required: (names, value) =>
    !isObject(value) ||
    (names as string[]).every((name) => Object.hasOwn(value, name)),
  properties: (parts, value) =>
    !isObject(value) ||
    Object.entries(parts as Schema).every(([name, part]) =>
      !Object.hasOwn(value, name) || conforms(part, value[name])
    ),
  additionalProperties: (rest, value, { properties }) =>
    !isObject(value) ||
    Object.entries(value).every(([name, part]) =>
      isObject(properties) && Object.hasOwn(properties, name) ||
      conforms(rest, part)
    ),
  items: ofList((list, part) => list.every((item) => conforms(part, item))),
  minItems: ofList((list, n) => list.length >= Number(n)),
  maxItems: ofList((list, n) => list.length <= Number(n)),
  minimum: ofNumber((x, limit) => x >= limit),
  maximum: ofNumber((x, limit) => x <= limit),
  exclusiveMinimum: ofNumber((x, limit) => x > limit),
  exclusiveMaximum: ofNumber((x, limit) => x < limit),
  minLength: ofText((text, n) => [...text].length >= Number(n)),
  maxLength: ofText((text, n) => [...text].length <= Number(n)),
  pattern: ofText((text, regex) => new RegExp(String(regex), "u").test(text)),
  anyOf: (parts, value) => (parts as unknown[]).some((p) => conforms(p, value)),
  allOf: (parts, value) =>
    (parts as unknown[]).every((p) => conforms(p, value)),
  oneOf: (parts, value) =>
    (parts as unknown[]).filter((p) => conforms(p, value)).length === 1,
  not: (part, value) => !conforms(part, value),
};

const remarks = new Set([
  "$schema",
  "$id",
  "title",
  "description",
  "default",
  "examples",
  "$comment",
]);

/**
 * Whether a JSON value keeps a JSON schema of the usual keywords.
 *
 * Errors: RangeError for a keyword that is not known, since passing over it would let wrong values through.
 */
export function conforms(schema: unknown, value: unknown): boolean {
  if (typeof schema === "boolean") return schema;
  if (!isObject(schema)) return true;
  const unheard = Object.keys(schema).find((key) =>
    !Object.hasOwn(keywords, key) && !remarks.has(key)
  );
  if (unheard !== undefined) {
    throw new RangeError(
      `Cannot use JSON schema keyword "${unheard}": known are ${
        Object.keys(keywords).map((key) => `"${key}"`).join(", ")
      }`,
    );
  }
  return Object.entries(schema).every(([key, limit]) =>
    keywords[key]?.(limit, value, schema) ?? true
  );
}
