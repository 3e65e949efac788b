export { constantColumn } from "./constant_column.ts";
export { duplicateRows } from "./duplicate_rows.ts";
export { nullRate } from "./null_rate.ts";
export { range } from "./range.ts";
export { rowCount } from "./row_count.ts";
export { schemaMatch } from "./schema_match.ts";
export { unseenCategory } from "./unseen_category.ts";
