import proto, { type onnx as Onnx } from "onnx-proto";
import type { Gbdt } from "./gbdt.ts";
import type { Logistic } from "./logistic.ts";

// a CommonJS module whose names Deno cannot see: only the default import works everywhere
const { onnx } = proto;

/**
 * A fitted model as the bytes of an ONNX file.
 *
 * Shape: input "features" float32 [rows, columns], output "score" float32 [rows, 1], a probability. The names of the
 * columns, in order, are in the metadata under "features" as JSON; `name` is the graph's name. The same model gives the
 * same bytes. Against the training prediction the score differs by less than 1e-5, as it is float32.
 * Source: ONNX opset 17; TreeEnsembleRegressor of ai.onnx.ml 3 with missing values to the left.
 */
export function toOnnx(model: Gbdt | Logistic, name: string): Uint8Array {
  const width = model.columns.length;
  const { nodes, initializers } = model.kind === "gbdt"
    ? { nodes: [treeNode(model)], initializers: [] }
    : linearNodes(model);
  const file = onnx.ModelProto.create({
    irVersion: 8,
    producerName: "sightglass",
    opsetImport: [
      { domain: "", version: 17 },
      { domain: "ai.onnx.ml", version: 3 },
    ],
    metadataProps: [{ key: "features", value: JSON.stringify(model.columns) }],
    graph: {
      name,
      input: [tensorInfo("features", width)],
      output: [tensorInfo("score", 1)],
      initializer: initializers,
      node: [
        ...nodes,
        { opType: "Sigmoid", input: ["raw"], output: ["score"] },
      ],
    },
  });
  return onnx.ModelProto.encode(file).finish();
}

function linearNodes({ weights, intercept }: Logistic) {
  return {
    nodes: [
      { opType: "MatMul", input: ["features", "weights"], output: ["product"] },
      { opType: "Add", input: ["product", "intercept"], output: ["raw"] },
    ],
    initializers: [
      tensor("weights", [weights.length, 1], weights),
      tensor("intercept", [1], [intercept]),
    ],
  };
}

function treeNode({ base, trees }: Gbdt): Onnx.INodeProto {
  const ids: Record<string, number[]> = {
    tree: [],
    node: [],
    column: [],
    yes: [],
    no: [],
    leafTree: [],
    leafNode: [],
  };
  const thresholds: number[] = [], values: number[] = [], modes: string[] = [];
  trees.forEach(({ nodes }, tree) =>
    nodes.forEach(({ column, threshold, left, right, value }, node) => {
      const leaf = left < 0;
      ids.tree!.push(tree);
      ids.node!.push(node);
      ids.column!.push(column);
      ids.yes!.push(leaf ? 0 : left);
      ids.no!.push(leaf ? 0 : right);
      thresholds.push(threshold);
      modes.push(leaf ? "LEAF" : "BRANCH_LEQ");
      if (!leaf) return;
      ids.leafTree!.push(tree);
      ids.leafNode!.push(node);
      values.push(value);
    })
  );
  return {
    opType: "TreeEnsembleRegressor",
    domain: "ai.onnx.ml",
    input: ["features"],
    output: ["raw"],
    attribute: [
      { name: "n_targets", type: kind.INT, i: 1 },
      floats("base_values", [base]),
      ints("nodes_treeids", ids.tree!),
      ints("nodes_nodeids", ids.node!),
      ints("nodes_featureids", ids.column!),
      ints("nodes_truenodeids", ids.yes!),
      ints("nodes_falsenodeids", ids.no!),
      ints("nodes_missing_value_tracks_true", modes.map(() => 1)),
      floats("nodes_values", thresholds),
      strings("nodes_modes", modes),
      ints("target_treeids", ids.leafTree!),
      ints("target_nodeids", ids.leafNode!),
      ints("target_ids", values.map(() => 0)),
      floats("target_weights", values),
    ],
  };
}

const kind = onnx.AttributeProto.AttributeType;

const ints = (name: string, ints: number[]) => ({
  name,
  type: kind.INTS,
  ints,
});

const floats = (name: string, floats: number[]) => ({
  name,
  type: kind.FLOATS,
  floats,
});

const strings = (name: string, values: string[]) => ({
  name,
  type: kind.STRINGS,
  strings: values.map((value) => new TextEncoder().encode(value)),
});

function tensor(name: string, dims: number[], values: ArrayLike<number>) {
  const rawData = new Uint8Array(Float32Array.from(values).buffer);
  return { name, dims, dataType: onnx.TensorProto.DataType.FLOAT, rawData };
}

function tensorInfo(name: string, columns: number): Onnx.IValueInfoProto {
  const dim = [{ dimParam: "rows" }, { dimValue: columns }];
  const elemType = onnx.TensorProto.DataType.FLOAT;
  return { name, type: { tensorType: { elemType, shape: { dim } } } };
}
