import {
  merge,
  type Profile,
  profileFromJson,
  profilesOf,
  profileToJson,
} from "../../lib/mod.ts";
import { INPUT_FLAGS, readSide, userPath, writeWhole } from "./inputs.ts";
import { parse, positionals, UsageError, type Verb } from "./usage.ts";

const FORM = "profile FILE --out P [--bins-from REFPROFILE]";

/** `sg profile`: makes or merges profiles. */
export const profileVerb: Verb = {
  help: `sg ${FORM}
sg profile merge P... --out P
Makes a mergeable profile of a file, or adds profiles that were counted with the same bins.

Example: deno task sg profile march.parquet --bins-from train.profile.json --out march.profile.json`,
  async run(args) {
    const { values, positionals: found } = parse(args, {
      ...INPUT_FLAGS,
      out: { type: "string" },
      "bins-from": { type: "string" },
      verbose: { type: "boolean" },
    });
    if (values.out === undefined) {
      throw new UsageError(`Cannot make a profile: --out FILE is needed`);
    }
    const made = found[0] === "merge"
      ? await mergeAll(found.slice(1))
      : await profileOf(
        positionals(found, FORM, 1)[0]!,
        values,
        values["bins-from"],
      );
    await writeWhole(
      values.out,
      `${JSON.stringify(profileToJson(made))}\n`,
    );
    console.log(
      `${made.name}: ${made.rows} rows, ${made.columns.size} columns`,
    );
    return 0;
  },
};

async function profileOf(
  input: string,
  values: Parameters<typeof readSide>[1],
  binsFrom: string | undefined,
): Promise<Profile> {
  const current = await readSide(input, values, "current");
  const reference = binsFrom === undefined
    ? undefined
    : await readProfile(binsFrom);
  return (await profilesOf({ current, reference, exact: false })).current;
}

async function mergeAll(paths: readonly string[]): Promise<Profile> {
  const [first, ...rest] = await Promise.all(
    positionals(paths, "profile merge P... --out P", 1, Infinity)
      .map(readProfile),
  );
  return rest.reduce(merge, first!);
}

/** Reads a stored profile. Errors: UsageError in one sentence. */
export async function readProfile(path: string): Promise<Profile> {
  let text: string;
  try {
    text = await Deno.readTextFile(userPath(path));
  } catch (error) {
    throw new UsageError(
      `Cannot read "${path}": ${
        error instanceof Deno.errors.NotFound
          ? "there is no such file"
          : (error as Error).message
      }`,
      { cause: error },
    );
  }
  try {
    return profileFromJson(JSON.parse(text));
  } catch (error) {
    throw new UsageError(
      `Cannot read "${path}": it is no profile, make one with "sg profile"`,
      { cause: error },
    );
  }
}
