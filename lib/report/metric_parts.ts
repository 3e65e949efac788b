import { type ChangePart } from "../math/mod.ts";
import { escape } from "./escape.ts";
import { figure, percentText } from "./figure.ts";
import type { MetricChange } from "./metric_change.ts";
import type { Place } from "./place.ts";
import { changeInPoints } from "../profile/mod.ts";
import { said } from "./tell_place.ts";

/** The most columns a metric's table names. */
const COLUMNS = 8;

/** How much of the change of each metric every column explains, as tables in HTML; "" where nothing was asked. */
export function metricParts(metrics: readonly MetricChange[]): string {
  const parts = metrics.map((metric) =>
    `<h3>${escape(metricSentence(metric))}</h3>${table(metric)}`
  ).join("");
  return parts.includes("<table")
    ? `<p class="figures">Each column alone, as if nothing else had changed: what other shares of its values explain of the change (mix), and what other figures inside them do (rate). The two add up to the change; columns overlap, so do not add them.</p>${parts}`
    : parts;
}

/** A metric's change in one sentence, with its interval, and whether it is one at all. */
export function metricSentence(
  { name, unit, before, after, change }: MetricChange,
): string {
  const text = unit === "ratio" ? percentText : figure;
  const [low, high] = change.interval;
  const head = `${name.replace(/^./, (c) => c.toUpperCase())}: ${
    text(before)
  } became ${text(after)}`;
  const size = (x: number) =>
    unit === "ratio" ? String(Number((100 * x).toPrecision(2))) : figure(x);
  if (low <= 0 && high >= 0) {
    return `${head}: no change that these rows could show (${size(low)} to ${
      size(high)
    })`;
  }
  if (unit === "ratio") {
    return `${head}, ${changeInPoints(change.value, change.interval)}`;
  }
  const sign = Math.sign(change.value),
    ends = sign < 0 ? [high, low] : [low, high];
  return `${head}, ${sign < 0 ? "down" : "up"} ${
    figure(sign * change.value)
  } (${ends.map((x) => figure(sign * x)).join(" to ")})`;
}

function table({ name, places, unit, change }: MetricChange): string {
  const sure = change.interval[0] > 0 || change.interval[1] < 0;
  if (!sure) return "";
  const shown = places.slice(0, COLUMNS);
  return `<div class="scroll" tabindex="0" role="region" aria-label="Parts of the change of ${
    escape(name)
  }"><table><thead><tr><th>by</th><th>other shares of its values</th><th>other figures inside them</th><th>most of it in</th></tr></thead><tbody>${
    shown.map((place) =>
      `<tr><td>${escape(place.by)}</td><td>${part(place.mix, unit)}</td><td>${
        part(place.rate, unit)
      }</td><td>${escape(most(place, unit))}</td></tr>`
    ).join("")
  }</tbody></table></div>`;
}

function part(
  { value, interval }: ChangePart,
  unit: MetricChange["unit"],
): string {
  return `${signed(value, unit)}<br><small>${
    interval.map((x) => signed(x, unit)).join(" to ")
  }</small>`;
}

function most({ groups }: Place, unit: MetricChange["unit"]): string {
  return groups.slice(0, 2).map((group) =>
    `${said(group)} ${signed(group.carries, unit)}`
  ).join(", ");
}

function signed(x: number, unit: MetricChange["unit"]): string {
  const value = unit === "ratio" ? 100 * x : x;
  const text = Number(Math.abs(value).toPrecision(2));
  return `${text === 0 ? "" : value < 0 ? "−" : "+"}${text}`;
}
