import {
  acceptChange,
  type AcceptedChange,
  type Report,
  type Result,
} from "../../lib/mod.ts";
import { writeAccepted } from "./suite_file.ts";
import { UsageError } from "./usage.ts";

/** What `sg report accept` was told. */
export interface Acceptance {
  /** Names of checks, or of columns. */
  readonly names: readonly string[];
  readonly reason: string | undefined;
  readonly until: string | undefined;
  /** Today, "2026-03-14". */
  readonly today: string;
}

/**
 * Writes "this change is meant" into a suite file, for checks of a report that was made without it.
 *
 * All names or none: a name that is not in the report, or did not fail, is one sentence and nothing is written. What the file accepts
 * already stays as it is, unless the change moved further or a new reason or day is given. Errors: UsageError.
 */
export async function accept(
  made: Report,
  judged: Report,
  path: string,
  before: readonly AcceptedChange[],
  { names, reason, until, today }: Acceptance,
): Promise<string> {
  const results = names.flatMap((name) => resultsOf(made, name));
  const kept = new Map(before.map((found) => [found.check, found]));
  const said: string[] = [];
  for (const result of new Set(results)) {
    const old = kept.get(result.check);
    const still = judged.results.find(({ check }) => check === result.check)
      ?.details.accepted !== undefined;
    const base = old && still
      ? old
      : acceptChange(result, made.profiles, { reason: "", at: today });
    const changed: AcceptedChange = {
      ...base,
      reason: reason ?? old?.reason ?? "no reason given",
      ...(until === undefined ? {} : {
        until: acceptChange(result, made.profiles, {
          reason: "",
          at: today,
          until,
        }).until!,
      }),
    };
    const same = old && JSON.stringify(old) === JSON.stringify(changed);
    kept.set(result.check, changed);
    said.push(
      `${same ? "Accepted already" : "Accepted"}: ${result.explanation}`,
    );
  }
  const after = [...kept.values()];
  if (JSON.stringify(after) !== JSON.stringify(before)) {
    await writeAccepted(path, after);
  }
  return said.join("\n");
}

/** The results of a name: of the check called so, else those of the column that failed or warn. */
function resultsOf({ results }: Report, name: string): readonly Result[] {
  const open = results.filter(({ verdict }) =>
    verdict === "fail" || verdict === "warn"
  );
  const named = results.filter(({ check }) => check === name);
  const found = named.length
    ? named
    : open.filter(({ columns }) => columns.column === name);
  if (!found.length) {
    throw new UsageError(
      `Cannot accept "${name}": no check or column of that name failed or warns, ${
        open.length
          ? `open are ${
            open.slice(0, 8).map(({ check }) => `"${check}"`).join(", ")
          }${open.length > 8 ? ` and ${open.length - 8} more` : ""}`
          : "nothing in this report does"
      }`,
    );
  }
  const wrong = found.find((result) => !open.includes(result));
  if (wrong) {
    throw new UsageError(
      `Cannot accept "${name}": its verdict is ${wrong.verdict}, a check that failed or warns is needed`,
    );
  }
  return found;
}
