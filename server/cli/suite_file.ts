import { pathToFileURL } from "node:url";
import type { AcceptedChange, Check, Suite } from "../../lib/mod.ts";
import { userPath, writeWhole } from "./inputs.ts";
import { UsageError } from "./usage.ts";

/** What a suite file says: which checks are asked (the default suite when absent), and which changes are meant. */
export interface SuiteFile {
  readonly checks?: Suite;
  readonly accepted: readonly AcceptedChange[];
}

const BEGIN =
  '// Changes that are meant, written by "sg report accept": reasons and dates are yours to edit, comments in the list are lost.';
const END = "// end of accepted changes";

/**
 * Loads a suite file: `checks` is a list of check(...) or a function that makes one of the default suite's, `accepted` what `sg report accept`
 * wrote. A file that may be missing says nothing.
 *
 * Errors: UsageError for a file that cannot be loaded or exports neither, and for an entry that is no check.
 */
export async function loadSuite(
  path: string,
  mayBeMissing = false,
): Promise<SuiteFile> {
  if (mayBeMissing && !await exists(path)) return { accepted: [] };
  let loaded: { readonly checks?: unknown; readonly accepted?: unknown };
  try {
    // the file may have been written since it was loaded first
    const { mtime } = await Deno.stat(userPath(path));
    const { href } = pathToFileURL(userPath(path));
    loaded = await import(`${href}?${Number(mtime)}`);
  } catch (error) {
    throw fault(path, (error as Error).message.split("\n")[0]!, error);
  }
  const { checks, accepted = [] } = loaded;
  if (checks === undefined && loaded.accepted === undefined) {
    throw fault(
      path,
      'it exports neither "checks", a list of check(...) or a function of the default ones, nor "accepted"',
    );
  }
  if (!Array.isArray(accepted) || !accepted.every(isAccepted)) {
    throw fault(
      path,
      '"accepted" is no list of accepted changes, as "sg report accept" writes it',
    );
  }
  if (typeof checks === "function") {
    return {
      accepted,
      checks: (defaults) => checkList(path, checks(defaults)),
    };
  }
  return checks === undefined
    ? { accepted }
    : { accepted, checks: checkList(path, checks) };
}

/**
 * Writes accepted changes into a suite file, which is made when it is missing; all else in it stays as it is.
 *
 * The list stands between two comment lines as JSON, so that it is read and replaced without parsing TypeScript. Errors: UsageError
 * when the file has an "accepted" of its own, or cannot be written.
 */
export async function writeAccepted(
  path: string,
  accepted: readonly AcceptedChange[],
): Promise<void> {
  const text = await Deno.readTextFile(userPath(path)).catch((error) => {
    if (error instanceof Deno.errors.NotFound) return HEAD;
    throw fault(path, (error as Error).message, error);
  });
  const block = `${BEGIN}\nexport const accepted = [\n${
    accepted.map(recordText).join("")
  }];\n${END}`;
  const from = text.indexOf(BEGIN), to = text.indexOf(END, from);
  if (from < 0 && /\bexport\s[^;]*\baccepted\b/.test(text)) {
    throw fault(
      path,
      'it exports an "accepted" of its own, which only you can change',
    );
  }
  if (from >= 0 && to < 0) {
    throw fault(path, `the line "${END}" below the list is gone`);
  }
  await writeWhole(
    path,
    from < 0
      ? `${text.trimEnd()}\n\n${block}\n`
      : text.slice(0, from) + block + text.slice(to + END.length),
  );
}

/** A record as JSON, a field a line. */
function recordText(found: AcceptedChange): string {
  const fields = Object.entries(found).map(([name, value]) =>
    `    ${JSON.stringify(name)}: ${JSON.stringify(value)},\n`
  );
  return `  {\n${fields.join("")}  },\n`;
}

const HEAD =
  '/** For `sg report --suite`: the default suite, but for what is accepted below. Export "checks" to ask others. */\n';

function exists(path: string): Promise<boolean> {
  return Deno.stat(userPath(path)).then(() => true, () => false);
}

function checkList(path: string, checks: unknown): readonly Check[] {
  if (!Array.isArray(checks)) {
    throw fault(path, '"checks" makes no list, a list of check(...) is needed');
  }
  const wrong = checks.findIndex((found) => !found?.unit || !found.condition);
  if (wrong < 0) return checks;
  throw fault(path, `entry ${wrong} of "checks" is no check(...)`);
}

function isAccepted(found: unknown): found is AcceptedChange {
  const { check, reason, at } = (found ?? {}) as Record<string, unknown>;
  return [check, reason, at].every((text) => typeof text === "string");
}

function fault(path: string, reason: string, cause?: unknown): UsageError {
  return new UsageError(`Cannot use the suite "${path}": ${reason}`, { cause });
}
