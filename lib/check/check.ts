import type { Condition, Severity } from "./condition.ts";
import { type Columns, isPlural } from "./columns.ts";
import type { Detector } from "./detector.ts";
import type { Measure } from "./measure.ts";
import { completeOptions } from "./options.ts";

/** Names of columns by role: one name, or several for a plural role. */
export type Roles<C extends string = string> = {
  readonly [K in C]: string | readonly string[];
};

/** A unit that a check can ask. */
export type CheckableUnit = Measure | Detector;

/** A question with a condition: unit + columns + options + condition. */
export interface Check {
  readonly unit: CheckableUnit;
  readonly roles: Roles;
  readonly options: object;
  readonly condition: Condition;
  readonly severity: Severity;
  /** Its share of a family's level, in proportion to the others'. */
  readonly weight: number;
  /** A stable name: "drift/psi(column=amount)". */
  readonly name: string;
}

/** What a check takes beside its condition. */
export interface CheckSettings<O extends object> {
  readonly options?: Partial<O>;
  /** What a failed condition becomes, defaults to "fail". */
  readonly severity?: Severity;
  /** Its share of a family's level in proportion to the others', defaults to 1. */
  readonly weight?: number;
}

/**
 * Builds a check; wrong roles and options are refused here, before anything runs.
 *
 * Errors: TypeError for a role that is missing or unknown and for an option that is unknown or of the wrong type,
 * RangeError for an option out of range.
 */
export function check<O extends object, C extends string>(
  unit: Measure<O, C> | Detector<O, C>,
  roles: Roles<C>,
  condition: Condition,
  settings: CheckSettings<O> = {},
): Check {
  checkRoles(unit.id, unit.needs, roles);
  const options = completeOptions(unit, settings.options ?? {});
  const { weight = 1 } = settings;
  if (!(weight > 0)) {
    throw new RangeError(
      `Cannot ask "${unit.id}": its weight is ${weight}, more than 0 is needed`,
    );
  }
  return {
    unit: unit as unknown as CheckableUnit,
    roles,
    options,
    condition,
    severity: settings.severity ?? "fail",
    weight,
    name: nameOf(unit.id, unit.needs, roles, settings.options ?? {}),
  };
}

function checkRoles(
  id: string,
  needs: readonly string[],
  roles: Readonly<Record<string, string | readonly string[]>>,
): void {
  const missing = needs.find((role) => roles[role] === undefined);
  if (missing !== undefined) {
    throw new TypeError(
      `Cannot ask "${id}": role "${missing}" is missing, needed are ${
        needs.map((r) => `"${r}"`).join(", ")
      }`,
    );
  }
  for (const [role, name] of Object.entries(roles)) {
    if (!needs.includes(role)) {
      throw new TypeError(
        `Cannot ask "${id}": role "${role}" is unknown, ${
          needs.length
            ? `known are ${needs.map((r) => `"${r}"`).join(", ")}`
            : "this unit takes none"
        }`,
      );
    }
    if (!isPlural(role) && typeof name !== "string") {
      throw new TypeError(
        `Cannot ask "${id}": role "${role}" takes one column, found ${name.length}`,
      );
    }
  }
}

function nameOf(
  id: string,
  needs: readonly string[],
  roles: Readonly<Record<string, string | readonly string[]>>,
  given: object,
): string {
  const parts = needs.filter((role) => !isPlural(role)).map((role) =>
    `${role}=${roles[role] as string}`
  );
  // which class counts and when it is asked are no part of what is asked
  const options = Object.entries(given)
    .filter(([key]) => key !== "positive" && key !== "now")
    .map(([key, value]) =>
      `${key}=${typeof value === "object" ? JSON.stringify(value) : value}`
    );
  return `${id}(${[...parts, ...options].join(", ")})`;
}

/** The columns of a check by role, looked up by `find`. */
export function columnsOf(
  check: Check,
  find: (name: string, role: string) => Columns<string>[string],
): Columns<string> {
  const entries = check.unit.needs.map((role) => {
    const names = check.roles[role]!;
    return [
      role,
      isPlural(role)
        ? (typeof names === "string" ? [names] : names).map((name) =>
          find(name, role)
        )
        : find(names as string, role),
    ];
  });
  return Object.fromEntries(entries) as Columns<string>;
}
