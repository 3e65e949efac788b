/** What one run of a program cost. */
export interface Cost {
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  /** Largest resident memory, MB. */
  readonly peakMb: number;
  readonly code: number;
}

/** Runs a program of Deno's and measures the whole process: CPU by the shell, memory by /proc. */
export async function measureProcess(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Cost> {
  const quoted = [Deno.execPath(), ...args].map((arg) =>
    `'${arg.replaceAll("'", "'\\''")}'`
  ).join(" ");
  const started = performance.now();
  const child = new Deno.Command("bash", {
    args: ["-c", `TIMEFORMAT='%U %S'; time ${quoted}`],
    env: { ...env },
    stdout: "null",
    stderr: "piped",
  }).spawn();
  let peakMb = 0, over = false;
  const watch = (async () => {
    while (!over) {
      for (const pid of await childrenOf(child.pid)) {
        const text = await Deno.readTextFile(`/proc/${pid}/status`)
          .catch(() => "");
        const found = /VmHWM:\s+(\d+)/.exec(text);
        if (found) peakMb = Math.max(peakMb, Number(found[1]) / 1024);
      }
      await new Promise((done) => setTimeout(done, 10));
    }
  })();
  const { code, stderr } = await child.output();
  over = true;
  await watch;
  const text = new TextDecoder().decode(stderr).trim();
  const [user, system] = text.split("\n").at(-1)!.split(" ").map(Number);
  if (code > 1) throw new Error(`The measured program failed: ${text}`);
  return {
    cpuSeconds: user! + system!,
    wallSeconds: (performance.now() - started) / 1000,
    peakMb,
    code,
  };
}

async function childrenOf(pid: number): Promise<readonly string[]> {
  const text = await Deno.readTextFile(`/proc/${pid}/task/${pid}/children`)
    .catch(() => "");
  return text.split(" ").filter(Boolean);
}

/** The middle value. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1]!;
}
