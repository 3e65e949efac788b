import { docstrings, firstSentence, labelled } from "./docstrings.ts";

/** A unit as `sg catalogue` and the page of units tell of it. */
export interface Entry {
  readonly id: string;
  /** The name it is exported under. */
  readonly name: string;
  readonly kind: "measure" | "detector" | "stream";
  readonly unit: string;
  readonly better: string;
  readonly needs: readonly string[];
  readonly needsReference: boolean;
  readonly defaults: Readonly<Record<string, unknown>>;
  readonly summary: string;
  readonly formula: string | null;
  readonly range: string;
  readonly edgeCases: string;
  readonly source: string;
}

const units = new URL("../../lib/units/mod.ts", import.meta.url).href;

/** Every exported unit, by id: its fields from the unit itself, its words from its docstring. */
export async function catalogue(): Promise<Entry[]> {
  const exports: Record<string, unknown> = await import(units);
  const docs = new Map(
    (await docstrings("lib/units/mod.ts")).map(({ name, doc }) => [name, doc]),
  );
  return Object.entries(exports)
    .filter((pair): pair is [string, Declared] => isUnit(pair[1]))
    .map(([name, unit]) => entry(name, unit, docs.get(name) ?? ""))
    .sort((a, b) => a.id < b.id ? -1 : 1);
}

interface Declared {
  readonly id: string;
  readonly kind: Entry["kind"];
  readonly unit: string;
  readonly better: string;
  readonly needs: readonly string[];
  readonly needsReference?: boolean;
  readonly defaults: Readonly<Record<string, unknown>>;
}

function isUnit(value: unknown): boolean {
  return typeof value === "object" && value !== null && "id" in value &&
    "kind" in value && "needs" in value;
}

function entry(name: string, unit: Declared, doc: string): Entry {
  const { id, kind, better, needs, defaults } = unit;
  return {
    id,
    name,
    kind,
    unit: unit.unit,
    better,
    needs,
    needsReference: unit.needsReference ?? kind === "detector",
    defaults,
    summary: firstSentence(doc),
    formula: labelled(doc, "Formula") ?? null,
    range: labelled(doc, "Unit") ?? "",
    edgeCases: labelled(doc, "Edge cases?") ?? "",
    source: labelled(doc, "Source") ?? "",
  };
}
