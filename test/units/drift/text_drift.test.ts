import { expect, test } from "vitest";
import { anything, check } from "../../../lib/check/mod.ts";
import { textDrift } from "../../../lib/units/drift/mod.ts";
import golden from "../../golden/drift_many.json" with { type: "json" };
import { ask, type Literal, rowsOf } from "../ask.ts";

const rows = (texts: readonly Literal[]) => rowsOf({ t: texts });
const roles = { column: "t" };
const repeat = (text: string, n = 60) => Array.from({ length: n }, () => text);
const parts = (found: { details?: Readonly<Record<string, unknown>> }) =>
  found.details!.parts as Record<string, Record<string, unknown>>;

test("textDrift() of English turned to Russian is 1", async () => {
  const found = await ask(textDrift, roles, {
    reference: rows(repeat("good film")),
    current: rows(repeat("хороший фильм")),
  });
  expect([found.value, found.effect]).toEqual([1, 1]);
  expect(found.pValue).toBeLessThan(1e-20);
  expect(parts(found).script!.scripts).toEqual([
    { name: "Latin", reference: 1, current: 0, pValue: 0 },
    { name: "Cyrillic", reference: 0, current: 1, pValue: 0 },
  ]);
});

test("textDrift() equals scipy's tests of length, script and vocabulary", async () => {
  const wanted = golden.expected.text;
  const found = await ask(textDrift, roles, {
    reference: rows(golden.texts.reference),
    current: rows(golden.texts.current),
  });
  const { length, script, vocabulary, classifier } = parts(found);
  expect(length!.pValue as number / wanted.lengthP).toBeCloseTo(1, 9);
  expect(vocabulary!.reference).toBeCloseTo(wanted.vocabulary[0]!, 12);
  expect(vocabulary!.current).toBeCloseTo(wanted.vocabulary[1]!, 12);
  expect(vocabulary!.pValue as number / wanted.vocabularyP).toBeCloseTo(1, 9);
  const cyrillic = (script!.scripts as Record<string, unknown>[])
    .find(({ name }) => name === "Cyrillic")!;
  expect(cyrillic.current).toBeCloseTo(wanted.cyrillic[1]!, 12);
  expect(cyrillic.pValue as number / wanted.cyrillicP).toBeCloseTo(1, 9);
  // Other folds: the sample stands in the order of its hashes.
  expect(Math.abs(classifier!.auc as number - wanted.auc)).toBeLessThan(0.05);
});

test("textDrift() of the same texts is 1/2 with p-value 1", async () => {
  const same = rows(golden.texts.reference);
  const found = await ask(textDrift, roles, { reference: same, current: same });
  expect([found.value, found.pValue]).toEqual([0.5, 1]);
});

test("textDrift() of blanks is silent, of few texts unknown", async () => {
  const blank = rows(repeat("  "));
  const found = await ask(textDrift, roles, {
    reference: blank,
    current: blank,
  });
  expect([found.value, found.pValue]).toEqual([0.5, 1]);
  const few = await ask(textDrift, roles, {
    reference: blank,
    current: rows(["a", null, ""]),
  });
  expect(few.unknown).toBe("text drift needs 50 texts a side, found 60 and 1");
});

test("textDrift() has no options", () => {
  expect(() =>
    check(textDrift, roles, anything, { options: { words: 1 } as object })
  )
    .toThrow(
      'Cannot use option "words" of "drift/text_drift": it is unknown, this unit has none',
    );
});
