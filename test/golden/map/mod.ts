import type { Rule } from "../rule.ts";
import { categorical } from "./categorical.ts";
import { evidently } from "./evidently.ts";
import { model } from "./model.ts";
import { multivariate } from "./multivariate.ts";
import { nannyml } from "./nannyml.ts";
import { ranking } from "./ranking.ts";
import { river } from "./river.ts";
import { several } from "./several.ts";
import { univariate } from "./univariate.ts";

/** How every key of a goldens folder maps to our units. */
export const RULES: readonly Rule[] = [
  ...univariate,
  ...categorical,
  ...multivariate,
  ...model,
  ...ranking,
  ...several,
  ...evidently,
  ...nannyml,
  ...river,
];
