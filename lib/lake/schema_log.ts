import type { EventSchema } from "./event_schema.ts";
import type { Storage } from "./storage.ts";

/** The schemas by which the events of some segments were taken in. */
export interface SchemaEra {
  /** Segments after this one; 0 for all. */
  readonly after: number;
  readonly schemas: readonly EventSchema[];
}

/** The path of the eras within a lake. */
export const schemaPath = "schemas.json";

/** The eras of a lake, oldest first; readers in other processes know from them what columns events have. */
export async function readEras(
  storage: Pick<Storage, "read">,
): Promise<readonly SchemaEra[]> {
  const bytes = await storage.read(schemaPath);
  return bytes === undefined ? [] : JSON.parse(new TextDecoder().decode(bytes));
}

/** Notes that segments after `after` are taken in by other schemas than those before; eras that are all sealed go. */
export async function beginEra(
  storage: Storage,
  { after, schemas }: SchemaEra,
  sealed: number,
): Promise<readonly SchemaEra[]> {
  const eras = await readEras(storage).catch(() => []);
  const isSame = JSON.stringify(eras.at(-1)?.schemas ?? []) ===
    JSON.stringify(schemas);
  if (isSame) return eras;
  const kept = [...eras, { after, schemas }].filter((_, at, all) =>
    (all[at + 1]?.after ?? Infinity) > sealed
  );
  await storage.remove(`${schemaPath}.tmp`).catch(() => {});
  const aside = await storage.create(`${schemaPath}.tmp`);
  await aside.append(new TextEncoder().encode(JSON.stringify(kept)));
  await aside.sync();
  await aside.close();
  await storage.rename(`${schemaPath}.tmp`, schemaPath);
  await storage.syncFolder("");
  return kept;
}

/** The schemas of a segment. */
export function schemasOf(
  eras: readonly SchemaEra[],
  segment: number,
): readonly EventSchema[] {
  return eras.findLast(({ after }) => after < segment)?.schemas ?? [];
}
