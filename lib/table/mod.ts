export { bucketOf, rowText } from "./bucket.ts";
export type { Cell, Engine, EngineColumns, EngineRow } from "./engine.ts";
export {
  finite,
  identifier,
  joinSql,
  literal,
  rawSql,
  type Sql,
  sql,
  type SqlValue,
} from "./sql.ts";
export { type PartName, PARTS } from "./part_name.ts";
export {
  type GuardOptions,
  guardParts,
  memoryReadLog,
  type PartRead,
  type Parts,
  type ReadLog,
  readsText,
} from "./parts.ts";
export { type SliceOptions, slicesOf, type TableSlice } from "./slices.ts";
export {
  type Split,
  split,
  type SplitBy,
  type SplitOptions,
  type SplitRecipe,
} from "./split.ts";
export { fieldsOf, flatten } from "./flatten.ts";
export type { FileSchema, ReadOptions } from "./source.ts";
export {
  type Column,
  column,
  type ColumnKind,
  columnOf,
  type Glimpse,
  isWhole,
  kindOf,
  type Note,
  type Relation,
  select,
  type Table,
  type TableFile,
  where,
} from "./table.ts";
export {
  shareColumn,
  type UnifiedSchema,
  unifySchemas,
} from "./unify_schemas.ts";
export { mayRound, unifyTypes } from "./unify_types.ts";
