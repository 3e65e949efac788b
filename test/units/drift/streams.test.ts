import { expect, test } from "vitest";
import { completeOptions } from "../../../lib/check/mod.ts";
import { random } from "../../../lib/math/mod.ts";
import { watch } from "../ask.ts";
import { bits, detectors, streams } from "./stream_values.ts";

test.each(detectors)(
  "$id resumes from a saved state as if it had never stopped",
  (unit, takesAny) => {
    const values = takesAny ? streams.gauss! : streams.errors!;
    const options = completeOptions(unit, {});
    let state = unit.init(options);
    const found: number[] = [];
    values.forEach((value, i) => {
      state = JSON.parse(JSON.stringify(state));
      if (unit.step(state, value, options) === "drift") found.push(i);
    });
    expect(found).toEqual(watch(unit, values).detections);
    expect(found.length).toBeGreaterThan(0);
  },
);

// The long form is `deno task bench stream_alarms`: 20 seeds of 1 M values.
test("stream detectors are silent over 200,000 stable values", () => {
  const draw = random("stable");
  const stable = bits(draw.fork("bits"), 200_000, () => 0.2);
  const noise = Array.from({ length: 200_000 }, () => draw.normal());
  for (const [unit, takesAny] of detectors) {
    expect([unit.id, watch(unit, stable).detections]).toEqual([unit.id, []]);
    if (!takesAny) continue;
    expect([unit.id, watch(unit, noise).detections]).toEqual([unit.id, []]);
  }
});

test("all stream detectors but kswin find a rate of 0.2 turned to 0.3 within 20,000 values", () => {
  const turned = bits(
    random("turn"),
    120_000,
    (i) => i < 100_000 ? 0.2 : 0.3,
  );
  for (const [unit] of detectors) {
    const first = watch(unit, turned).detections[0] ?? -1;
    const found = first >= 100_000 && first < 120_000;
    expect([unit.id, found]).toEqual([unit.id, unit.id !== "drift/kswin"]);
  }
});
