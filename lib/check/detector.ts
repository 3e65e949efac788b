import type { Profile } from "../profile/mod.ts";
import type { Columns, Kinds } from "./columns.ts";
import type { Better, Reading, Unit, Unknown } from "./reading.ts";
import type { Taken } from "./options.ts";

/**
 * A unit that reads one figure from profiles: of the current data alone, or of reference and current.
 *
 * Pure. Both profiles were made on the reference's grid, so their cells can be compared one by one.
 */
export interface Detector<
  O extends object = object,
  C extends string = string,
> {
  readonly kind: "detector";
  /** Room and file: "drift/psi". */
  readonly id: string;
  readonly unit: Unit;
  readonly better: Better;
  /** The roles it asks for. */
  readonly needs: readonly C[];
  /** Which kinds of column a role takes. */
  readonly kinds?: Kinds<C>;
  /** Whether it cannot do without a reference, defaults to true. */
  readonly needsReference?: boolean;
  /** Whether it reads the profiles' row samples, or the role whose rare classes the current one must hold too; defaults to false. */
  readonly needsSample?: boolean | C;
  readonly defaults: Readonly<O>;
  /** What options take whose default, null or an empty list, does not say; "value" and "values" unless said. */
  readonly takes?: { readonly [K in keyof NoInfer<O>]?: Taken };
  /** Says what is wrong with the options; RangeError. Called when the check is built. */
  validate?(options: O): void;
  /** The figure; `reference` is undefined only for detectors that do not need one. */
  compare(
    profiles: Profiles,
    columns: Columns<C>,
    options: O,
  ): Reading | Unknown | undefined;
}

/** The two sides of a comparison. */
export interface Profiles {
  readonly reference: Profile | undefined;
  readonly current: Profile;
}

/** Declares a detector. */
export function detector<O extends object, const C extends string>(
  definition: Omit<Detector<O, C>, "kind">,
): Detector<O, C> {
  return { kind: "detector", ...definition };
}
