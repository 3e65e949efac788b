import { isPartitionName } from "./partition.ts";
import type { Draft } from "./payload.ts";

/** What every event has that this process makes itself. */
export interface LakeEvent {
  readonly event_id: string;
  /** Milliseconds since 1970, UTC. */
  readonly ts: number;
  readonly system: string;
  readonly kind: string;
}

/** An event with its arrival, ready to be let in. Error: TypeError for a value that is no event. */
export function toDraft(
  event: LakeEvent,
): { readonly draft: Draft; readonly arrival?: number } {
  const { event_id, ts, system, kind, ...others } = event;
  if (typeof event_id !== "string" || event_id === "") {
    throw new TypeError(
      `Cannot log an event: its event_id is ${
        JSON.stringify(event_id)
      }, a string is needed`,
    );
  }
  if (!Number.isFinite(ts) || Math.abs(ts) > 8.64e15) {
    throw new TypeError(
      `Cannot log "${event_id}": its ts is ${
        JSON.stringify(ts)
      }, milliseconds since 1970 are needed`,
    );
  }
  for (const [field, name] of [["system", system], ["kind", kind]]) {
    if (isPartitionName(name)) continue;
    throw new TypeError(
      `Cannot log "${event_id}": its ${field} is ${
        JSON.stringify(name)
      }, 1 to 64 letters, digits, "_" or "-" are needed`,
    );
  }
  const { arrival, ...rest } = others as { readonly arrival?: unknown };
  // As JSON keeps it: no undefined, no infinities. The code that makes an event sets the order of its keys.
  const members = JSON.stringify(rest).slice(1, -1);
  return {
    draft: {
      event_id,
      ts,
      system,
      kind,
      members: members === "" ? "" : `,${members}`,
    },
    ...(typeof arrival === "number" ? { arrival } : {}),
  };
}
