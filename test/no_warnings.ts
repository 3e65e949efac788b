import { afterEach, beforeEach, expect, vi } from "vitest";

// A warning nobody expected fails the test; one that is expected is caught by the test's own spy.
let warned: string[];
beforeEach(() => {
  warned = [];
  for (const kind of ["warn", "error"] as const) {
    vi.spyOn(console, kind).mockImplementation((...words) =>
      void warned.push(words.map(String).join(" "))
    );
  }
});
afterEach(() => {
  vi.restoreAllMocks();
  expect(warned, "warnings nobody expected").toEqual([]);
});
