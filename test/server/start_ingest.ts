import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import process from "node:process";
import { createInterface } from "node:readline";

/** An ingest server in a process of its own. */
export interface IngestProcess {
  readonly address: string;
  /** Milliseconds that the lake took to open. */
  readonly openMs: number;
  readonly child: ChildProcess;
  /** Resolves to the exit code, or the signal, when the process is gone. */
  readonly ended: Promise<number | string | null>;
  /** What it wrote to stderr. */
  errors(): string;
  /** Resident memory, MB, and CPU seconds until now. */
  usage(): { readonly mb: number; readonly cpuSeconds: number };
}

const main = new URL("./ingest_main.ts", import.meta.url).pathname;

/** Starts it over the lake in a folder and waits until it listens. Error: when it ends first. */
export async function startIngest(
  root: string,
  sealMs = 60_000,
  env: Readonly<Record<string, string>> = {},
): Promise<IngestProcess> {
  const child = spawn(
    process.execPath,
    ["run", "-A", "--no-check", main, root, String(sealMs)],
    {
      stdio: ["ignore", "pipe", "pipe"],
      cwd: new URL("../../", import.meta.url).pathname,
      env: { ...process.env, ...env },
    },
  );
  let errors = "";
  child.stderr!.on("data", (bytes) => errors += bytes);
  const ended = new Promise<number | string | null>((resolve) =>
    child.on("close", (code, signal) => resolve(code ?? signal))
  );
  for await (const line of createInterface({ input: child.stdout! })) {
    if (!line.startsWith("{")) continue;
    const { address, openMs } = JSON.parse(line);
    return { address, openMs, child, ended, errors: () => errors, usage };
  }
  throw new Error(`The server ended before it listened: ${errors}`);

  function usage() {
    const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
    const stat = readFileSync(`/proc/${child.pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return {
      mb: Number(/VmRSS:\s+(\d+)/.exec(status)![1]) / 1024,
      cpuSeconds: (Number(fields[11]) + Number(fields[12])) / 100,
    };
  }
}
