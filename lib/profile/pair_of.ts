import type { ColumnProfile, Profile } from "./profile.ts";

/** The two profiles of a column; undefined when either lacks it or its kind changed. */
export function pairOf(
  profiles: {
    readonly reference: Profile | undefined;
    readonly current: Profile;
  },
  name: string,
): { readonly a: ColumnProfile; readonly b: ColumnProfile } | undefined {
  const a = profiles.reference?.columns.get(name);
  const b = profiles.current.columns.get(name);
  if (!a || !b || !a.numbers !== !b.numbers || !a.values !== !b.values) {
    return undefined;
  }
  return { a, b };
}
