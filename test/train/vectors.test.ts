import { expect, test } from "vitest";
import {
  decodeVectors,
  encodeVectors,
  vectorsOf,
} from "../../lib/train/vectors.ts";

const vectors = vectorsOf("embeddings@1", 2, {
  users: [["u1", Float32Array.of(1, 2)], ["ü2", Float32Array.of(3, 4)]],
  items: [[7, Float32Array.of(5, -6)]],
});

test("decodeVectors() gives back what encodeVectors() wrote", () => {
  const back = decodeVectors(encodeVectors(vectors));
  expect([back.id, back.dims, back.users, back.items])
    .toEqual(["embeddings@1", 2, ["u1", "ü2"], [7]]);
  expect(back.user("ü2")).toEqual(Float32Array.of(3, 4));
  expect(back.item(7)).toEqual(Float32Array.of(5, -6));
  expect(back.item(8)).toBeUndefined();
});

test("decodeVectors() refuses a file that was cut or is something else", () => {
  const bytes = encodeVectors(vectors);
  expect(() => decodeVectors(bytes.subarray(0, bytes.length - 1))).toThrow(
    new SyntaxError(
      `Cannot read vectors "embeddings@1": there are ${
        bytes.length - 1
      } bytes, ${bytes.length} are needed`,
    ),
  );
  expect(() => decodeVectors(Uint8Array.of(1, 2))).toThrow(
    "Cannot read vectors: the first line is not JSON",
  );
});
