/**
 * Elements a second of the stream detectors with river's options, over 1 M bits and 1 M normal values.
 *
 * With a python that has river 0.26.1 the same values go through river in the same run. Wanted: adwin 2 times river,
 * page_hinkley, ddm, eddm and hddm_a 10 times, kswin 50 times.
 *
 * ```sh
 * deno task bench streams [--python PATH] [--runs 5]
 * ```
 */
import { parseArgs } from "node:util";
import { random } from "../../lib/math/mod.ts";
import { bits, detectors, normals, watchDefaults } from "./stream_data.ts";

/** The options that river's defaults are in our words, and what river calls the detector. */
const river: Readonly<
  Record<string, readonly [options: object, call: string]>
> = {
  adwin: [{ delta: 0.002 }, "drift.ADWIN()"],
  page_hinkley: [{
    delta: 0.005,
    threshold: 50,
    alpha: 0.9999,
    scale: "none",
  }, "drift.PageHinkley()"],
  ddm: [
    { memory: null, warningThreshold: 2, driftThreshold: 3 },
    "drift.binary.DDM()",
  ],
  eddm: [
    { memory: null, margin: 0, alpha: 0.95, beta: 0.9 },
    "drift.binary.EDDM()",
  ],
  hddm_a: [
    { driftConfidence: 0.001, warningConfidence: 0.005 },
    "drift.binary.HDDMA()",
  ],
  hddm_w: [
    {
      driftConfidence: 0.001,
      warningConfidence: 0.005,
      lambda: 0.05,
      start: "first",
    },
    "drift.binary.HDDMW()",
  ],
  kswin: [
    { alpha: 0.005, windowSize: 100, statSize: 30 },
    "drift.KSWIN(seed=1)",
  ],
};

const { values: flags } = parseArgs({
  options: {
    python: { type: "string" },
    runs: { type: "string", default: "5" },
  },
});
const rows = 1_000_000, draw = random("streams");
const data = {
  bits: bits(draw.fork("bits"), rows, () => 0.2),
  normals: normals(draw.fork("normals"), rows),
};
const theirs = flags.python === undefined ? {} : await askRiver(flags.python);
console.log("M elements a second, best of the runs, with river's options");
for (const { unit, takesAny } of detectors) {
  const name = unit.id.slice(6), [options, call] = river[name] ?? [{}, ""];
  for (
    const kind of takesAny ? ["bits", "normals"] as const : ["bits"] as const
  ) {
    let least = Infinity;
    for (let run = 0; run < Number(flags.runs); run++) {
      const from = performance.now();
      watchDefaults(unit, data[kind], options);
      least = Math.min(least, performance.now() - from);
    }
    const ours = rows / least / 1000, other = theirs[`${call} ${kind}`];
    console.log(
      `  ${name.padEnd(13)}${kind.padEnd(8)}${ours.toFixed(2).padStart(8)}` +
        (other === undefined
          ? ""
          : `   river ${other.toFixed(4).padStart(8)}   x ${
            (ours / other).toFixed(1)
          }`),
    );
  }
}

/** M elements a second of river by call and data; kswin on the first 20,000 values. */
async function askRiver(python: string): Promise<Record<string, number>> {
  const folder = await Deno.makeTempDir();
  for (const [kind, values] of Object.entries(data)) {
    await Deno.writeFile(`${folder}/${kind}`, new Uint8Array(values.buffer));
  }
  const calls = detectors.flatMap(({ unit, takesAny }) => {
    const call = river[unit.id.slice(6)]?.[1];
    if (call === undefined) return [];
    return (takesAny ? ["bits", "normals"] : ["bits"]).map((
      kind,
    ) => [call, kind]);
  });
  const script = `
import array, json, sys, time
from river import drift
out = {}
for call, kind in json.loads(sys.argv[1]):
    values = array.array("d")
    values.frombytes(open(sys.argv[2] + "/" + kind, "rb").read())
    values = list(values)[: 20000 if "KSWIN" in call else None]
    best = 1e9
    for run in range(1 if "KSWIN" in call else 3):
        detector = eval(call)
        update = detector.update
        start = time.perf_counter()
        for x in values:
            update(x)
        best = min(best, time.perf_counter() - start)
    out[call + " " + kind] = len(values) / best / 1e6
print(json.dumps(out))
`;
  const { code, stdout, stderr } = await new Deno.Command(python, {
    args: ["-c", script, JSON.stringify(calls), folder],
  }).output();
  await Deno.remove(folder, { recursive: true });
  if (code !== 0) {
    throw new Error(
      `Cannot ask river of "${python}": ${new TextDecoder().decode(stderr)}`,
    );
  }
  return JSON.parse(new TextDecoder().decode(stdout));
}
