/** What an element may hold: text is escaped by the document, never parsed. */
export type Child = Element | string | null;

/** Builds an HTML element; attributes that are undefined are left out. */
export function element(
  document: Document,
  name: string,
  attributes: Readonly<Record<string, string | undefined>> = {},
  ...children: readonly Child[]
): Element {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) made.setAttribute(key, value);
  }
  for (const child of children) {
    if (child !== null) {
      made.append(
        typeof child === "string" ? document.createTextNode(child) : child,
      );
    }
  }
  return made;
}
