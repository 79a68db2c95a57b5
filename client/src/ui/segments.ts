/** One of a few, all to be seen at once. */
import { h } from "../platform/dom.ts";

/** Builds it; `first` is chosen. */
export function segments(
  name: string,
  legend: string,
  labels: readonly string[],
  first: number,
  onChoose: (n: number) => void,
): HTMLElement {
  const options = labels.map((label, i) => {
    const input = h("input", { type: "radio", name, value: i, checked: i === first });
    input.addEventListener("change", () => onChoose(i));
    return h("label", {}, input, h("span", {}, label));
  });
  return h(
    "fieldset",
    { class: "segments" },
    h("legend", {}, legend),
    h("div", { class: "options" }, ...options),
  );
}
