import { existsSync, readFileSync } from "node:fs";
import { close } from "../close.ts";
import { openFolder } from "../folder.ts";
import { exceptionFor, type Outcome } from "../judge_goldens.ts";
import exceptions from "../exceptions.json" with { type: "json" };
import { optionsIn, RIVER } from "../map/river.ts";

/** What scikit-multiflow does otherwise than river. */
const OWN: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  ADWIN: { after: "shrink" },
  PageHinkley: { mode: "up" },
};

interface Cases {
  readonly cases: readonly {
    readonly detector: string;
    readonly stream: string;
    readonly expected: readonly number[];
  }[];
}

/** scikit-multiflow's tests of its drift detectors, by our streams. */
export async function driftStreams(folder: string): Promise<Outcome[]> {
  const path = `${folder}/drift_streams`;
  if (!existsSync(path)) return [];
  const { cases } = JSON.parse(
    readFileSync(`${path}/skmultiflow_dev.json`, "utf8"),
  ) as Cases;
  const data = openFolder(path);
  const outcomes: Outcome[] = [];
  for (const { detector, stream, expected } of cases) {
    const [, name, inner] = /^(\w+)\((.*)\)$/.exec(detector)!;
    const peer = RIVER[name!];
    const { outControl, ...options } = optionsIn(inner!);
    const key = `drift_streams/${name}/${stream}`;
    const found = peer && await data.watch({
      id: peer.id,
      file: "streams",
      column: "value",
      only: { column: "stream", value: stream },
      options: {
        ...peer.options,
        ...OWN[name!],
        ...options,
        ...(outControl === undefined ? {} : { driftThreshold: outControl }),
      },
    });
    const except = exceptionFor({ key, value: expected }, exceptions);
    const same = found && close(found.detections, expected);
    outcomes.push({
      key,
      family: "drift_streams",
      fate: same
        ? "matched"
        : except
        ? "excepted"
        : found
        ? "differed"
        : "missing",
      ours: found?.detections,
      theirs: expected,
      note: !same && except ? except.reason : found?.call ?? "no unit",
    });
  }
  return outcomes;
}
