import { tokenizeCsv } from "./tokenize_csv.ts";

const SIZE = 1 << 20;

/** Writes a CSV anew with LF at the end of each record, no blank lines, and quotes as RFC 4180 has them; cells keep their bytes. */
export async function rewriteCsv(
  chunks: AsyncIterable<Uint8Array>,
  delimiter: string,
  target: string,
): Promise<void> {
  using file = await Deno.open(target, { write: true, create: true });
  let out = new Uint8Array(SIZE), used = 0, cells = 0, width = 0;
  const put = (bytes: Uint8Array) => {
    if (used + bytes.length > out.length) {
      flush();
      if (bytes.length > out.length) out = new Uint8Array(bytes.length * 2);
    }
    out.set(bytes, used);
    used += bytes.length;
  };
  const flush = () => {
    for (let at = 0; at < used;) at += file.writeSync(out.subarray(at, used));
    used = 0;
  };
  const comma = new TextEncoder().encode(delimiter);
  const quote = new Uint8Array([34]), newline = new Uint8Array([10]);
  await tokenizeCsv(chunks, delimiter.charCodeAt(0), {
    cell(b, from, to, quoting) {
      if (cells++) put(comma);
      if (quoting) put(quote);
      if (quoting !== 3) put(b.subarray(from, to));
      else {
        for (let i = from; i < to; i++) {
          if (b[i] === 34) put(quote);
          put(b.subarray(i, i + 1));
        }
      }
      if (quoting) put(quote);
    },
    record() {
      width = cells;
      cells = 0;
      put(newline);
    },
    blank() {
      if (width === 1) put(newline);
    },
  });
  flush();
}
