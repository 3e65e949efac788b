const KNOWN: readonly string[] = [
  "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
  "^\\d{4}-\\d{2}-\\d{2}$",
  "^\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?(Z|[+-]\\d{2}:?\\d{2})?$",
  "^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$",
  "^https?://\\S+$",
  "^\\d{1,3}(\\.\\d{1,3}){3}$",
  "^[0-9a-f]{32}$",
  "^[0-9a-f]{40}$",
  "^[0-9a-f]{64}$",
];

const CLASSES: readonly (readonly [RegExp, string])[] = [
  [/^[A-Z]/, "[A-Z]"],
  [/^[a-z]/, "[a-z]"],
  [/^[0-9]/, "\\d"],
];

/** More pieces than this make a pattern that nobody reads. */
const PIECES = 8;
/** Fewer distinct texts say nothing about their form. */
const TEXTS = 20;

/**
 * A regular expression that all texts match, or undefined where they have no form in common.
 *
 * A known form (UUID, date, time, address of mail, page or machine, hash), else runs of capitals, small letters and
 * digits with the lengths that were seen, and the signs between them. Shape: distinct texts -> RE2 text.
 */
export function inferPattern(texts: readonly string[]): string | undefined {
  if (texts.length < TEXTS) return undefined;
  const known = KNOWN.find((pattern) => {
    const regex = new RegExp(pattern, "u");
    return texts.every((text) => regex.test(text));
  });
  if (known !== undefined) return known;
  let lengths: [number, number][] | undefined, form = "";
  for (const text of texts) {
    const pieces = piecesOf(text);
    if (pieces.length > PIECES || !pieces.length) return undefined;
    const found = pieces.map(({ of }) => of).join("\0");
    if (!lengths) {
      form = found;
      lengths = pieces.map(({ n }) => [n, n]);
    } else if (found !== form) return undefined;
    else {
      lengths = lengths.map(([least, most], i) => [
        Math.min(least, pieces[i]!.n),
        Math.max(most, pieces[i]!.n),
      ]);
    }
  }
  const names = form.split("\0");
  if (names.length === 1 && lengths![0]![0] !== lengths![0]![1]) {
    return `^${names[0]}+$`;
  }
  return `^${
    names.map((name, i) => {
      const [least, most] = lengths![i]!;
      return name +
        (most === 1
          ? ""
          : least === most
          ? `{${least}}`
          : `{${least},${most}}`);
    }).join("")
  }$`;
}

function piecesOf(text: string) {
  const pieces: { of: string; n: number }[] = [];
  for (const char of text) {
    const of = CLASSES.find(([regex]) => regex.test(char))?.[1] ??
      char.replace(/[\\^$.|?*+()[\]{}]/, "\\$&");
    const last = pieces.at(-1);
    if (last?.of === of) last.n++;
    else pieces.push({ of, n: 1 });
  }
  return pieces;
}
