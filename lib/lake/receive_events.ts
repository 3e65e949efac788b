import type { Fate, Incoming, Intake, Refused } from "./intake.ts";
import { type IntakeRules, judgeEvent } from "./judge_event.ts";
import {
  JsonFault,
  type JsonLimits,
  scanJson,
  type ScannedJson,
  skipSpace,
} from "./scan_json.ts";

/** What became of a body of events. */
export interface Received {
  /** Events that are new and in the log. */
  readonly accepted: number;
  /** Events that were there already with the same content. */
  readonly duplicate: number;
  /** Events that are in quarantine: their place in the body, a stable code, and a clause for the sender. */
  readonly quarantined: readonly {
    readonly index: number;
    readonly reason: string;
    readonly detail: string;
  }[];
}

/** How a body is read. */
export interface ReceiveOptions extends Omit<IntakeRules, "now"> {
  /** One value a line; else one object or one array. */
  readonly lines: boolean;
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
  readonly limits?: JsonLimits;
}

/**
 * Takes a body of events in: each good one once, each bad one into quarantine, all of it safe on disk when this resolves.
 *
 * Errors: JsonFault for a body that is refused as a whole, and then nothing is stored; what the log says when it cannot write.
 */
export async function receiveEvents(
  body: string,
  intake: Intake,
  options: ReceiveOptions,
): Promise<Received> {
  const fates = await intake.admit(judgeBody(body, options));
  const quarantined = fates.flatMap((fate: Fate, index) =>
    typeof fate === "string"
      ? []
      : [{ index, reason: fate.reason, detail: fate.detail }]
  );
  const duplicate = fates.filter((fate) => fate === "duplicate").length;
  return {
    accepted: fates.length - duplicate - quarantined.length,
    duplicate,
    quarantined,
  };
}

/** The events of a body, judged. Error: JsonFault. */
export function judgeBody(body: string, options: ReceiveOptions): Incoming[] {
  const { depth = 32 } = options.limits ?? {};
  const literals = options.schemas.some(({ kinds }) =>
    JSON.stringify(kinds).includes('"decimal"')
  );
  const scan = (from: number, levels: number) =>
    scanJson(body, from, { ...options.limits, depth: levels, literals });
  const found: Incoming[] = [];
  const as = options.kind === undefined ? {} : { as: options.kind };
  const take = (scanned: Pick<ScannedJson, "value" | "marks">, raw: string) => {
    const { good, bad } = judgeEvent(scanned, options);
    found.push(
      good
        ? { draft: good, raw, ...as }
        : { refused: { ...bad, raw, ...as } as Refused },
    );
  };
  let at = skipSpace(body, 0);
  if (options.lines) {
    for (let line = 1; at < body.length; line++) {
      const end = body.indexOf("\n", at);
      const value = scan(at, depth);
      const close = endOfLine(body, value.end);
      if (end >= 0 && value.end > end || !close) {
        throw new JsonFault(
          "bad_json",
          `Cannot read the body: value ${line} is not one line of JSON`,
        );
      }
      take(value, body.slice(value.start, value.end));
      at = skipSpace(body, value.end);
    }
    return found;
  }
  const isList = body[at] === "[";
  if (!isList && body[at] !== "{") {
    // What is no JSON at all says so first.
    scan(0, depth);
    throw new JsonFault(
      "bad_json",
      "Cannot read the body: it is neither an object nor an array of objects",
    );
  }
  if (!isList) {
    const value = scan(at, depth);
    at = value.end;
    take(value, body.slice(value.start, value.end));
  } else {
    at = skipSpace(body, at + 1);
    if (body[at] === "]") at++;
    else {
      for (;;) {
        const value = scan(at, depth);
        take(value, body.slice(value.start, value.end));
        at = skipSpace(body, value.end);
        const next = body[at++];
        if (next === "]") break;
        if (next !== ",") throw unexpected(body, at - 1);
      }
    }
  }
  if (skipSpace(body, at) < body.length) throw unexpected(body, at);
  return found;
}

function endOfLine(body: string, from: number): boolean {
  return /^[ \t\r]*(\n|$)/.test(body.slice(from, from + 1000));
}

function unexpected(body: string, at: number): JsonFault {
  return new JsonFault(
    "bad_json",
    at >= body.length
      ? "Cannot read the body: it ends early"
      : `Cannot read the body: ${
        JSON.stringify(body.slice(at, at + 20))
      } at character ${at} is not expected there`,
  );
}
