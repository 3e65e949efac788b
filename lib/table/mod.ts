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
export type { FileSchema, ReadOptions } from "./source.ts";
export {
  type Column,
  column,
  type ColumnKind,
  columnOf,
  isWhole,
  kindOf,
  type Note,
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
