/** An input that cannot be read: missing, empty, damaged, or of another kind than its name says. */
export class SourceError extends Error {
  override readonly name = "SourceError";
  /** Builds the error; `uri` is what the user called the input. */
  constructor(readonly uri: string, message: string, options?: ErrorOptions) {
    super(message, options);
  }
}

/** A column that is missing, named twice, or of a type that the question cannot use. */
export class SchemaError extends Error {
  override readonly name = "SchemaError";
  /** Builds the error; `column` is the column's name as the user wrote it. */
  constructor(
    readonly column: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** A model that cannot be loaded, run or registered. */
export class ModelError extends Error {
  override readonly name = "ModelError";
  /** Builds the error; `model` is the name and version. */
  constructor(readonly model: string, message: string, options?: ErrorOptions) {
    super(message, options);
  }
}

/** Joins names for a message: `"a", "b", "c" and 4 more`. */
export function quoteList(names: readonly string[], most = 12): string {
  const shown = names.slice(0, most).map((name) => JSON.stringify(name)).join(
    ", ",
  );
  return names.length > most
    ? `${shown} and ${names.length - most} more`
    : shown;
}
