import type { MonitorConfig } from "../systems/monitor.ts";
import { streamflixMonitor } from "../systems/streamflix_monitor.ts";
import { UsageError } from "./usage.ts";

/** The monitors of this server by name. */
export const monitors: Readonly<Record<string, MonitorConfig>> = {
  streamflix: streamflixMonitor,
};

/** The monitor of that name. Errors: UsageError naming those there are. */
export function monitorNamed(name: string): MonitorConfig {
  if (Object.hasOwn(monitors, name)) return monitors[name]!;
  throw new UsageError(
    `Cannot run monitor "${name}": it is unknown, known are ${
      Object.keys(monitors).map((known) => `"${known}"`).join(", ")
    }`,
  );
}
