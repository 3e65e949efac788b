import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { greatExpectations } from "../../golden/expectations/great_expectations.ts";

// The peer's own examples, where they are at hand.
const FOLDER = new URL(
  "../../../../shared/data/expectations",
  import.meta.url,
).pathname;

test.runIf(existsSync(FOLDER))(
  "the peer's 236 examples of validation hold through our units",
  async () => {
    const outcomes = await greatExpectations(FOLDER);
    const of = (fate: string) => outcomes.filter((x) => x.fate === fate);
    expect([...of("differed"), ...of("missing")]).toEqual([]);
    expect(of("matched").length).toBeGreaterThan(190);
    expect(of("excepted").length).toBeLessThan(40);
  },
  60_000,
);
