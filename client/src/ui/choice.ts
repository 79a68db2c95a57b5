/** Menus of one of a few, such as the language: small with an icon, or a row of a panel. */
import { h } from "../platform/dom.ts";

export interface Choice<Value extends string> {
  label: string;
  /** What can be chosen, by value, and how it is called. */
  values: Readonly<Record<Value, string>>;
  chosen: Value;
  onChoose: (value: Value) => void;
}

/** A small menu with an icon. */
export function createChoice<Value extends string>(choice: Choice<Value>, icon: Node): HTMLElement {
  const menu = createMenu(choice);
  menu.setAttribute("aria-label", choice.label);
  return h("span", { class: "choice" }, icon, menu);
}

/** A row of a panel. */
export function createChoiceRow<Value extends string>(choice: Choice<Value>): HTMLElement {
  return h("label", { class: "setting" }, h("span", {}, choice.label), createMenu(choice));
}

/** The browser's own menu, which every keyboard and screen reader knows. */
function createMenu<Value extends string>(choice: Choice<Value>): HTMLSelectElement {
  const { values, chosen, onChoose } = choice;
  const items = Object.entries<string>(values).map(([value, name]) =>
    h("option", { value, selected: value === chosen }, name),
  );
  const menu = h("select", {}, ...items);
  menu.addEventListener("change", () => onChoose(menu.value as Value));
  return menu;
}
