import { Problem } from "./problem.ts";

/** Largest body in bytes, after decompression. */
export const bodyLimit = 1_048_576;

/**
 * Reads a JSON body, decompressed, never holding more than the limit.
 *
 * Errors: Problem 413 past the limit (counted while reading, so chunked and compressed bodies too), 415 for another
 * content type or encoding, 400 for text that is not UTF-8 or not JSON.
 */
export async function readJson(
  request: Request,
  limit = bodyLimit,
): Promise<unknown> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    throw new Problem(
      415,
      "unsupported_media_type",
      `Cannot read a body of type "${type}": "application/json" is needed`,
    );
  }
  const bytes = await readBytes(request, limit);
  try {
    return JSON.parse(decoder.decode(bytes));
  } catch (cause) {
    throw new Problem(
      400,
      "bad_json",
      `Cannot read the body: it is not JSON in UTF-8, found ${bytes.length} bytes`,
      { cause },
    );
  }
}

/** Reads a body as text, decompressed, within the limit. Errors: Problem 413, 415 for another encoding, 400 for what is not UTF-8. */
export async function readText(
  request: Request,
  limit = bodyLimit,
): Promise<string> {
  const bytes = await readBytes(request, limit);
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new Problem(
      400,
      "bad_json",
      `Cannot read the body: it is not UTF-8, found ${bytes.length} bytes`,
      { cause },
    );
  }
}

const decoder = new TextDecoder("utf-8", { fatal: true });

async function readBytes(
  request: Request,
  limit: number,
): Promise<Uint8Array> {
  const announced = Number(request.headers.get("content-length") ?? 0);
  if (announced > limit) throw tooLarge(limit);
  if (request.body === null) return new Uint8Array();
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const part of decompressed(request, request.body)) {
      size += part.byteLength;
      if (size > limit) throw tooLarge(limit);
      parts.push(part);
    }
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    throw new Problem(
      400,
      "bad_json",
      "Cannot read the body: it ended early or is damaged",
      { cause },
    );
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.byteLength;
  }
  return bytes;
}

function decompressed(
  request: Request,
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
): ReadableStream<Uint8Array> {
  const encoding = request.headers.get("content-encoding")?.toLowerCase() ??
    "identity";
  if (encoding === "identity") return body;
  if (encoding === "gzip" || encoding === "deflate") {
    return body.pipeThrough(new DecompressionStream(encoding));
  }
  throw new Problem(
    415,
    "unsupported_encoding",
    `Cannot read a body with encoding "${encoding}": "gzip" or "deflate" is needed`,
  );
}

function tooLarge(limit: number): Problem {
  return new Problem(
    413,
    "body_too_large",
    `Cannot read the body: it is longer than ${limit} bytes after decompression`,
  );
}
