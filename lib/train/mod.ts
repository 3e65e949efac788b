export {
  als,
  type AlsOptions,
  type Factors,
  type Interactions,
} from "./als.ts";
export { type Dataset } from "./dataset.ts";
export { type Gbdt, gbdt, type GbdtOptions, scoreGbdt } from "./gbdt.ts";
export {
  type Logistic,
  logistic,
  type LogisticOptions,
  scoreLogistic,
} from "./logistic.ts";
export { toOnnx } from "./onnx.ts";
export { type DatasetRoles, readDataset } from "./read_dataset.ts";
export { type Node, type Tree } from "./tree.ts";
export {
  decodeVectors,
  encodeVectors,
  type Vectors,
  vectorsOf,
} from "./vectors.ts";
