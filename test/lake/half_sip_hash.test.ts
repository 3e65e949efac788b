import { expect, test } from "vitest";
import { halfSipHash, hash } from "../../lib/lake/half_sip_hash.ts";

test("hash() equals the published vectors of HalfSipHash-2-4 with 64 bits", () => {
  const view = new DataView(
    Uint8Array.from({ length: 64 }, (_, n) => n).buffer,
  );
  const out = new Uint32Array(2);
  const vectors = [
    "218d1f59b9b83cc8",
    "be552412f8387315",
    "064f39ef7c50eb57",
    "ce0f1a45f7060679",
  ];
  for (const [length, vector] of vectors.entries()) {
    hash(view, length, 0x03020100, 0x07060504, out, 0);
    expect(new Uint8Array(out.buffer).toHex()).toBe(vector);
  }
});

test("another key or another text gives another hash", () => {
  const of = (key: number, text: string) => {
    const out = new Uint32Array(4);
    halfSipHash(Uint32Array.of(key, 2, 3, 4))(text, out, 0, 4);
    return [...out].join();
  };
  const all = [of(1, "a"), of(2, "a"), of(1, "b"), of(1, ""), of(1, "a\0")];
  expect(new Set(all).size).toBe(all.length);
  expect(of(1, "é".repeat(5000))).toBe(of(1, "é".repeat(5000)));
});
