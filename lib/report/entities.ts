import { isTable, type Run } from "../check/mod.ts";
import { type Profile, withClusters } from "../profile/mod.ts";
import type { Table } from "../table/mod.ts";
import { findEntity } from "./find_entity.ts";
import type { ReportRoles } from "./roles.ts";

/** Profiles that allow for rows of one entity, and what is to be said of that. */
export interface Entities {
  readonly profiles: Run["profiles"];
  /** A sentence, where there is something to say. */
  readonly said: string | undefined;
}

/**
 * Allows for rows that come in clusters, by the column named as entity; without one, says which column should have been named.
 *
 * Errors: SchemaError when a side lacks the entity's column.
 */
export async function entities(
  profiles: Run["profiles"],
  { current, reference }: {
    readonly current: Table | Profile;
    readonly reference?: Table | Profile | undefined;
  },
  roles: ReportRoles,
): Promise<Entities> {
  const { entity } = roles, then = profiles.reference;
  if (!reference || !then) return { profiles, said: undefined };
  if (entity === undefined) {
    const found = await findEntity(
      { reference: then, current: profiles.current },
      { reference, current },
      roles,
    );
    return {
      profiles,
      said: found &&
        `Rows of one "${found.name}" resemble each other (up to ${
          rows(found.effect)
        } say as much as one) and no --entity was given: false alarms are more frequent than stated.`,
    };
  }
  const clustered = {
    reference: isTable(reference)
      ? await withClusters(then, reference, entity)
      : then,
    current: isTable(current)
      ? await withClusters(profiles.current, current, entity, { edges: then })
      : profiles.current,
  };
  if (!isTable(reference) || !isTable(current)) {
    return {
      profiles: clustered,
      said:
        `A stored profile does not say how alike the rows of one "${entity}" are: false alarms may be more frequent than stated.`,
    };
  }
  const most = Math.max(
    1,
    ...[clustered.reference, clustered.current].flatMap(({ columns }) =>
      [...columns.values()].map(({ clusters }) => clusters?.body ?? 1)
    ),
  );
  return {
    profiles: clustered,
    said: most > 1
      ? `Rows of one "${entity}" resemble each other, and are counted so: up to ${
        rows(most)
      } say as much as one.`
      : undefined,
  };
}

function rows(effect: number): string {
  return `${Number(effect.toPrecision(2))} rows`;
}
