import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { matchSnapshot } from "./snapshot.ts";

let folder: string;
beforeEach(() => {
  folder = `${mkdtempSync(`${tmpdir()}/output-`)}/`;
  vi.stubEnv("CI", "");
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  vi.unstubAllEnvs();
});

test("matchSnapshot() saves a new picture, rounded, and accepts it again", () => {
  matchSnapshot("a.svg", '<g><path d="M1.23456,-0.001L2,3"/></g>', folder);
  matchSnapshot("a.svg", '<g><path d="M1.23001,0.002L2,3"/></g>', folder);
  expect(readFileSync(`${folder}a.svg`, "utf8")).toBe(
    '<g>\n<path d="M1.23,0L2,3"/>\n</g>\n',
  );
});

test("matchSnapshot() saves a changed picture beside, and clears it once it fits again", () => {
  matchSnapshot("a.svg", "<g>one</g>", folder);
  expect(() => matchSnapshot("a.svg", "<g>two</g>", folder))
    .toThrow(
      '"a.svg" changed at line 1: it was "<g>one</g>", now it is "<g>two</g>"',
    );
  expect(existsSync(`${folder}a-changed.svg`)).toBe(true);
  matchSnapshot("a.svg", "<g>one</g>", folder);
  expect(existsSync(`${folder}a-changed.svg`)).toBe(false);
});

test("matchSnapshot() accepts no new picture where CI is true", () => {
  vi.stubEnv("CI", "true");
  expect(() => matchSnapshot("a.svg", "<g/>", folder))
    .toThrow(
      'Cannot compare "a.svg": it is not in test/output, run the test once and commit it',
    );
});
