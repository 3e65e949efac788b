/** What an option takes where its default, null or an empty list, does not say. */
export type Taken =
  | "number"
  | "number or null"
  | "string"
  | "value"
  | "numbers"
  | "strings"
  | "values"
  | "rows"
  | "columns";

/** What a unit says of its options. */
export interface OptionRules<O extends object> {
  readonly id: string;
  readonly defaults: Readonly<O>;
  /**
   * What an option takes whose default is null, and null is taken then too ("value" unless said), or an empty list ("values"
   * unless said).
   */
  readonly takes?: { readonly [K in keyof NoInfer<O>]?: Taken };
  validate?(options: O): void;
}

/**
 * Options with the unit's defaults filled in.
 *
 * Errors: TypeError for an option that is unknown or of another type than its default, or than the unit takes where that is null
 * or an empty list; RangeError for a number that is not finite and for what the unit itself refuses.
 */
export function completeOptions<O extends object>(
  unit: OptionRules<O>,
  given: object,
): O {
  const said = Object.entries(given).filter(([, value]) => value !== undefined);
  for (const [name, value] of said) {
    requireKnown(unit, name);
    const taken = takenBy(unit, name);
    const fits = value === null
      ? taken.endsWith("or null") ||
        (unit.defaults as Record<string, unknown>)[name] === null
      : FITS[taken](value);
    if (!fits) refuse(unit.id, name, value, taken);
  }
  const options = { ...unit.defaults, ...Object.fromEntries(said) } as O;
  unit.validate?.(options);
  return options;
}

function refuse(id: string, name: string, value: unknown, taken: Kind): never {
  const infinite = typeof value === "number" && !Number.isFinite(value);
  const list = NAMES[taken].startsWith("a list") && !Array.isArray(value);
  const text = `Cannot use option "${name}" of "${id}": it is ${
    infinite ? value : JSON.stringify(value)
  }, ${
    list ? "a list" : infinite ? "a finite number" : NAMES[taken]
  } is needed`;
  throw infinite && taken === "number"
    ? new RangeError(text)
    : new TypeError(text);
}

function requireKnown(unit: OptionRules<object>, name: string): void {
  if (Object.hasOwn(unit.defaults, name)) return;
  const known = Object.keys(unit.defaults).map((key) => `"${key}"`);
  throw new TypeError(
    `Cannot use option "${name}" of "${unit.id}": it is unknown, ${
      known.length ? `known are ${known.join(", ")}` : "this unit has none"
    }`,
  );
}

type Kind = Taken | "boolean";

function takenBy<O extends object>(unit: OptionRules<O>, name: string): Kind {
  const said = unit.takes?.[name as keyof O];
  if (said) return said;
  const value = (unit.defaults as Record<string, unknown>)[name];
  if (value === null) return "value";
  if (!Array.isArray(value)) return typeof value as Kind;
  return value.length ? `${typeof value[0]}s` as Taken : "values";
}

const isNumber = (x: unknown) => typeof x === "number" && Number.isFinite(x);
const isString = (x: unknown) => typeof x === "string";
const isValue = (x: unknown) =>
  isNumber(x) || isString(x) || typeof x === "boolean";
const listOf = (of: (x: unknown) => boolean) => (x: unknown) =>
  Array.isArray(x) && x.every(of);

const FITS: Readonly<Record<Kind, (x: unknown) => boolean>> = {
  number: isNumber,
  "number or null": isNumber,
  string: isString,
  boolean: (x) => typeof x === "boolean",
  value: isValue,
  numbers: listOf(isNumber),
  strings: listOf(isString),
  values: listOf(isValue),
  rows: listOf(listOf((x) => x === null || isValue(x))),
  columns: listOf((x) =>
    isString((x as { readonly name?: unknown } | null)?.name) &&
    isString((x as { readonly type?: unknown } | null)?.type)
  ),
};

const NAMES: Readonly<Record<Kind, string>> = {
  number: "a number",
  "number or null": "a number or null",
  string: "a string",
  boolean: "a boolean",
  value: "a number, a string or a boolean",
  numbers: "a list of numbers",
  strings: "a list of strings",
  values: "a list of numbers, strings and booleans",
  rows: "a list of lists of values",
  columns: "a list of names with their types",
};
