import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import {
  type EventSchema,
  eventSchema,
  isPartitionName,
} from "../../lib/mod.ts";
import { systemEvents } from "../systems/events.ts";
import { UsageError } from "./usage.ts";

const type: z.ZodType = z.lazy(() =>
  z.union([
    z.enum([
      "boolean",
      "decimal",
      "double",
      "integer",
      "json",
      "string",
      "time",
    ]),
    z.strictObject({ list: type }),
    z.strictObject({ map: type }),
    z.strictObject({ struct: z.record(z.string(), type) }),
  ])
);
const field = z.strictObject({
  type,
  required: z.boolean().optional(),
  min: z.number().optional(),
  max: z.number().optional(),
});
const spec = z.strictObject({
  system: z.string().refine(isPartitionName, {
    error: 'is no name: 1 to 64 letters, digits, "_" or "-" are needed',
  }),
  version: z.int().min(1).optional(),
  models: z.array(z.string()).optional(),
  features: z.record(z.string(), type),
  score: z.strictObject({
    min: z.number().optional(),
    max: z.number().optional(),
  })
    .optional(),
  label: type.optional(),
  item: type.optional(),
  kinds: z.record(z.string(), z.record(z.string(), field)).optional(),
  watermarkHours: z.number().min(0).optional(),
});

/**
 * What all systems take in: those of `server/systems`, and those of `events.json` files one folder below `systems`.
 *
 * Errors: UsageError that names the file and its first wrong field, or a system that is there twice.
 */
export function readSchemas(systems: string): readonly EventSchema[] {
  const found = [...systemEvents];
  if (!existsSync(systems)) return found;
  for (const name of readdirSync(systems).sort()) {
    const path = join(systems, name, "events.json");
    if (!existsSync(path)) continue;
    const schema = readSchema(path);
    if (found.some(({ system }) => system === schema.system)) {
      throw new UsageError(
        `Cannot use "${path}": system "${schema.system}" is there already`,
      );
    }
    found.push(schema);
  }
  return found;
}

function readSchema(path: string): EventSchema {
  try {
    const read = spec.safeParse(JSON.parse(readFileSync(path, "utf8")));
    if (read.success) return eventSchema(read.data as never);
    const { path: at, message } = read.error.issues[0]!;
    throw new UsageError(
      `Cannot use "${path}": "${at.map(String).join(".")}" ${message}`,
    );
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`Cannot use "${path}": ${(error as Error).message}`);
  }
}
