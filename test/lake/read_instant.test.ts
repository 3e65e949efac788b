import { expect, test } from "vitest";
import { isBeyondMicros, readInstant } from "../../lib/lake/read_instant.ts";

test("readInstant() reads RFC 3339 with any offset, to the microsecond", () => {
  expect(readInstant("2026-01-31T12:00:00Z")).toBe(
    Date.UTC(2026, 0, 31, 12),
  );
  expect(readInstant("2026-01-31t12:00:00.5+05:30")).toBe(
    Date.UTC(2026, 0, 31, 6, 30, 0, 500),
  );
  expect(readInstant("2026-01-31T12:00:00-00:00")).toBe(
    Date.UTC(2026, 0, 31, 12),
  );
  const micros = readInstant("2026-01-31T12:00:00.123456Z")!;
  expect(Math.round(micros * 1000)).toBe(
    Date.UTC(2026, 0, 31, 12) * 1000 + 123_456,
  );
});

test("readInstant() takes nothing else", () => {
  for (
    const text of [
      "2026-01-31",
      "2026-01-31T12:00:00",
      "2026-01-31 12:00:00Z",
      "2026-02-29T12:00:00Z",
      "2026-13-01T12:00:00Z",
      "2026-01-31T24:00:00Z",
      "2026-01-31T23:59:60Z",
      "2026-01-31T12:00Z",
      "2026-01-31T12:00:00+0530",
      "2026-01-31T12:00:00.Z",
      " 2026-01-31T12:00:00Z",
      "20260131T120000Z",
      "1767225600",
    ]
  ) expect(readInstant(text), text).toBeUndefined();
  expect(readInstant("2024-02-29T12:00:00Z")).toBeDefined();
});

test("isBeyondMicros() tells digits that a microsecond cannot hold", () => {
  expect(isBeyondMicros("2026-01-31T12:00:00.123456789Z")).toBe(true);
  expect(isBeyondMicros("2026-01-31T12:00:00.123456000Z")).toBe(false);
});
