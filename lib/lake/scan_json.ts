/** A number as it was written, because a double may not hold it exactly. */
export class NumberLiteral {
  /** Keeps the literal; `value` is its nearest double, `isWhole` that it has neither "." nor "e". */
  constructor(
    readonly text: string,
    readonly value: number,
    readonly isWhole: boolean,
  ) {}
}

/** A parsed JSON value. Only an object's own keys are the text's: ask with `Object.hasOwn`. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | NumberLiteral
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** What a well-formed value may not hold: a machine-readable code and the keys that lead there. */
export interface JsonMark {
  readonly code:
    | "nesting"
    | "nul_in_string"
    | "lone_surrogate"
    | "string_too_long"
    | "number_overflow"
    | "number_underflow";
  readonly path: string;
}

/** One value with the place of its text and what is wrong with it. */
export interface ScannedJson {
  readonly value: JsonValue;
  readonly start: number;
  readonly end: number;
  readonly marks: readonly JsonMark[];
}

/** Text that is refused as a whole. */
export class JsonFault extends SyntaxError {
  /** Builds the error; `code` is stable. */
  constructor(readonly code: "bad_json" | "duplicate_key", message: string) {
    super(message);
  }
}

/** Limits of a value. */
export interface JsonLimits {
  /** Containers within each other, the outermost is 1; defaults to 32. */
  readonly depth?: number;
  /** UTF-8 bytes of a string or key; defaults to 4,096. */
  readonly stringBytes?: number;
  /** Whether numbers of more than 15 characters are kept as written, for decimals; defaults to false. */
  readonly literals?: boolean;
}

interface Frame {
  readonly array: JsonValue[] | undefined;
  readonly object: Record<string, JsonValue> | undefined;
  key: string;
}

/**
 * Parses the JSON value at `from` and answers where it ends; exact, in one pass, safe at any depth.
 *
 * Unlike JSON.parse it refuses duplicate keys, keeps whole numbers beyond 2^53 - 1 as written, and marks what is
 * well-formed but must not be stored: NUL and lone surrogates, long strings, deep nesting, numbers that a double turns
 * into infinity or zero. Errors: JsonFault. Source: RFC 8259.
 */
