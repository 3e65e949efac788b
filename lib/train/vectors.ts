/** Vectors of users and items from one training, by their ids. */
export interface Vectors {
  /** Name and version, "embeddings@2". */
  readonly id: string;
  readonly dims: number;
  user(id: string): Float32Array | undefined;
  item(id: number): Float32Array | undefined;
  readonly users: readonly string[];
  readonly items: readonly number[];
}

/** What a file of vectors begins with, as one line of JSON; then come the float32 numbers, little-endian, users first. */
interface Header {
  readonly id: string;
  readonly dims: number;
  readonly users: readonly string[];
  readonly items: readonly number[];
}

/** Vectors as the bytes of a file. Error: RangeError when an id has no vector. */
export function encodeVectors(vectors: Vectors): Uint8Array {
  const { id, dims, users, items } = vectors;
  const header: Header = { id, dims, users, items };
  const line = new TextEncoder().encode(JSON.stringify(header) + "\n");
  const bytes = new Uint8Array(
    line.length + 4 * dims * (users.length + items.length),
  );
  bytes.set(line);
  const view = new DataView(bytes.buffer);
  let at = line.length;
  const write = (name: string | number, vector: Float32Array | undefined) => {
    if (vector?.length !== dims) {
      throw new RangeError(
        `Cannot write vector "${name}": it has ${
          vector?.length ?? 0
        } numbers, ${dims} are needed`,
      );
    }
    for (const value of vector) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  };
  for (const user of users) write(user, vectors.user(user));
  for (const item of items) write(item, vectors.item(item));
  return bytes;
}

/** The vectors of a file made by `encodeVectors`. Error: SyntaxError when the bytes are something else or cut. */
export function decodeVectors(bytes: Uint8Array): Vectors {
  const end = bytes.indexOf(10);
  const { id, dims, users, items } = headerOf(
    bytes.subarray(0, Math.max(end, 0)),
  );
  const needed = end + 1 + 4 * dims * (users.length + items.length);
  if (bytes.length !== needed) {
    throw new SyntaxError(
      `Cannot read vectors "${id}": there are ${bytes.length} bytes, ${needed} are needed`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset + end + 1);
  const read = (row: number) =>
    Float32Array.from(
      { length: dims },
      (_, d) => view.getFloat32(4 * (row * dims + d), true),
    );
  return vectorsOf(id, dims, {
    users: users.map((user, row) => [user, read(row)]),
    items: items.map((item, row) => [item, read(users.length + row)]),
  });
}

/** Vectors from pairs of id and vector. */
export function vectorsOf(
  id: string,
  dims: number,
  pairs: {
    readonly users: readonly (readonly [string, Float32Array])[];
    readonly items: readonly (readonly [number, Float32Array])[];
  },
): Vectors {
  const users = new Map(pairs.users), items = new Map(pairs.items);
  return {
    id,
    dims,
    user: (user) => users.get(user),
    item: (item) => items.get(item),
    users: [...users.keys()],
    items: [...items.keys()],
  };
}

function headerOf(line: Uint8Array): Header {
  try {
    const header = JSON.parse(new TextDecoder().decode(line));
    if (Array.isArray(header.users) && Array.isArray(header.items)) {
      return header;
    }
  } catch (cause) {
    throw new SyntaxError("Cannot read vectors: the first line is not JSON", {
      cause,
    });
  }
  throw new SyntaxError(
    'Cannot read vectors: the first line has no "users" and "items"',
  );
}
