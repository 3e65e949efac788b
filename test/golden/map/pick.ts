import type { Found } from "../folder.ts";

/**
 * Figures of a result by path: `pick(found, "details.u")`.
 *
 * Undefined where there is none; null where the value is unknown.
 */
export function pick({ result }: Found, path: string): unknown {
  return path.split(".").reduce<unknown>(
    (at, key) => (at as Readonly<Record<string, unknown>> | null)?.[key],
    result,
  );
}

/** The one figure at a path, as an answer. */
export function figure(found: Found, path: string) {
  return { ours: pick(found, path), call: `${found.call} -> ${path}` };
}

/** The numbers of the first bracketed list in a text: `[0.1, 0.5]`; `[1..8]` counts. */
export function listsIn(text: string): number[][] {
  return [...text.matchAll(/\[([-\d.eE+,\s]*)\]/g)].map(([, inner]) => {
    const range = /^(\d+)\.\.(\d+)$/.exec(inner!);
    if (!range) return inner!.split(",").map(Number);
    const from = Number(range[1]);
    return Array.from(
      { length: Number(range[2]) - from + 1 },
      (_, i) => from + i,
    );
  });
}

/** Reference and current as a whole. */
export const both = {
  reference: { file: "ref" },
  current: { file: "cur" },
} as const;
