import type { Result } from "../check/mod.ts";
import { columnsText, valueText, wordsOf } from "./figure.ts";

/** Results that say the same of several columns, or much the same of many. */
export interface Together {
  readonly first: Result;
  /** What stands in for the check's name: the unit and its column, or how many columns. */
  readonly name: string;
  /** The explanation, said once, the columns in front where there are several. */
  readonly said: string;
  /** Where many say different things of one kind: each column with what is said of it. */
  readonly each: readonly { readonly name: string; readonly said: string }[];
}

/** From this many on, results of one unit and verdict become one entry even if they say different things. */
const MANY = 4;

/**
 * Puts results of one unit and verdict that differ in the column only into one entry, and so four or more that differ in their
 * figures; the order of the first is kept.
 */
export function together(results: readonly Result[]): readonly Together[] {
  const same = grouped(results, (result) => [result.verdict, bare(result)]);
  const entries = same.map((group): Together => {
    const first = group[0]!;
    if (group.length === 1) {
      const said = first.verdict === "unknown" ? bare(first) : plain(first);
      return { first, name: first.check, said, each: [] };
    }
    return {
      first,
      name: `${first.id} (${group.length} columns)`,
      said: `${few(group.map(ownName))}: ${bare(first)}`,
      each: [],
    };
  });
  const gathered = new Map<string, Together[]>();
  for (const entry of entries) {
    const { id, verdict, columns, value } = entry.first;
    const alone = entry.name === entry.first.check;
    const key = alone && "column" in columns && value !== null
      ? JSON.stringify([id, verdict])
      : JSON.stringify([entry.name, verdict, entry.said]);
    gathered.set(key, [...(gathered.get(key) ?? []), entry]);
  }
  return [...gathered.values()].flatMap((list) =>
    list.length < MANY ? list : [many(list)]
  );
}

function many(list: readonly Together[]): Together {
  const { first, said } = list[0]!;
  const known = first.verdict !== "unknown";
  const names = few(
    list.map(({ first }) =>
      known ? `${ownName(first)} ${valueText(first)}` : ownName(first)
    ),
  );
  return {
    first,
    name: `${first.id} (${list.length} columns)`,
    said: known ? names : `${names}; ${ownName(first)}: ${said}`,
    each: list.map(({ first, said }) => ({ name: ownName(first), said })),
  };
}

function grouped(
  results: readonly Result[],
  keyOf: (result: Result) => unknown,
): readonly (readonly Result[])[] {
  const groups = new Map<string, Result[]>();
  for (const result of results) {
    const key = JSON.stringify([result.id, keyOf(result)]);
    const group = groups.get(key);
    if (group) group.push(result);
    else groups.set(key, [result]);
  }
  return [...groups.values()];
}

/** The first names of a list on one line, long ones shortened, and how many more. */
export function few(names: readonly string[]): string {
  return listed(names.map((name) => {
    const line = oneLine(name);
    return line.length > 40 ? `${line.slice(0, 39)}…` : line;
  }));
}

/** Texts as a list in a sentence: at most five, else four and how many more. */
export function listed(texts: readonly string[]): string {
  return texts.length > 5
    ? `${texts.slice(0, 4).join(", ")} and ${texts.length - 4} more`
    : texts.length > 1
    ? `${texts.slice(0, -1).join(", ")} and ${texts.at(-1)}`
    : texts.join("");
}

/** A text from the data on one line, without what would move a terminal's cursor. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ");
}

/** The column a result is about, before the label it is asked with. */
export function ownName(result: Result): string {
  const { column } = result.columns;
  return typeof column === "string" ? column : columnsText(result);
}

/** The explanation; where it is the bare figure, in words and in its unit. */
function plain(result: Result): string {
  const { check, id, condition, explanation } = result, name = ownName(result);
  return explanation.startsWith(`${check} is `) && result.value !== null
    ? `${wordsOf(id)}${name ? ` of ${name}` : ""} is ${
      valueText(result)
    }, wanted ${condition}`
    : explanation;
}

/** What is said, without the column's name in front. */
function bare(result: Result): string {
  const { explanation, check, columns, verdict, details } = result;
  if (verdict === "unknown" && typeof details.reason === "string") {
    return details.reason;
  }
  const { column } = columns;
  const starts = [
    `${check} `,
    ...(typeof column === "string" ? [`${column} `] : []),
  ];
  const start = starts.find((start) => explanation.startsWith(start));
  return start ? explanation.slice(start.length) : explanation;
}
