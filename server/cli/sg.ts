import { isCallersMistake, type Verb } from "./usage.ts";

// Each verb is loaded only when it is asked: DuckDB and the server cost start-up time.
const verbs: Readonly<
  Record<string, { readonly does: string; load(): Promise<Verb> }>
> = {
  report: {
    does: "judge a file, against a reference where one is given",
    load: async () =>
      (await late<typeof import("./report.ts")>("./report.ts")).report,
  },
  schema: {
    does: "propose, check, compare and widen a schema",
    load: async () =>
      (await late<typeof import("./schema.ts")>("./schema.ts")).schemaVerb,
  },
  split: {
    does: "split a file into train, validation and test, and look for leaks",
    load: async () =>
      (await late<typeof import("./split.ts")>("./split.ts")).splitVerb,
  },
  profile: {
    does: "make or merge profiles",
    load: async () =>
      (await late<typeof import("./profile.ts")>("./profile.ts")).profileVerb,
  },
  compare: {
    does: "judge one stored profile against another",
    load: async () =>
      (await late<typeof import("./compare.ts")>("./compare.ts")).compareVerb,
  },
  catalogue: {
    does: "list every unit",
    load: async () =>
      (await late<typeof import("./catalogue.ts")>("./catalogue.ts"))
        .catalogueVerb,
  },
  measure: {
    does: "ask any one unit",
    load: async () =>
      (await late<typeof import("./measure.ts")>("./measure.ts")).measureVerb,
  },
  stream: {
    does: "run an online detector over a column",
    load: async () =>
      (await late<typeof import("./stream.ts")>("./stream.ts")).streamVerb,
  },
  serve: {
    does: "serve the scoring API and the dashboards",
    load: async () =>
      (await late<typeof import("./serve.ts")>("./serve.ts")).serve,
  },
  ingest: {
    does: "take a file of events or labels into the lake",
    load: async () =>
      (await late<typeof import("./ingest.ts")>("./ingest.ts")).ingestVerb,
  },
  log: {
    does: "verify, merge or remake the event log's files, say what they take",
    load: async () =>
      (await late<typeof import("./log.ts")>("./log.ts")).logVerb,
  },
  quarantine: {
    does: "list events that were set apart, or try them again",
    load: async () =>
      (await late<typeof import("./quarantine.ts")>("./quarantine.ts"))
        .quarantineVerb,
  },
  backtest: {
    does: "replay past windows: expected false alarms, and delay of faults",
    load: async () =>
      (await late<typeof import("./backtest.ts")>("./backtest.ts"))
        .backtestVerb,
  },
  monitor: {
    does: "judge days of a system as the server does on its schedule",
    load: async () =>
      (await late<typeof import("./monitor.ts")>("./monitor.ts")).monitorVerb,
  },
};

/** Imports a verb's module by a name that Deno cannot see beforehand: it would load all of them to look for imports. */
function late<T>(path: string): Promise<T> {
  return import(new URL(path, import.meta.url).href);
}

const VERSION = "0.1.0";

async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (
    name === undefined || name === "--help" || name === "-h" || name === "help"
  ) {
    console.log(overview());
    return name === undefined ? 2 : 0;
  }
  if (name === "--version") {
    console.log(VERSION);
    return 0;
  }
  const verb = Object.hasOwn(verbs, name) ? verbs[name]! : undefined;
  if (!verb) {
    console.error(
      `Unknown command "${name}": known are ${Object.keys(verbs).join(", ")}`,
    );
    return 2;
  }
  const { help, run } = await verb.load();
  if (rest.includes("--help") || rest.includes("-h")) {
    console.log(help);
    return 0;
  }
  return await run(rest);
}

function overview(): string {
  const width = Math.max(...Object.keys(verbs).map((name) => name.length));
  return `sg ${VERSION}: is the data right, is the model fooled, did the world change

Usage: deno task sg <verb> [arguments]; "sg <verb> --help" shows an example.

${
    Object.entries(verbs).map(([name, { does }]) =>
      `  ${name.padEnd(width)}  ${does}`
    ).join("\n")
  }

Exit codes: 0 no verdict is fail, 1 a verdict is fail, 2 wrong usage or unreadable input, 3 an internal fault.`;
}

if (import.meta.main) {
  const args = Deno.args;
  let code: number;
  try {
    code = await main(args);
  } catch (error) {
    const mistake = isCallersMistake(error);
    const message = error instanceof Error ? error.message : String(error);
    console.error(
      mistake ? message : `Internal fault: ${message.split("\n")[0]}`,
    );
    if (args.includes("--verbose") && error instanceof Error) {
      console.error(error.stack);
    }
    code = mistake ? 2 : 3;
  }
  Deno.exit(code);
}
