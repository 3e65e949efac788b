import { canonicalMembers } from "./canonical_json.ts";
import type { JsonValue } from "./scan_json.ts";

/** A good event before it is logged. */
export interface Draft {
  readonly system: string;
  readonly kind: string;
  /** Milliseconds since 1970, UTC; microseconds as a fraction. */
  readonly ts: number;
  readonly event_id: string;
  /** The text of all other members, each after a comma, in an order that depends on the content alone. */
  readonly members: string;
}

/** The first fields of a logged event; the same for all kinds. */
export interface PayloadHead {
  readonly system: string;
  readonly kind: string;
  readonly ts: number;
  /** When it came in. Milliseconds since 1970, UTC. */
  readonly arrival: number;
  readonly event_id: string;
  /** The text of all other members, each after a comma; its content together with kind and ts. */
  readonly members: string;
}

/** An event as one line of JSON: the head's fields in a set order, then all others in canonical form. */
export function payloadText(
  { system, kind, ts, event_id, members }: Draft,
  arrival: number,
): string {
  return `{"system":"${system}","kind":"${kind}","ts":${ts},"arrival":${arrival},"event_id":${
    JSON.stringify(event_id)
  }${members}}`;
}

/** Members in canonical form, each after a comma. */
export function memberText(
  rest: Readonly<Record<string, JsonValue>>,
): string {
  const text = canonicalMembers(rest);
  return text === "" ? "" : `,${text}`;
}

/** Reads the head of a logged event, also of one that was logged before heads had a set order. */
export function readHead(text: string): PayloadHead {
  const found = HEAD.exec(text);
  if (found) {
    const [head, system, kind, ts, arrival, id] = found;
    return {
      system: system!,
      kind: kind!,
      ts: Number(ts),
      arrival: Number(arrival),
      event_id: JSON.parse(id!),
      members: text.slice(head.length, -1),
    };
  }
  const { system, kind, ts, arrival, event_id, ...rest } = JSON.parse(text);
  const at = typeof arrival === "number" ? arrival : ts;
  return {
    system,
    kind,
    ts,
    arrival: at,
    event_id,
    members: memberText(rest),
  };
}

const HEAD =
  /^\{"system":"([\w-]+)","kind":"([\w-]+)","ts":(-?[\d.]+),"arrival":(-?\d+),"event_id":("(?:[^"\\]|\\.)*")/;
