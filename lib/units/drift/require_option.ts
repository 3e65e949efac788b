/** Refuses an option in the house's words. Errors: RangeError unless `holds`. */
export function requireOption(
  id: string,
  options: object,
  name: string,
  holds: boolean,
  need: string,
): void {
  if (holds) return;
  const value = (options as Readonly<Record<string, unknown>>)[name];
  throw new RangeError(
    `Cannot use "${name}" of "${id}": it is ${
      typeof value === "number" ? value : JSON.stringify(value)
    }, ${need} is needed`,
  );
}
