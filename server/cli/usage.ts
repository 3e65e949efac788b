import { parseArgs, type ParseArgsConfig } from "node:util";
import { ModelError, SchemaError, SourceError } from "../../lib/mod.ts";

/** A command that cannot be understood: exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** One verb of the command line: its help, and what it does; the number is the exit code. */
export interface Verb {
  readonly help: string;
  run(args: readonly string[]): Promise<number>;
}

/** The flags of a verb, parsed strictly. Errors: UsageError in one sentence. */
export function parse<T extends NonNullable<ParseArgsConfig["options"]>>(
  args: readonly string[],
  options: T,
) {
  try {
    return parseArgs({
      args: [...args],
      options,
      allowPositionals: true,
      strict: true,
    });
  } catch (error) {
    const said = (error as Error).message.split(". ")[0]!.split("\n")[0]!;
    throw new UsageError(`Cannot read the command: ${said}`);
  }
}

/** Exactly that many positional arguments. Errors: UsageError that shows the form. */
export function positionals(
  found: readonly string[],
  form: string,
  least: number,
  most = least,
): readonly string[] {
  if (found.length >= least && found.length <= most) return found;
  throw new UsageError(
    `Cannot read the command: ${found.length} argument${
      found.length === 1 ? "" : "s"
    } given, the form is "sg ${form}"`,
  );
}

// Ours say "Cannot do this: what is, what is needed"; the engine's own "Cannot read properties of .." has no colon.
const SENTENCE = /^Cannot [^]+: [^]/;

/** Whether an error is the caller's: its sentence is all they need. */
export function isCallersMistake(error: unknown): error is Error {
  return error instanceof UsageError || error instanceof SourceError ||
    error instanceof SchemaError || error instanceof ModelError ||
    ((error instanceof TypeError || error instanceof RangeError ||
      error instanceof SyntaxError) && SENTENCE.test(error.message));
}
