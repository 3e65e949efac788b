/**
 * Judges our units by the golden values of a folder: reference implementations' figures and the inputs they were made
 * from, or peers' own tests. Exit code 1 when any differs or is missing, 2 when the folder holds neither.
 *
 * ```sh
 * deno task goldens                      # ../shared/goldens
 * deno task goldens ../shared/data/expectations
 * deno task goldens FOLDER --verbose     # each key that did not match: ours, theirs, the call
 * ```
 */
import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { judgeExpectations } from "../golden/expectations/mod.ts";
import { openFolder } from "../golden/folder.ts";
import {
  type Fate,
  judgeGoldens,
  type Outcome,
} from "../golden/judge_goldens.ts";
import { root } from "./deno.ts";

const FATES: readonly Fate[] = ["matched", "excepted", "differed", "missing"];

const { values, positionals } = parseArgs({
  args: Deno.args,
  allowPositionals: true,
  options: { verbose: { type: "boolean", short: "v" } },
});
const given = positionals[0];
const path = given === undefined
  ? `${root}../shared/goldens`
  : given.startsWith("/")
  ? given
  : `${Deno.env.get("INIT_CWD") ?? Deno.cwd()}/${given}`;
const outcomes = existsSync(`${path}/goldens.json`)
  ? await judgeGoldens(openFolder(path))
  : await judgeExpectations(path);
if (outcomes.length === 0) {
  console.error(
    `Cannot judge by ${
      JSON.stringify(given ?? path)
    }: it holds no goldens.json and none of the peers' folders`,
  );
  Deno.exit(2);
}
console.log(tableOf(outcomes));
for (const outcome of outcomes) {
  const bad = outcome.fate === "differed" || outcome.fate === "missing";
  if (bad || (values.verbose && outcome.fate === "excepted")) tell(outcome);
}
const count = (fate: Fate) =>
  outcomes.filter((outcome) => outcome.fate === fate).length;
console.log(FATES.map((fate) => `${count(fate)} ${fate}`).join(", "));
Deno.exit(count("differed") + count("missing") > 0 ? 1 : 0);

function tableOf(outcomes: readonly Outcome[]): string {
  const rows = [["family", ...FATES]];
  for (const family of new Set(outcomes.map(({ family }) => family))) {
    const own = outcomes.filter((outcome) => outcome.family === family);
    const cells = FATES.map((fate) =>
      own.filter((outcome) => outcome.fate === fate).length
    );
    rows.push([family, ...cells.map((n) => n ? String(n) : "")]);
  }
  return rows.map(([family, ...cells]) =>
    `${family!.padEnd(30)}${cells.map((cell) => cell.padStart(10)).join("")}`
      .trimEnd()
  ).join("\n");
}

function tell({ key, fate, ours, theirs, note }: Outcome): void {
  console.log(`${fate} ${key}`);
  if (values.verbose) {
    console.log(`  ours   ${JSON.stringify(ours)}`);
    console.log(`  theirs ${JSON.stringify(theirs)}`);
  }
  console.log(`  ${note}`);
}
