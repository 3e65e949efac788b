import { cellKind, cellKinds } from "./cell_kind.ts";
import { CsvFault, tokenizeCsv } from "./tokenize_csv.ts";

/** The delimiter that fits a CSV's beginning, and whether its first record holds names. */
export interface GuessedFormat {
  readonly delimiter: string;
  readonly header: boolean;
  /** Other delimiters that fit as well. */
  readonly also: readonly string[];
}

const CANDIDATES = [",", "\t", ";", "|"];

/**
 * Guesses a CSV's delimiter from its first records: the one that cuts all of them into the same number of cells, two or
 * more; the one with most cells when several do; the one that stands in the header when none does, so the record that
 * breaks it is named later; a comma when there is none.
 *
 * The first record is data, not names, only when it and the second hold nothing but numbers.
 */
export async function guessCsvFormat(
  beginning: Uint8Array,
  whole: boolean,
  given?: string,
): Promise<GuessedFormat> {
  const candidates = given === undefined ? CANDIDATES : [given];
  const looks = [];
  for (const delimiter of candidates) {
    looks.push(await look(beginning, whole, delimiter));
  }
  const fitting = looks.filter(({ width, even }) => even && width > 1)
    .toSorted((a, b) => b.width - a.width);
  const inHeader = looks.filter(({ width }) => width > 1)
    .toSorted((a, b) => b.share - a.share);
  const best = fitting[0] ?? inHeader[0] ?? looks[0]!;
  return {
    delimiter: best.delimiter,
    header: !best.numbersOnly,
    also: fitting.slice(1).map(({ delimiter }) => delimiter),
  };
}

interface Look {
  readonly delimiter: string;
  readonly width: number;
  readonly even: boolean;
  readonly share: number;
  readonly numbersOnly: boolean;
}

async function look(
  beginning: Uint8Array,
  whole: boolean,
  delimiter: string,
): Promise<Look> {
  const widths: number[] = [], numbers: boolean[] = [];
  let cells = 0, numeric = true, sound = true;
  const isNumber = new Set(
    ["whole", "big", "huge", "vast", "real", "precise"].map((kind) =>
      cellKinds.findIndex((known) => known === kind)
    ),
  );
  try {
    await tokenizeCsv([beginning], delimiter.charCodeAt(0), {
      cell(b, from, to, quoting) {
        cells++;
        if (widths.length < 2) {
          numeric &&= quoting === 0 && isNumber.has(cellKind(b, from, to));
        }
      },
      record() {
        widths.push(cells);
        numbers.push(numeric);
        cells = 0;
        numeric = true;
      },
      blank() {},
    }, { partial: !whole });
  } catch (error) {
    if (!(error instanceof CsvFault)) throw error;
    sound = false;
  }
  const width = widths[0] ?? cells;
  const same = widths.filter((n) => n === width).length;
  return {
    delimiter,
    width,
    even: sound && same === widths.length,
    share: same / Math.max(1, widths.length),
    numbersOnly: numbers.length > 1 && numbers[0]! && numbers[1]!,
  };
}
