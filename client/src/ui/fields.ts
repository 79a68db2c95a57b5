/** The rows of a panel: browsers' own controls with a label. */
import { h, setText } from "../platform/dom.ts";

/** Rows that belong together. */
export function group(title: string, ...rows: (Node | null)[]): HTMLElement {
  return h("fieldset", { class: "group" }, h("legend", {}, title), ...rows);
}

/** On or off. */
export function toggle(
  label: string,
  on: boolean,
  onChange: (on: boolean) => void,
): HTMLLabelElement {
  const input = h("input", { type: "checkbox" });
  input.checked = on;
  input.addEventListener("change", () => onChange(input.checked));
  return h("label", { class: "setting" }, h("span", {}, label), input);
}

/** One of a few. */
export function choice<T extends string>(
  name: string,
  values: readonly (readonly [T, string])[],
  chosen: T,
  onChange: (value: T) => void,
): HTMLElement[] {
  return values.map(([value, label]) => {
    const input = h("input", { type: "radio", name, value });
    input.checked = value === chosen;
    input.addEventListener("change", () => onChange(value));
    return h("label", { class: "setting" }, h("span", {}, label), input);
  });
}

export interface SliderOptions {
  label: string;
  from: number;
  to: number;
  step: number;
  value: number;
  /** What the value is called. */
  say: (value: number) => string;
  onChange: (value: number) => void;
}

/** A number in a range. */
export function slider({
  label,
  from,
  to,
  step,
  value,
  say,
  onChange,
}: SliderOptions): HTMLElement {
  const input = h("input", { type: "range", min: from, max: to, step });
  input.value = String(value);
  const output = h("output", {}, say(value));
  input.addEventListener("input", () => {
    setText(output, say(input.valueAsNumber));
    onChange(input.valueAsNumber);
  });
  return h("label", { class: "setting" }, h("span", {}, label), input, output);
}
