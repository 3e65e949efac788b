import { joinSql, sql } from "../lib/mod.ts";
import { number } from "./charts/figure.ts";
import { liveStrip } from "./charts/live_strip.ts";
import type { PageContext, Section } from "./page.ts";
import { countText } from "./text.ts";

/** What goes on right now; the server gives it as literal rows, so the panel asks and reads like any other. */
export function liveSection({ bins = [], counters }: PageContext): Section {
  const rows = bins.map(({ ts, requests, p50, p95 }) =>
    sql`(${ts}, ${requests}, ${p50}, ${p95})`
  );
  return {
    id: "live",
    question: "What is happening right now?",
    answer: () => ({
      text: counters?.requests
        ? `${countText(counters.requests)} requests since the server started.`
        : "No request since the server started. Start with --traffic 20 to see it move.",
    }),
    panel: {
      title: "The last five minutes",
      sql: sql`select * from (values ${
        joinSql(rows.length ? rows : [sql`(0, 0, null, null)`])
      }) as bin(ts, requests, p50, p95)`,
      plot: (bins, where) =>
        liveStrip(
          bins.map((bin) => ({
            ts: number(bin.ts),
            requests: number(bin.requests),
            p50: bin.p50 === null ? null : number(bin.p50),
            p95: bin.p95 === null ? null : number(bin.p95),
          })),
          { label: "Last five minutes", seconds: 5 },
          where,
        ),
    },
    read:
      "Bins of five seconds. Latency is the time a request spends in the scoring pipeline and the log, its fsync included.",
    act:
      "Latency that climbs while requests do not points at the disk or a neighbour on the machine.",
  };
}
