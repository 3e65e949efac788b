import { expect, test } from "vitest";
import { catchUp } from "../../../server/jobs/catch_up.ts";

function recorded(days: readonly string[], bad: readonly string[] = []) {
  const judged: string[] = [], failed: string[] = [];
  let idle = 0;
  const jobs = catchUp({
    config: { schedule: "0 0 1 1 *" },
    missing: () => Promise.resolve(days.filter((day) => !judged.includes(day))),
    judge: async (day) => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      if (bad.includes(day)) throw new Error(day);
      judged.push(day);
    },
    progress: () => {},
    failed: (day) => failed.push(day),
    idle: () => void idle++,
  });
  return { jobs, judged, failed, idle: () => idle };
}

test("catchUp() judges the newest day first, each once, whoever asks meanwhile", async () => {
  const { jobs, judged, idle } = recorded(["1", "2", "3"]);
  await Promise.all([jobs.run(), jobs.run(), jobs.run()]);
  await jobs.run();
  expect(judged).toEqual(["3", "2", "1"]);
  expect(idle()).toBe(2);
  await jobs.stop();
});

test("catchUp() goes on after a day that fails and tries it again next time", async () => {
  const { jobs, judged, failed } = recorded(["1", "2", "3"], ["2"]);
  await jobs.run();
  await jobs.run();
  expect(judged).toEqual(["3", "1"]);
  expect(failed).toEqual(["2", "2"]);
  await jobs.stop();
});

test("stop() ends after the day at hand", async () => {
  const { jobs, judged, idle } = recorded(["1", "2", "3"]);
  const run = jobs.run();
  await new Promise((resolve) => setTimeout(resolve, 0));
  await jobs.stop();
  await run;
  expect(judged).toEqual(["3"]);
  expect(idle()).toBe(0);
});
