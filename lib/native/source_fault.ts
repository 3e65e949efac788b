import { SourceError } from "../errors.ts";

/** A `SourceError` in the house form: `Cannot read "uri": why`. */
export function sourceFault(
  uri: string,
  why: string,
  cause?: unknown,
): SourceError {
  return new SourceError(
    uri,
    `Cannot read ${JSON.stringify(uri)}: ${why}`,
    cause === undefined ? undefined : { cause },
  );
}

/** What the file system or the engine said, as one clause of a sentence without paths or hints. */
export function reasonOf(error: unknown): string {
  if (error instanceof Deno.errors.NotFound) return "it does not exist";
  if (
    error instanceof Deno.errors.PermissionDenied ||
    error instanceof Deno.errors.NotCapable
  ) return "this user has no permission to read it";
  const code = (error as { code?: string }).code;
  if (code === "ENOENT") return "it does not exist";
  if (code === "EACCES") return "this user has no permission to read it";
  if (code?.startsWith("Z_")) {
    return "its gzip data is damaged or cut off, a whole file is needed";
  }
  const line = String((error as Error).message ?? error).split("\n")[0]!;
  return line.replace(/^([A-Z]\w+ )*Error: /, "").replace(/[.!\s]+$/, "");
}
