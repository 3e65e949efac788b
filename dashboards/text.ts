/** A share as percent on screen, "4.2 %", with a space that does not break. */
export function percentText(share: number, digits = 1): string {
  return Number.isFinite(share)
    ? `${(share * 100).toFixed(digits)}\u00a0%`
    : "–";
}

/** A count with its thousands parted: "30,112". */
export function countText(count: number): string {
  return Number.isFinite(count)
    ? Math.round(count).toLocaleString("en-US")
    : "–";
}

/** A number for an axis or a sentence, at most three digits: "0.532", "1.2k". */
export function shortText(x: number): string {
  if (!Number.isFinite(x)) return "–";
  const size = Math.abs(x);
  if (size >= 1e6) return `${Number((x / 1e6).toPrecision(3))}M`;
  if (size >= 1e4) return `${Number((x / 1e3).toPrecision(3))}k`;
  if (size !== 0 && size < 1e-3) return x.toExponential(1);
  return String(Number(x.toPrecision(3)));
}

/** Milliseconds: "3.1 ms". */
export function msText(ms: number | null): string {
  return ms === null || !Number.isFinite(ms)
    ? "–"
    : `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
}

/** A check's sentence for people: a bare "room/unit(column=x) is 0.5, wanted ..." says its unit in words. */
export function plainText(explanation: string): string {
  const said = explanation.replace(
    /^\w+\/(\w+)\((?:\w+=)?([^)]*)\) is ([\d.e+-]+), wanted /,
    (_, unit: string, what: string, value: string) =>
      `${unit.replaceAll("_", " ")}${what ? ` of ${what}` : ""} is ${
        shortText(Number(value))
      }, wanted `,
  );
  return said.charAt(0).toUpperCase() + said.slice(1);
}

/** A day as it stands in addresses and files: "2026-02-16". */
export function isoDay(day: Date | number): string {
  return new Date(day).toISOString().slice(0, 10);
}

/** Several names as people list them: "a, b and c". */
export function listText(names: readonly string[]): string {
  return names.length < 2
    ? names.join("")
    : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
