import { close } from "./close.ts";
import exceptions from "./exceptions.json" with { type: "json" };
import type { Folder } from "./folder.ts";
import { RULES } from "./map/mod.ts";
import type { Golden } from "./rule.ts";

/** How a key fared. */
export type Fate = "matched" | "excepted" | "differed" | "missing";

/** One key judged. */
export interface Outcome {
  readonly key: string;
  /** The part of the key that names the kind of figure: "ks", "evidently/psi". */
  readonly family: string;
  readonly fate: Fate;
  readonly ours?: unknown;
  readonly theirs: unknown;
  /** Our call, the exception's reason, or what went wrong. */
  readonly note: string;
}

/** An exception of test/golden/exceptions.json: keys that do not have to match, and why. */
export interface Exception {
  /** A regular expression for the whole key. */
  readonly pattern: string;
  readonly reason: string;
  /** Whether it holds only where the peer has no value, defaults to false. */
  readonly onlyNull?: boolean;
}

/** Asks our units every key of a folder; what matches counts as matched even where an exception stands. */
export async function judgeGoldens(
  folder: Folder,
  done: (outcome: Outcome) => void = () => {},
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const golden of folder.goldens) {
    const outcome = { ...await judge(golden, folder), ...head(golden) };
    outcomes.push(outcome);
    done(outcome);
  }
  return outcomes;
}

async function judge(
  golden: Golden,
  folder: Folder,
): Promise<Pick<Outcome, "fate" | "ours" | "theirs" | "note">> {
  const except = exceptionFor(golden, exceptions);
  for (const { pattern, ask } of RULES) {
    const match = pattern.exec(golden.key);
    if (!match) continue;
    try {
      const answer = await ask(match.groups ?? {}, golden, folder);
      const { ours, call, tolerance, fields } = answer;
      const theirs = "theirs" in answer ? answer.theirs : golden.value;
      const same = close(ours, theirs, tolerance, fields);
      return {
        fate: same ? "matched" : except ? "excepted" : "differed",
        ours,
        theirs,
        note: !same && except ? except.reason : call,
      };
    } catch (error) {
      return {
        fate: except ? "excepted" : "missing",
        theirs: golden.value,
        note: except?.reason ?? (error as Error).message,
      };
    }
  }
  return {
    fate: except ? "excepted" : "missing",
    theirs: golden.value,
    note: except?.reason ?? "no rule maps this key to a unit",
  };
}

/** The exception that stands for a key, if any. */
export function exceptionFor(
  { key, value }: Pick<Golden, "key" | "value">,
  from: readonly Exception[],
): Exception | undefined {
  return from.find(({ pattern, onlyNull }) =>
    new RegExp(`^(?:${pattern})$`).test(key) && (!onlyNull || value === null)
  );
}

function head({ key }: Golden): Pick<Outcome, "key" | "family"> {
  const [first, second] = key.split("/");
  const peer = ["evidently", "nannyml", "river", "gbstats"].includes(first!);
  // "river/KSWIN_seed1/gauss" is of the family "river/KSWIN"
  const kind = second?.replace(/_[a-z]+[\d.]+$|@\d+$/, "");
  return { key, family: peer ? `${first}/${kind}` : first! };
}
