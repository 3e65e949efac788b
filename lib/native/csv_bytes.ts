import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";

const CHUNK = 1 << 20;

/** The bytes of a file in chunks, unpacked when it is gzip; `limit` ends early. */
export async function* csvBytes(
  path: string,
  { gzip = false, limit = Infinity } = {},
): AsyncGenerator<Uint8Array> {
  const file = createReadStream(path, { highWaterMark: CHUNK });
  const stream = gzip ? file.pipe(createGunzip({ chunkSize: CHUNK })) : file;
  if (gzip) file.once("error", (error) => stream.destroy(error));
  let total = 0;
  try {
    for await (const chunk of stream) {
      yield chunk as Uint8Array;
      total += (chunk as Uint8Array).length;
      if (total >= limit) return;
    }
  } finally {
    stream.destroy();
    file.destroy();
  }
}
