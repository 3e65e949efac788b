import { percent } from "../profile/mod.ts";
import type { Began } from "./began.ts";
import type { Cause, ColumnCause } from "./cause.ts";
import type { FewFiles } from "./few_files.ts";
import { few, listed, oneLine } from "./together.ts";
import { findingOf, said, tellPlace } from "./tell_place.ts";
import { tellUnit } from "./unit_change.ts";

/** The most places that are told of a column. */
const PLACES = 2;

/**
 * Why a column changed, as sentences: what happened to its values, since when, with which version, where.
 *
 * Shape: a cause -> sentences, the most telling first. Edge cases: what could not be found is not said; where rows were at hand and no
 * column tells the change apart, that is said.
 */
export function tellCause(cause: ColumnCause): readonly string[] {
  const { unit, began, files, places, version } = cause;
  const slices = places.filter(({ kind }) => kind !== "version");
  const told = slices.flatMap((place) => tellPlace(place) ?? []);
  const even = slices.filter((place) => findingOf(place) === "even");
  return [
    ...(unit ? [tellUnit(unit)] : []),
    ...(began ? [tellBegan(began, version)] : []),
    ...(files ? [tellFiles(files)] : []),
    ...tellVersion(cause),
    ...told.slice(0, PLACES),
    ...(!told.length && even.length
      ? [`It is alike in every value of ${few(even.map(({ by }) => by))}.`]
      : []),
  ];
}

/** Which columns moved together, in a sentence; undefined for one column. */
export function tellTogether({ columns }: Cause): string | undefined {
  const names = columns.map(({ column }) => column);
  return names.length > 1
    ? `These ${names.length} columns moved together: ${few(names)}.`
    : undefined;
}

/** A point in time as people read it, no finer than the stretch it begins. */
export function momentText(seconds: number, step: number): string {
  const text = new Date(seconds * 1000).toISOString();
  return step >= 86_400
    ? text.slice(0, 10)
    : text.slice(0, 16).replace("T", " ");
}

function tellBegan(
  { by, step, from, to, series }: Began,
  version: ColumnCause["version"],
): string {
  const at = (seconds: number) => momentText(seconds, step);
  const begins = version ? `, when ${oneLine(version.value)} began` : "";
  const name = oneLine(by);
  if (from === null && to === null) {
    return `It holds from the beginning of the current data (${name} ${
      at(series[0]!.at)
    })${begins}.`;
  }
  const since = from === null
    ? `It holds from the beginning of the current data`
    : `It began at ${name} ${at(from)}${begins}`;
  return `${since}${to === null ? "" : ` and ended at ${at(to)}`}.`;
}

function tellFiles({ files, of, part, rows }: FewFiles): string {
  return `${
    percent(part)
  } of it lies in ${files.length} of ${of} files, which hold ${
    percent(rows)
  } of the rows: ${
    few(files.map((file) => file.slice(file.lastIndexOf("/") + 1)))
  }.`;
}

/** What the version role says: which version carries the change, or that a version on both sides changed as well. */
function tellVersion({ places, version, began }: ColumnCause): string[] {
  const place = places.find(({ kind }) => kind === "version");
  if (!place) return [];
  const finding = findingOf(place);
  if (finding !== "even") return [tellPlace(place)!];
  if (version && began) return [];
  const same = place.groups.find(({ mean: [before, after], rows }) =>
    before !== null && after !== null && Math.min(...rows) >= 0.05 &&
    Math.sign(after - before) === Math.sign(place.change.value) &&
    Math.abs(after - before) >= Math.abs(place.change.value) / 2
  );
  return same
    ? [
      `It is not the ${oneLine(place.by)}: inside ${
        said(same)
      }, which both sides have, ${percent(same.mean[0]!)} became ${
        percent(same.mean[1]!)
      }.`,
    ]
    : [];
}

/** What to do about a change, in a sentence or two. */
export function adviseOn(cause: ColumnCause): string {
  const { unit, rows, version, places, began } = cause;
  if (cause.isVersion) {
    return "A version came or went: read the other changes beside it, and compare the versions before more rows go to it.";
  }
  const where = [
    ...(version ? [`${oneLine(version.by)} ${oneLine(version.value)}`] : []),
    ...(began && began.from !== null
      ? [`what changed at ${momentText(began.from, began.step)}`]
      : []),
    ...places.filter((place) =>
      place.kind !== "version" && findingOf(place) === "within"
    ).slice(0, 1).map((place) => `${place.by} = ${said(place.groups[0]!)}`),
  ];
  const look = where.length ? `Look at ${listed(where)} first. ` : "";
  if (unit) {
    return `${look}Ask who writes the column which unit it has now: convert it back, or accept it and train again.`;
  }
  if (rows.words === "missing values") {
    return `${look}Find out where the values were lost; a model reads them as missing until then.`;
  }
  if (rows.before === 0 && rows.words.startsWith('"')) {
    return `${look}A model trained before has never seen ${rows.words}: map it, or train again, and accept it if it is meant.`;
  }
  return `${look}If it is meant, accept it; if not, find out what feeds the column.`;
}
