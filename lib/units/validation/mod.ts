export { acceptSchema } from "./accept_schema.ts";
export { association } from "./association.ts";
export { checkSchema } from "./check_schema.ts";
export { columnCount } from "./column_count.ts";
export { columnStatistic } from "./column_statistic.ts";
export { combination } from "./combination.ts";
export { constantColumn } from "./constant_column.ts";
export { changeText, diffSchema, type SchemaChange } from "./diff_schema.ts";
export { distinctValues } from "./distinct_values.ts";
export { duplicateRows } from "./duplicate_rows.ts";
export { foreignKey } from "./foreign_key.ts";
export { freshness } from "./freshness.ts";
export { hiddenNulls } from "./hidden_nulls.ts";
export { type InferOptions, inferSchema } from "./infer_schema.ts";
export { jsonSchema } from "./json_schema.ts";
export { latePartitions } from "./late_partitions.ts";
export { lateRows } from "./late_rows.ts";
export { nullRate } from "./null_rate.ts";
export { parseable } from "./parseable.ts";
export { pattern } from "./pattern.ts";
export { range } from "./range.ts";
export { rowCount } from "./row_count.ts";
export { rowCountChange } from "./row_count_change.ts";
export {
  type ColumnSchema,
  formatSchema,
  parseSchema,
  type RelationSchema,
  type Schema,
} from "./schema.ts";
export { schemaConformance, type WantedColumn } from "./schema_conformance.ts";
export { schemaMatch } from "./schema_match.ts";
export { setMembership } from "./set_membership.ts";
export { sorted } from "./sorted.ts";
export { sqlCheck } from "./sql_check.ts";
export { sqlValue } from "./sql_value.ts";
export { typeMatch } from "./type_match.ts";
export { uniqueness } from "./uniqueness.ts";
export { unseenCategory } from "./unseen_category.ts";
export { valueBounds } from "./value_bounds.ts";
export { valueLength } from "./value_length.ts";
