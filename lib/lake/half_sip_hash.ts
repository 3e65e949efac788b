/** A keyed hash of text: unpredictable without the key, so nobody can make two ids meet. */
export interface TextHash {
  /** Writes `words` (an even number) of 32 bits into `out` at `at`. */
  (text: string, out: Uint32Array, at: number, words: number): void;
}

/**
 * HalfSipHash-2-4 with 64 bits of output a run, over the UTF-8 bytes of a text; 128 bits are two runs under two keys.
 *
 * `key` has 4 words. Source: J.-P. Aumasson and D. J. Bernstein, reference implementation of SipHash, halfsiphash.c.
 */
export function halfSipHash(key: Uint32Array): TextHash {
  let bytes = new Uint8Array(1024), view = new DataView(bytes.buffer);
  return (text, out, at, words) => {
    if (text.length * 3 > bytes.length) {
      bytes = new Uint8Array(text.length * 6);
      view = new DataView(bytes.buffer);
    }
    const { written } = encoder.encodeInto(text, bytes);
    for (let run = 0; run < words / 2; run++) {
      hash(view, written, key[2 * run]!, key[2 * run + 1]!, out, at + 2 * run);
    }
  };
}

const encoder = new TextEncoder();

/** One run over bytes: two words at `at`. */
export function hash(
  view: DataView,
  length: number,
  k0: number,
  k1: number,
  out: Uint32Array,
  at: number,
): void {
  let v0 = k0, v1 = k1 ^ 0xee, v2 = 0x6c796765 ^ k0, v3 = 0x74656462 ^ k1;
  const whole = length & ~3;
  for (let place = 0, rounds = 0, word = 0; place <= whole + 8; place += 4) {
    // The last words: the rest with the length, then two finalisations of four rounds.
    if (place < whole) {
      word = view.getInt32(place, true);
      rounds = 2;
    } else if (place === whole) {
      word = length << 24;
      for (let rest = whole; rest < length; rest++) {
        word |= view.getUint8(rest) << 8 * (rest - whole);
      }
      rounds = 2;
    } else {
      word = 0;
      rounds = 4;
      if (place === whole + 4) v2 ^= 0xee;
      else v1 ^= 0xdd;
    }
    v3 ^= word;
    for (; rounds > 0; rounds--) {
      v0 = v0 + v1 | 0;
      v1 = (v1 << 5 | v1 >>> 27) ^ v0;
      v0 = v0 << 16 | v0 >>> 16;
      v2 = v2 + v3 | 0;
      v3 = (v3 << 8 | v3 >>> 24) ^ v2;
      v0 = v0 + v3 | 0;
      v3 = (v3 << 7 | v3 >>> 25) ^ v0;
      v2 = v2 + v1 | 0;
      v1 = (v1 << 13 | v1 >>> 19) ^ v2;
      v2 = v2 << 16 | v2 >>> 16;
    }
    v0 ^= word;
    if (place === whole + 4) out[at] = (v1 ^ v3) >>> 0;
    if (place === whole + 8) out[at + 1] = (v1 ^ v3) >>> 0;
  }
}
