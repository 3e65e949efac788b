/**
 * Feeds a folder of hostile inputs through ingest and report, and compares with what the folder expects. Exit code 1 when
 * any differs or is missing, 2 when the folder holds none.
 *
 * ```sh
 * deno task hostile                      # ../shared/hostile
 * deno task hostile FOLDER               # any other of the same shape
 * ```
 */
import { judgeHostile } from "../hostile/judge_hostile.ts";
import { openLook } from "../hostile/look_in_browser.ts";
import { root } from "./deno.ts";

const given = Deno.args[0];
const folder = given === undefined
  ? `${root}../shared/hostile`
  : given.startsWith("/")
  ? given
  : `${Deno.env.get("INIT_CWD") ?? Deno.cwd()}/${given}`;
const { lookAt, close } = await openLook();
const fared = await judgeHostile(
  folder,
  lookAt,
  (family) => console.error(`Judging ${family}`),
);
await close();
if (fared.length === 0) {
  console.error(
    `Cannot judge by ${
      JSON.stringify(given ?? folder)
    }: it holds no hostile inputs`,
  );
  Deno.exit(2);
}
const fates = ["matched", "excepted", "differed", "missing"] as const;
for (
  const [family, some] of Map.groupBy(fared, ({ key }) => key.split("/")[0])
) {
  const counts = fates.map((fate) =>
    `${some.filter((one) => one.fate === fate).length} ${fate}`
  );
  console.log(`${family!.padEnd(10)} ${counts.join(", ")}`);
}
for (const { key, wrong, fate } of fared) {
  if (fate === "differed" || fate === "missing") {
    console.log(`${fate} ${key}\n  ${wrong}`);
  }
}
const count = (fate: typeof fates[number]) =>
  fared.filter((one) => one.fate === fate).length;
console.log(fates.map((fate) => `${count(fate)} ${fate}`).join(", "));
Deno.exit(count("differed") + count("missing") > 0 ? 1 : 0);
