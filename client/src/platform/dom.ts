/** A small helper to build elements. */

type Child = Node | string | null | undefined | false;
interface Attributes {
  class?: string;
  onclick?: () => void;
  [attribute: string]: string | number | boolean | null | undefined | (() => void);
}

/** Makes an element; `true` sets an empty attribute, false and null leave it out. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, String(value));
  }
  for (const child of children) if (child) element.append(child);
  return element;
}

/** Writes a text only when it differs: an unchanged one must not be spoken or laid out again. */
export function setText(element: Element, value: string): void {
  if (element.textContent !== value) element.textContent = value;
}

/**
 * Writes an attribute only when it differs, for the same reasons; `true` sets an empty one, `false` takes
 * it away. A page that is being translated is translated again with everything that is written.
 */
export function setAttribute(element: Element, name: string, value: string | boolean): void {
  const wanted = value === true ? "" : value === false ? null : value;
  if (element.getAttribute(name) === wanted) return;
  if (wanted === null) element.removeAttribute(name);
  else element.setAttribute(name, wanted);
}
