/** A small menu with an icon: one of a few, such as the language. */
import { h } from "./dom.ts";

export interface ChoiceOptions<Value extends string> {
  label: string;
  icon: Node;
  /** What can be chosen, by value, and how it is called. */
  values: Readonly<Record<Value, string>>;
  chosen: Value;
  onChoose: (value: Value) => void;
}

/** Builds it from the browser's own menu, which every keyboard and screen reader knows. */
export function createChoice<Value extends string>(options: ChoiceOptions<Value>): HTMLElement {
  const { label, icon, values, chosen, onChoose } = options;
  const items = Object.entries<string>(values).map(([value, name]) =>
    h("option", { value, selected: value === chosen }, name),
  );
  const select = h("select", { "aria-label": label }, ...items);
  select.addEventListener("change", () => onChoose(select.value as Value));
  return h("span", { class: "choice" }, icon, select);
}
