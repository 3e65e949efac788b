import { Problem } from "./problem.ts";

/** Where the next page begins, as text that means nothing to the caller. */
export function writeCursor(key: readonly (string | number)[]): string {
  return btoa(
    String.fromCharCode(...new TextEncoder().encode(JSON.stringify(key))),
  )
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The key that `writeCursor` wrote. Errors: Problem 400 for anything else. */
export function readCursor(
  text: string,
  length: number,
): readonly (string | number)[] {
  try {
    const bytes = Uint8Array.from(
      atob(text.replaceAll("-", "+").replaceAll("_", "/")),
      (char) => char.charCodeAt(0),
    );
    const key: unknown = JSON.parse(new TextDecoder().decode(bytes));
    const isKey = Array.isArray(key) && key.length === length &&
      key.every((part) => typeof part === "string" || Number.isFinite(part));
    if (isKey) return key;
  } catch {
    // Falls through to the one error.
  }
  throw new Problem(
    400,
    "bad_request",
    `Cannot read cursor "${
      text.slice(0, 40)
    }": the "next" of an earlier answer is needed`,
  );
}
