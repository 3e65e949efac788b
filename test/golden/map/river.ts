import { EXACT, within } from "../close.ts";
import type { Folder } from "../folder.ts";
import { type Rule, rule } from "../rule.ts";

interface Peer {
  readonly id: string;
  /** River's own settings; ours differ on purpose. */
  readonly options: Readonly<Record<string, unknown>>;
}

const hoeffding = {
  driftConfidence: 0.001,
  warningConfidence: 0.005,
  twoSided: false,
};

/** River's classes as our units, with all of river's defaults: ours may change. */
export const RIVER: Readonly<Record<string, Peer>> = {
  ADWIN: {
    id: "drift/adwin",
    options: {
      delta: 0.002,
      clock: 32,
      maxBuckets: 5,
      minWindowLength: 5,
      gracePeriod: 10,
      after: "reset",
    },
  },
  PageHinkley: {
    id: "drift/page_hinkley",
    options: {
      minInstances: 30,
      delta: 0.005,
      threshold: 50,
      alpha: 0.9999,
      mode: "both",
      scale: "none",
    },
  },
  KSWIN: {
    id: "drift/kswin",
    options: { alpha: 0.005, windowSize: 100, statSize: 30 },
  },
  DDM: {
    id: "drift/ddm",
    options: {
      warmStart: 30,
      warningThreshold: 2,
      driftThreshold: 3,
      memory: null,
    },
  },
  EDDM: {
    id: "drift/eddm",
    options: {
      warmStart: 30,
      alpha: 0.95,
      beta: 0.9,
      memory: null,
      margin: 0,
    },
  },
  HDDMA: { id: "drift/hddm_a", options: hoeffding },
  HDDMW: {
    id: "drift/hddm_w",
    options: { ...hoeffding, lambda: 0.05, start: "first" },
  },
};

/** Keyword arguments of a Python call as our options: `min_instances=30` is `minInstances: 30`. */
export function optionsIn(inner: string): Record<string, unknown> {
  return Object.fromEntries(
    [...inner.matchAll(/(\w+)=("[^"]*"|[^,\s]+)/g)].map(([, name, text]) => [
      name!.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
      text!.startsWith('"') ? text!.slice(1, -1) : Number(text),
    ]),
  );
}

async function ask(folder: Folder, call: string, column: string) {
  const made = /drift\.(?:binary\.)?(\w+)\(([^)]*)\)/.exec(call);
  const peer = RIVER[made?.[1] ?? ""];
  if (!made || !peer) throw new Error(`no stream is "${call}"`);
  return await folder.watch({
    id: peer.id,
    file: "stream",
    column,
    options: { ...peer.options, ...optionsIn(made[2]!) },
  });
}

/** River's detectors over the folder's streams. */
export const river: readonly Rule[] = [
  rule(/river\/KSWIN[^/]*\/(?<column>[^/]+)/, async (
    { column },
    { call },
    folder,
  ) => {
    const { detections, call: ours } = await ask(folder, call, column!);
    const changes = changesOf(folder, column!);
    // Both draw at random: only the delay can be compared.
    return {
      ours: changes.map((row) =>
        detections.find((found) => Math.abs(found - row) <= 100) ?? null
      ),
      theirs: changes,
      call: `${ours}, the alarm within 100 rows of each change`,
      tolerance: within(100),
    };
  }),
  rule(
    /river\/[^/]+\/(?<column>[^/]+)/,
    async ({ column }, { call, value, more }, folder) => {
      const found = await ask(folder, call, column!);
      // The peer warns at an alarm too; ours says one of both.
      const alarms = new Set(value as readonly number[]);
      const warnings = ((more.warnings_first20 ?? []) as readonly number[])
        .filter((row) => !alarms.has(row));
      return {
        ours: {
          detections: found.detections,
          warnings: found.warnings.slice(0, warnings.length),
        },
        theirs: { detections: value, warnings },
        call: found.call,
        tolerance: EXACT,
      };
    },
  ),
];

/** Alarms that the peer raises within 100 rows at every seed: there the stream changed. */
function changesOf(folder: Folder, column: string): number[] {
  const seeds = folder.goldens.filter(({ key }) =>
    key.startsWith("river/KSWIN") && key.endsWith(`/${column}`)
  ).map(({ value }) => value as readonly number[]);
  return seeds[0]!.filter((row) =>
    seeds.every((seed) => seed.some((other) => Math.abs(other - row) <= 100))
  );
}
