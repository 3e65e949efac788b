/** One hostile input judged: what went wrong, undefined when it fared as it should. */
export interface Verdict {
  /** "events/dup-keys" */
  readonly key: string;
  readonly wrong: string | undefined;
}

/** The lines of a JSON file of a folder, none when there is no such file. */
export async function jsonLines<T>(path: string): Promise<readonly T[]> {
  const text = await Deno.readTextFile(path).catch(() => "");
  return text.split("\n").filter((line) => line.trim() !== "").map((line) =>
    JSON.parse(line)
  );
}

/** The bytes of a text in base64, or of the text itself. */
export function bytesOf(
  { body, body_b64: base64 }: {
    readonly body?: string;
    readonly body_b64?: string;
  },
): Uint8Array<ArrayBuffer> {
  return base64 === undefined
    ? new TextEncoder().encode(body)
    : Uint8Array.fromBase64(base64);
}
