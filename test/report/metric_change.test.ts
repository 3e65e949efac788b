import { expect, test } from "vitest";
import { random } from "../../lib/math/mod.ts";
import { report } from "../../lib/native/mod.ts";
import { metricSentence } from "../../lib/report/metric_parts.ts";

function rows(seed: number, worse: number) {
  const next = random(seed);
  return Array.from({ length: 2000 }, () => {
    const place = next.uniform() < 0.5 ? "north" : "south";
    const score = 0.05 + 0.9 * next.uniform();
    const truth =
      next.uniform() < (place === "south" ? score * (1 - worse) : score)
        ? 1
        : 0;
    return {
      place,
      score,
      said: score > 0.5 ? 1 : 0,
      truth,
      size: 10 * truth + next.normal(),
      guess: 10 * score,
    };
  });
}

const reference = rows(1, 0), current = rows(2, 0.6);

test("label rate, accuracy and log loss are those of the checks, and lie in the place that broke", async () => {
  const made = await report(current, {
    reference,
    label: "truth",
    score: "score",
    prediction: "said",
  });
  const metrics = new Map(
    made.why.metrics.map((metric) => [metric.name, metric]),
  );
  expect([...metrics.keys()]).toEqual([
    "share of truth",
    "accuracy",
    "log loss",
  ]);
  const value = (id: string) =>
    made.results.find((result) => result.id === id)!.value!;
  expect(metrics.get("accuracy")!.after).toBeCloseTo(
    value("metrics/accuracy"),
    10,
  );
  expect(metrics.get("log loss")!.after).toBeCloseTo(
    value("metrics/log_loss"),
    8,
  );
  const share = metrics.get("share of truth")!;
  expect(share.before).toBeCloseTo(
    reference.filter(({ truth }) => truth).length / 2000,
    10,
  );
  const south = share.places.find(({ by }) => by === "place")!;
  expect(south.groups[0]!.value).toBe("south");
  expect(south.groups[0]!.carries / share.change.value).toBeGreaterThan(0.9);
  expect(Math.abs(south.mix.value)).toBeLessThan(0.02);
  expect(metricSentence(share)).toMatch(
    /^Share of truth: [45]\d(\.\d)? % became [34]\d(\.\d)? %, down 1\d(\.\d)? points \(\d+(\.\d)? to \d+(\.\d)?\)$/,
  );
});

test("a quantity's mean and squared error are told, an AUC is not", async () => {
  const made = await report(current, {
    reference,
    label: "size",
    prediction: "guess",
  });
  const metrics = made.why.metrics;
  expect(metrics.map(({ name }) => name)).toEqual([
    "mean size",
    "mean squared error",
  ]);
  const rmse = made.results.find(({ id }) => id === "metrics/rmse")!.value!;
  expect(metrics[1]!.after).toBeCloseTo(rmse * rmse, 8);
});

test("without a label on both sides there is nothing to tell", async () => {
  const blind = current.map(({ truth: _, ...row }) => row);
  expect((await report(blind, { reference, score: "score" })).why.metrics)
    .toEqual([]);
  const made = await report(current, {
    reference: reference.map(({ truth: _, ...row }) => row),
    label: "truth",
    score: "score",
  });
  expect(made.why.metrics).toEqual([]);
});