export function scanJson(
  text: string,
  from = 0,
  { depth = 32, stringBytes = 4096, literals = false }: JsonLimits = {},
): ScannedJson {
  const frames: Frame[] = [], marks: JsonMark[] = [];
  let at = skipSpace(text, from), top: Frame | undefined;
  const start = at;

  const mark = (code: JsonMark["code"]) => {
    if (marks.length >= 16) return;
    const path = frames.slice(0, depth).map(({ array, key }) =>
      array ? String(array.length) : key
    );
    marks.push({ code, path: path.join(".").slice(0, 200) });
  };

  function string(): string {
    const open = ++at;
    let escaped = false;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) break;
      if (!(code >= 32)) throw fault(text, at);
      if (code === BACKSLASH) {
        escaped = true;
        at++;
      }
      at++;
    }
    const raw = text.slice(open, at++);
    const value = escaped ? unescaped(text, open, raw) : raw;
    if (escaped && value.includes("\0")) mark("nul_in_string");
    if (escaped && !value.isWellFormed()) mark("lone_surrogate");
    if (value.length * 3 > stringBytes && utf8Length(value) > stringBytes) {
      mark("string_too_long");
    }
    return value;
  }

  function number(): JsonValue {
    const open = at;
    let code = text.charCodeAt(at), isWhole = true;
    if (code === MINUS) code = text.charCodeAt(++at);
    if (code === ZERO) at++;
    else digits();
    if (text.charCodeAt(at) === POINT) {
      isWhole = false;
      at++;
      digits();
    }
    code = text.charCodeAt(at) | 32;
    if (code === EXPONENT) {
      isWhole = false;
      code = text.charCodeAt(++at);
      if (code === MINUS || code === PLUS) at++;
      digits();
    }
    const literal = text.slice(open, at), value = Number(literal);
    if (isWhole) {
      return literal.length < 16 || Number.isSafeInteger(value)
        ? value
        : new NumberLiteral(literal, value, true);
    }
    if (!Number.isFinite(value)) mark("number_overflow");
    if (value === 0 && /^[^eE]*[1-9]/.test(literal)) mark("number_underflow");
    return literals && literal.length > 15
      ? new NumberLiteral(literal, value, false)
      : value;
  }

  function digits() {
    const first = at;
    for (;; at++) {
      const code = text.charCodeAt(at);
      if (!(code >= ZERO && code <= NINE)) break;
    }
    if (at === first) throw fault(text, at);
  }

  function key(frame: Frame) {
    at = skipSpace(text, at);
    if (text.charCodeAt(at) !== QUOTE) throw fault(text, at);
    const place = at;
    frame.key = string();
    if (Object.hasOwn(frame.object!, frame.key)) {
      throw new JsonFault(
        "duplicate_key",
        `Cannot read the JSON: key ${
          JSON.stringify(frame.key.slice(0, 100))
        } stands twice in one object, at character ${place}`,
      );
    }
    at = skipSpace(text, at);
    if (text.charCodeAt(at) !== COLON) throw fault(text, at);
    at++;
  }

  for (;;) {
    at = skipSpace(text, at);
    const code = text.charCodeAt(at);
    let value: JsonValue;
    if (code === QUOTE) value = string();
    else if (code === BRACE || code === BRACKET) {
      const isObject = code === BRACE;
      const frame: Frame = {
        array: isObject ? undefined : [],
        object: isObject ? {} : undefined,
        key: "",
      };
      at = skipSpace(text, at + 1);
      if (frames.length === depth) mark("nesting");
      // A closing bracket is two characters after its opening one in ASCII.
      if (text.charCodeAt(at) !== code + 2) {
        frames.push(frame);
        top = frame;
        if (isObject) key(frame);
        continue;
      }
      at++;
      value = frame.object ?? frame.array!;
    } else if (code === MINUS || code >= ZERO && code <= NINE) value = number();
    else {
      const word = WORDS.find(([word]) => text.startsWith(word, at));
      if (!word) throw fault(text, at);
      at += word[0].length;
      value = word[1];
    }
    // A value is complete: put it in its container, and close those that end here.
    for (;;) {
      if (top === undefined) return { value, start, end: at, marks };
      if (top.array) top.array.push(value);
      else set(top.object!, top.key, value);
      at = skipSpace(text, at);
      const next = text.charCodeAt(at);
      if (next === COMMA) {
        at++;
        if (top.object) key(top);
        break;
      }
      if (next !== (top.object ? BRACE : BRACKET) + 2) throw fault(text, at);
      at++;
      value = top.object ?? top.array!;
      frames.pop();
      top = frames.at(-1);
    }
  }
}

/** The place of the next character that is no JSON white space. */
export function skipSpace(text: string, from: number): number {
  for (let at = from;; at++) {
    const code = text.charCodeAt(at);
    if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return at;
  }
}

function set(object: Record<string, JsonValue>, key: string, value: JsonValue) {
  if (key !== "__proto__") object[key] = value;
  else {
    Object.defineProperty(object, key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
}

const QUOTE = 34, BACKSLASH = 92, COLON = 58, COMMA = 44, MINUS = 45;
const ZERO = 48, NINE = 57, BRACE = 123, BRACKET = 91;
const POINT = 46, PLUS = 43, EXPONENT = 101;
const WORDS = [["true", true], ["false", false], ["null", null]] as const;

// JSON.parse knows all escapes, and refuses the wrong ones.
function unescaped(text: string, at: number, raw: string): string {
  try {
    return JSON.parse(`"${raw}"`);
  } catch {
    throw fault(text, at);
  }
}

function fault(text: string, at: number): JsonFault {
  return new JsonFault(
    "bad_json",
    at >= text.length
      ? `Cannot read the JSON: it ends early, after ${text.length} characters`
      : `Cannot read the JSON: ${
        JSON.stringify(text.slice(at, at + 20))
      } at character ${at} is not expected there`,
  );
}

/** Bytes of a text in UTF-8. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 0x800) bytes += code >= 0xd800 && code < 0xe000 ? 1 : 2;
    else if (code >= 0x80) bytes++;
  }
  return bytes;
}
