import type { HistoryOptions } from "../../lib/mod.ts";
import type { CountedFile } from "./count_file.ts";
import { monitorNamed } from "./monitors.ts";
import { openMonitor } from "./open_monitor.ts";
import { serveFlags } from "./serve_flags.ts";
import { streamflixRows } from "./streamflix_rows.ts";
import { UsageError } from "./usage.ts";

/** The days of a monitored system, counted as its monitor counts them, with the rules it judges them by. */
export async function countMonitor(
  name: string,
  flags: {
    readonly systems?: string | undefined;
    readonly lake?: string | undefined;
  },
  say: (line: string) => void,
): Promise<{
  readonly counted: CountedFile;
  readonly options: Partial<HistoryOptions>;
}> {
  const config = monitorNamed(name);
  const { root, lake } = serveFlags([
    ...(flags.systems === undefined ? [] : ["--systems", flags.systems]),
    ...(flags.lake === undefined ? [] : ["--lake", flags.lake]),
  ]);
  const monitor = openMonitor(config, streamflixRows(root, lake), root);
  try {
    say(`Counting the days of ${name} that are not counted yet`);
    const windows = await monitor.history();
    if (!windows.length) {
      throw new UsageError(
        `Cannot backtest "${name}": there are no exposures, make the demo world with "deno task world"`,
      );
    }
    const end = Date.parse(`${config.reference.to}T00:00:00Z`);
    return {
      counted: { name, windows, reference: 28, notes: [] },
      options: {
        start: windows.filter(({ from }) => from < end).length,
        need: config.drift.need ?? 1,
        ...(config.drift.budget ? { budget: config.drift.budget } : {}),
      },
    };
  } finally {
    monitor.close();
  }
}
