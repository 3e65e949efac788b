import { reportOn } from "../../lib/mod.ts";
import { writeWhole } from "./inputs.ts";
import { readProfile } from "./profile.ts";
import { parse, positionals, type Verb } from "./usage.ts";

const FORM = "compare REFPROFILE CURPROFILE [--html F] [--json]";

/** `sg compare`: the report of two stored profiles. */
export const compareVerb: Verb = {
  help: `sg ${FORM}
Judges one stored profile against another: what can be said without the rows.

Example: deno task sg compare train.profile.json march.profile.json`,
  async run(args) {
    const { values, positionals: found } = parse(args, {
      html: { type: "string" },
      json: { type: "boolean" },
      verbose: { type: "boolean" },
    });
    const [before, after] = positionals(found, FORM, 2);
    const made = await reportOn({
      reference: await readProfile(before!),
      current: await readProfile(after!),
    });
    if (values.html !== undefined) await writeWhole(values.html, made.html());
    console.log(
      values.json ? JSON.stringify(made.json(), null, 1) : made.text(),
    );
    return made.verdict === "fail" ? 1 : 0;
  },
};
