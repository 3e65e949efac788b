import type { Result } from "../check/mod.ts";
import { percent } from "../profile/mod.ts";
import { escape } from "./escape.ts";
import { figure, intervalText, percentText, valueText } from "./figure.ts";
import { oneLine } from "./together.ts";

/** Labels that are still on their way: how many have arrived, how fast, and what the figures are with the others counted in; "" where none were asked about. */
export function labelPart(results: readonly Result[]): string {
  const arrival = results.find(isArrival);
  const figures = results.filter(isMatured);
  if (!arrival && !figures.length) return "";
  const said = arrival
    ? `<p>${
      escape(
        arrival.value === null
          ? capital(String(arrival.details.reason ?? ""))
          : arrival.explanation,
      )
    }.</p>`
    : "";
  return `${said}${arrival ? curves(arrival) : ""}${table(figures)}`;
}

/** The same as lines of text. */
export function labelLines(results: readonly Result[]): string[] {
  const arrival = results.find(isArrival);
  return [
    ...(arrival && arrival.value !== null
      ? [oneLine(arrival.explanation)]
      : []),
    ...results.filter(isMatured).map((result) => {
      const only = onlyOf(result);
      return result.value === null
        ? `${nameOf(result)} is unknown: ${
          oneLine(String(result.details.reason))
        }`
        : `${nameOf(result)} ${valueText(result)} (${intervalText(result)}), ${
          restsOn(result)
        } positive labels expected${
          only === null
            ? ""
            : `; of the labels at hand alone ${percentText(only)}`
        }`;
    }),
  ];
}

function isArrival({ id }: Result): boolean {
  return id === "estimation/label_arrival";
}

function isMatured({ id }: Result): boolean {
  return id === "estimation/matured";
}

function table(results: readonly Result[]): string {
  if (!results.length) return "";
  return `<div class="scroll" tabindex="0" role="region" aria-label="Figures corrected for labels still to come"><table><thead><tr><th>metric</th><th>corrected</th><th>95 % interval</th><th>labels of expected</th><th>labels at hand alone</th></tr></thead><tbody>${
    results.map((result) =>
      `<tr><td>${nameOf(result)}</td>${
        result.value === null
          ? `<td colspan="3">unknown: ${
            escape(oneLine(String(result.details.reason)))
          }</td>`
          : `<td>${valueText(result)}</td><td>${intervalText(result)}</td><td>${
            restsOn(result)
          }</td>`
      }<td>${percentText(onlyOf(result))}</td></tr>`
    ).join("")
  }</tbody></table></div>`;
}

interface Told {
  readonly metric?: string;
  readonly arrived?: number;
  readonly expected?: number;
  readonly arrivedOnly?: Readonly<Record<string, number | null>>;
}

function nameOf({ details, check }: Result): string {
  const { metric } = details as Told;
  return (metric ?? /metric=(\w+)/.exec(check)?.[1] ?? "recall")
    .replaceAll("_", " ");
}

function onlyOf({ details }: Result): number | null {
  const { metric, arrivedOnly } = details as Told;
  return arrivedOnly?.[metric ?? ""] ?? null;
}

function restsOn({ details }: Result): string {
  const { arrived, expected } = details as Told;
  return `${figure(arrived)} of ${figure(Math.round(expected ?? NaN))}`;
}

interface Point {
  readonly days: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

interface Curve {
  readonly flagged: boolean;
  readonly points: readonly Point[];
}

const WIDTH = 480, HEIGHT = 140, AXIS = 18, LEFT = 46;

/** The share of labels arrived by age, with its interval, for flagged rows and the others. */
function curves({ details, value }: Result): string {
  const list = (details.curves ?? []) as readonly Curve[];
  if (value === null || !list.length) return "";
  const most = Math.max(...list.flatMap(({ points }) => points.at(-1)!.days));
  const x = (days: number) =>
    Math.round(LEFT + (WIDTH - LEFT - 4) * days / most);
  const y = (share: number) => Math.round(HEIGHT - (HEIGHT - 6) * share);
  const line = (points: readonly Point[], of: (point: Point) => number) =>
    points.map((point) => `${x(point.days)} ${y(of(point))}`).join("L");
  const drawn = list.map(({ flagged, points }) =>
    `<path class="${flagged ? "curband" : "ref"}" d="M${
      line(points, ({ high }) => high)
    }L${line([...points].reverse(), ({ low }) => low)}z"/><path class="${
      flagged ? "cur" : "was"
    }" d="M${line(points, ({ share }) => share)}"/>`
  );
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((part) =>
    `<text x="${x(most * part)}" y="${HEIGHT + AXIS - 4}" text-anchor="${
      part === 0 ? "start" : part === 1 ? "end" : "middle"
    }">${figure(Math.round(most * part))}${part === 1 ? " days" : ""}</text>`
  );
  const shares = [0.5, 1].map((share) =>
    `<text x="${LEFT - 6}" y="${y(share) + 4}" text-anchor="end">${
      percent(share)
    }</text>`
  );
  return `<figure class="small"><svg viewBox="0 0 ${WIDTH} ${
    HEIGHT + AXIS
  }" role="img" aria-label="Share of the positive labels that have arrived, by age of the row">${
    drawn.join("")
  }<path class="axis" d="M${LEFT} ${HEIGHT}H${WIDTH}"/>${ticks.join("")}${
    shares.join("")
  }</svg><figcaption>Share of the positive labels arrived by age of the row, 95 % band:${
    list.some(({ flagged }) => flagged)
      ? '<i class="cur"></i> flagged rows'
      : ""
  }${
    list.some(({ flagged }) => !flagged) ? '<i class="ref"></i> the others' : ""
  }</figcaption></figure>`;
}

function capital(text: string): string {
  return text.replace(/^./, (c) => c.toUpperCase());
}
