import { expect, test } from "vitest";
import { times } from "./long.ts";
import { type Planted, powerCuts } from "./power_cut.ts";

test(
  "no power cut loses an answered event, doubles one, or leaves a line without its files",
  async () => {
    for (let seed = 1; seed <= times(2000, 10_000); seed++) {
      expect(await powerCuts(seed)).toBeUndefined();
    }
  },
  1_800_000,
);

// A simulator that finds nothing proves nothing.
test.each<Planted>([
  "ack before sync",
  "no folder sync",
  "append after a torn end",
  "no sync of a sealed file",
])("the schedules find the planted fault: %s", async (bug) => {
  for (let seed = 1; seed <= 100; seed++) {
    const found = await powerCuts(seed, bug).catch((error: Error) =>
      error.message
    );
    if (found !== undefined) return;
  }
  expect.unreachable(`${bug} was not found in 100 schedules`);
}, 120_000);
