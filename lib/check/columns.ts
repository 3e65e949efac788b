import type { Column, ColumnKind } from "../table/mod.ts";

/** Roles that take several columns. */
export type PluralRole = "features" | "columns" | "keys";

/** The columns a unit asked for, by role. */
export type Columns<C extends string> = {
  readonly [K in C]: K extends PluralRole ? readonly Column[] : Column;
};

/** Which kinds of column a role takes; any kind when it is not named. */
export type Kinds<C extends string> = {
  readonly [K in C]?: readonly ColumnKind[];
};

/** Whether a role takes several columns. */
export function isPlural(role: string): role is PluralRole {
  return role === "features" || role === "columns" || role === "keys";
}
