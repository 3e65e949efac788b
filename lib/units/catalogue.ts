import type { Detector, Measure, Stream } from "../check/mod.ts";
import * as comparison from "./comparison/mod.ts";
import * as drift from "./drift/mod.ts";
import * as estimation from "./estimation/mod.ts";
import * as feedback from "./feedback/mod.ts";
import * as imbalance from "./imbalance/mod.ts";
import * as leakage from "./leakage/mod.ts";
import * as metrics from "./metrics/mod.ts";
import * as validation from "./validation/mod.ts";

/** Any unit. */
export type AnyUnit = Measure | Detector | Stream;

/** Every unit of every room, sorted by id. */
export function catalogue(): readonly AnyUnit[] {
  const rooms: readonly object[] = [
    comparison,
    drift,
    estimation,
    feedback,
    imbalance,
    leakage,
    metrics,
    validation,
  ];
  return rooms.flatMap((room) => Object.values(room) as readonly unknown[])
    .filter(isUnit).sort((a, b) => a.id < b.id ? -1 : 1);
}

/** The unit of that id, undefined where there is none. */
export function unitOf(id: string): AnyUnit | undefined {
  return catalogue().find((unit) => unit.id === id);
}

function isUnit(value: unknown): value is AnyUnit {
  return typeof value === "object" && value !== null && "kind" in value &&
    "id" in value && "needs" in value && "defaults" in value;
}
