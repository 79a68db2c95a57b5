/**
 * A rating over time as a line. Whoever points at it, drags along it or moves through it by keys is told
 * each value; a table that is not seen has them all.
 */
import type { RatingPoint } from "@quickpong/shared/protocol/players.ts";
import { h, setText } from "../platform/dom.ts";
import { dateText } from "./player-format.ts";
import { playerText } from "./player-texts.ts";
import { curveOf, extremesOf, type RatingCurve } from "./rating-curve.ts";
import { currentLanguage } from "./texts.ts";

/** Builds it for at least one point. */
export function createRatingPlot(points: readonly RatingPoint[]): HTMLElement {
  const curve = curveOf(points);
  const value = h("output", {});
  const dot = h("span", { class: "dot", "aria-hidden": "true" });
  const range = h("input", {
    type: "range",
    min: 0,
    max: points.length - 1,
    step: 1,
    "aria-label": playerText("curve"),
  });
  const tell = () => {
    const at = range.valueAsNumber;
    const [point, place] = [points[at], curve.points[at]];
    if (!point || !place) return;
    const day = dateText(point.at, currentLanguage());
    const said = playerText("curveAt", { day, rating: point.rating });
    setText(value, said);
    range.setAttribute("aria-valuetext", said);
    put(dot, place.x, place.y);
  };
  range.addEventListener("input", tell);
  followPointer(range, tell);
  range.value = String(points.length - 1);
  tell();
  return h(
    "figure",
    { class: "curve" },
    h("figcaption", {}, h("span", {}, playerText("curve")), value),
    h("div", { class: "plot" }, ...scale(curve), drawing(curve), dot, range),
    h("div", { class: "unseen" }, tableOf(points)),
    h("p", { class: "soft" }, playerText("curveRange", extremesOf(points))),
  );
}

/** The same as a table, through which a screen reader can go. */
function tableOf(points: readonly RatingPoint[]): HTMLElement {
  const column = (name: string) => h("th", { scope: "col" }, name);
  const rows = points.map(({ at, rating }) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, dateText(at, currentLanguage())),
      h("td", {}, String(rating)),
    ),
  );
  const head = h("tr", {}, column(playerText("day")), column(playerText("rating")));
  return h(
    "table",
    {},
    h("caption", {}, playerText("curve")),
    h("thead", {}, head),
    h("tbody", {}, ...rows),
  );
}

/** A mouse need not be pressed. */
function followPointer(range: HTMLInputElement, tell: () => void): void {
  range.addEventListener("pointermove", ({ pointerType, clientX }) => {
    if (pointerType !== "mouse") return;
    const { left, width } = range.getBoundingClientRect();
    const inset = Number.parseFloat(getComputedStyle(range).getPropertyValue("--thumb")) || 0;
    const part = (clientX - left - inset / 2) / (width - inset);
    range.value = String(Math.round(part * Number(range.max)));
    tell();
  });
}

const put = ({ style }: HTMLElement, x: number, y: number): void => {
  style.setProperty("--x", String(x));
  style.setProperty("--y", String(y));
};

function scale({ lines }: RatingCurve): HTMLElement[] {
  return lines.map(({ rating, y }) => {
    const line = h("div", { class: "line", "aria-hidden": "true" }, h("span", {}, String(rating)));
    put(line, 0, y);
    return line;
  });
}

function drawing({ points }: RatingCurve): SVGElement {
  const holder = h("div", {});
  const path = points.map(({ x, y }) => `${(x * 1000).toFixed(1)} ${(y * 1000).toFixed(1)}`);
  holder.innerHTML = `<svg viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true"><path d="M${path.join("L")}" vector-effect="non-scaling-stroke"/></svg>`;
  return holder.firstElementChild as SVGElement;
}
