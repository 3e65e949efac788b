import {
  atLeast,
  between,
  type CheckableUnit,
  classImbalance,
  concentration,
  explorationShare,
  ndcg,
  rocAuc,
  rowCount,
  type Severity,
} from "../../lib/mod.ts";
import type { MonitorConfig, Rule, Watch } from "./monitor.ts";

/** What comes in from outside: a change is somebody's fault until shown otherwise. */
const inputs = ["device", "country", "hour", "user_activity_7d", "age_gap"];

/** What comes in with the titles. */
const catalogue = ["minutes", "genre", "age_rating"];

/** What the system makes itself: a deployment moves it, and so does the slow drift of what is popular. */
const made = [
  "score",
  "source",
  "affinity",
  "ctr_7d",
  "popularity_7d",
  "genre_share",
  "same_genre_as_last",
  "title_age_days",
  "is_new",
];

const within = (share: number): Rule => (quiet) =>
  between(
    round(Math.min(...quiet) * (1 - share)),
    round(Math.max(...quiet) * (1 + share)),
  );
const lessBy = (margin: number): Rule => (quiet) =>
  atLeast(round(Math.min(...quiet) - margin));

/** Streamflix is compared with two whole weeks in which nothing was planted and one ranker answered nearly all. */
export const streamflixMonitor: MonitorConfig = {
  system: "streamflix",
  title: "Film recommendations",
  reference: { from: "2026-01-26", to: "2026-02-09" },
  roles: {
    time: "ts",
    entity: "entity",
    query: "request_id",
    item: "item",
    version: "model",
    score: "score",
    label: "clicked",
    click: "clicked",
    propensity: "propensity",
    explored: "explored",
  },
  slices: ["device", "model"],
  drift: { fail: [...inputs, ...catalogue, "fallback"], warn: made },
  watches: [
    watch(rowCount, {}, within(0.4)),
    watch(classImbalance, { label: "clicked" }, within(0.1)),
    watch(rocAuc, { score: "score", label: "clicked" }, lessBy(0.03), "warn"),
    watch(
      ndcg,
      { query: "request_id", score: "score", label: "clicked" },
      lessBy(0.03),
      "warn",
    ),
    watch(concentration, { item: "item" }, within(0.1), "warn"),
    watch(
      explorationShare,
      { explored: "explored" },
      () => between(0.04, 0.06),
    ),
  ],
  schedule: "*/5 * * * *",
  settleHours: 0,
};

function watch(
  unit: unknown,
  roles: Watch["roles"],
  rule: Rule,
  severity: Severity = "fail",
): Watch {
  return { unit: unit as CheckableUnit, roles, rule, severity };
}

function round(x: number): number {
  return Number(x.toPrecision(3));
}
