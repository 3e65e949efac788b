/** Which column plays which part; everything else is a feature. */
export interface ReportRoles {
  /** Time of the event. */
  readonly time?: string;
  /** When the row became known. */
  readonly arrival?: string;
  /** Names a row. */
  readonly id?: string;
  /** Names whom a row is about: a user, a card. */
  readonly entity?: string;
  /** Rows that belong together and may not be split. */
  readonly group?: string;
  /** The truth. */
  readonly label?: string;
  /** The label's positive class, where the label is not 0/1 or boolean. */
  readonly positive?: string | number | boolean;
  /** What the model decided. */
  readonly prediction?: string;
  /** The model's probability or rank score. */
  readonly score?: string;
  /** One ranking: a request, a search. */
  readonly query?: string;
  /** What was shown. */
  readonly item?: string;
  /** The model's version. */
  readonly version?: string;
  /** Probability with which the item was shown. */
  readonly propensity?: string;
  /** Whether it was shown for exploration. */
  readonly explored?: string;
  /** Whether it was clicked. */
  readonly click?: string;
  /** Columns to look at group by group. */
  readonly slice?: readonly string[];
  /** Columns to leave out altogether. */
  readonly exclude?: readonly string[];
}

/** Names of the single-column roles. */
export const ROLES = [
  "time",
  "arrival",
  "id",
  "entity",
  "group",
  "label",
  "prediction",
  "score",
  "query",
  "item",
  "version",
  "propensity",
  "explored",
  "click",
] as const;
