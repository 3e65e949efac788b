import { expect, test } from "vitest";
import { parseHTML } from "linkedom";
import { random } from "../../lib/math/mod.ts";
import { report } from "../../lib/native/mod.ts";

function rows(seed: number, shift: number, columns: number) {
  const next = random(seed);
  return Array.from({ length: 1500 }, () =>
    Object.fromEntries(
      Array.from(
        { length: columns },
        (_, k) => [`f${k}`, next.normal() + (k < 12 ? shift : 0)],
      ),
    ));
}

test("a page opens with verdict, sentence and the two honest figures, then what changed, and folds what is quiet", async () => {
  const made = await report(rows(1, 1, 15), { reference: rows(2, 0, 15) });
  const { document } = parseHTML(made.html());
  const text = (at: string) => document.querySelector(at)?.textContent ?? "";
  expect(text("header .verdict")).toBe("Fail");
  expect(text("header h1")).toBe(made.sentence);
  const tiles = [...document.querySelectorAll("header dt")].map((
    { textContent },
  ) => textContent);
  expect(tiles).toEqual([
    "False alarms expected",
    "Smallest change seen",
    "Current",
    "Reference",
  ]);
  expect(
    [...document.querySelectorAll("article > section > h2")].map((
      { textContent },
    ) => textContent)[0],
  )
    .toBe("What changed");
  // ten cards with a picture each, the other two as rows with a sparkline
  expect(document.querySelectorAll(".cause").length).toBe(10);
  expect(document.querySelectorAll(".cause figure svg").length)
    .toBeGreaterThanOrEqual(10);
  expect(text("h3.more")).toBe("2 more");
  expect(document.querySelectorAll("section > .scroll .sp").length).toBe(2);
  for (const card of document.querySelectorAll(".cause")) {
    expect(card.querySelector(".said")!.textContent).toMatch(
      /median .* became .*, up /i,
    );
    expect(card.querySelector(".advice")!.textContent).not.toBe("");
    expect(card.querySelectorAll(".moved tbody tr").length).toBeGreaterThan(0);
  }
  const quiet = document.querySelector("details.quiet")!;
  expect(quiet.hasAttribute("open")).toBe(false);
  expect(quiet.querySelectorAll(".sp").length).toBe(3);
  expect(
    document.querySelectorAll("script, link[rel=stylesheet], img, iframe")
      .length,
  ).toBe(0);
});

test("without a reference a page says so, and shows the columns", async () => {
  const made = await report(rows(1, 0, 3));
  const { document } = parseHTML(made.html());
  expect(document.querySelector("header dl")!.textContent).toContain(
    "none given",
  );
  expect(document.querySelectorAll(".card figure svg").length).toBe(3);
});
