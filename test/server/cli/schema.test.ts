import { afterAll, expect, test, vi } from "vitest";
import { schemaVerb } from "../../../server/cli/schema.ts";

const folder = Deno.makeTempDirSync();
afterAll(() => Deno.removeSync(folder, { recursive: true }));
const path = (name: string) => `${folder}/${name}`;
const csv = (rows: string[]) => ["id,fare,flag,label", ...rows].join("\n");
const rows = Array.from(
  { length: 200 },
  (_, i) => `${i},${i % 20},${i % 2 ? "Y" : "N"},${i % 3 === 0}`,
);
Deno.writeTextFileSync(path("old.csv"), csv(rows));
Deno.writeTextFileSync(path("new.csv"), csv([...rows, "200,90,Z,true"]));

async function sg(...args: string[]) {
  const said: string[] = [];
  const log = vi.spyOn(console, "log").mockImplementation((line) =>
    void said.push(String(line))
  );
  const error = vi.spyOn(console, "error").mockImplementation(() => {});
  try {
    return { code: await schemaVerb.run(args), text: said.join("\n") };
  } finally {
    log.mockRestore();
    error.mockRestore();
  }
}

test("a schema is proposed, broken, and the change accepted", async () => {
  const schema = path("s.json"), wider = path("wider.ts");
  expect(
    (await sg(
      "infer",
      path("old.csv"),
      "--out",
      schema,
      "--label",
      "label",
    )).code,
  ).toBe(0);
  expect((await sg("check", path("old.csv"), "--schema", schema)).code).toBe(0);
  const broken = await sg("check", path("new.csv"), "--schema", schema);
  expect(broken.code).toBe(1);
  expect(broken.text).toContain("flag: set membership");
  const accepted = await sg(
    "accept",
    path("new.csv"),
    "--schema",
    schema,
    "--out",
    wider,
  );
  expect(accepted.text).toMatch('~ flag.values: +"Z"');
  const difference = await sg("diff", schema, wider);
  expect(difference.text).toMatch("~ fare.max:");
  expect(difference.code).toBe(0);
  expect((await sg("check", path("new.csv"), "--schema", wider)).code).toBe(0);
  expect((await sg("diff", wider, schema)).code).toBe(1);
});

test("serving data has no label", async () => {
  const schema = path("env.json");
  await sg("infer", path("old.csv"), "--out", schema, "--label", "label");
  const asked = ["check", path("old.csv"), "--schema", schema, "--environment"];
  expect((await sg(...asked, "training")).code).toBe(0);
  expect((await sg(...asked, "serving")).code).toBe(1);
});

test("what is missing is said in one sentence", async () => {
  await expect(sg("check", path("old.csv"))).rejects.toThrow(
    'Cannot run "schema check": --schema F is needed',
  );
  await expect(sg("check", path("old.csv"), "--schema", path("no.json")))
    .rejects.toThrow("the file does not exist");
  await expect(sg("infer", path("old.csv"), "--label", "y")).rejects.toThrow(
    'column "y" is missing, found "id", "fare", "flag", "label"',
  );
  await expect(sg("guess")).rejects.toThrow(
    'Cannot run "schema guess": one of "infer", "check", "diff", "accept" is needed',
  );
});
