/** The bar of a replay: where it is, and where rallies, points and saves are. */
import { TICK_RATE } from "@quickpong/shared/court.ts";
import { h, setAttribute } from "../platform/dom.ts";
import type { Highlight } from "../replay/highlights.ts";
import type { Range } from "../replay/playhead.ts";
import type { Rally } from "../replay/rallies.ts";
import { replayText } from "./replay-texts.ts";

export interface TimelineOptions {
  /** What is shown of the match (ticks). */
  from: number;
  to: number;
  rallies: readonly Rally[];
  highlights: readonly Highlight[];
  /** Somebody wants to go to `t` (ticks). */
  onSeek: (t: number) => void;
}

export interface Timeline {
  element: HTMLElement;
  /** At `t` (ticks), with `score` as it stands there. */
  update(t: number, range: Range | null, score: string): void;
}

/** What a gamepad goes by at a time (ticks). */
const PAD_STEP = 2 * TICK_RATE;
/** Above the line it is the left player's, below it the right one's. */
const SIDES = ["own", "opponent"] as const;

/** Builds it. */
export function createTimeline(options: TimelineOptions): Timeline {
  const { from, to, onSeek } = options;
  const length = to - from;
  const share = (t: number) => `${((100 * (t - from)) / length).toFixed(3)}%`;
  const slider = h("input", {
    ...{ type: "range", min: 0, max: Math.ceil(length), step: 1, "data-pad-step": PAD_STEP },
    ...{ "aria-label": replayText("position"), "data-focus": true },
  });
  slider.addEventListener("input", () => onSeek(from + Number(slider.value)));
  const played = h("i", { class: "played" });
  const part = h("i", { class: "part", hidden: true });
  const marks = h("div", { class: "marks", "aria-hidden": true }, part, ...marksOf(options, share));
  const element = h("div", { class: "timeline" }, marks, played, slider);
  let said = "";
  return {
    element,
    update(t, range, score) {
      const value = String(Math.round(t - from));
      if (slider.value !== value) slider.value = value;
      played.style.width = share(t);
      setAttribute(part, "hidden", range === null);
      if (range) placeBetween(part, share, range.from, range.to);
      const time = clockOf((t - from) / TICK_RATE);
      const words = replayText("positionOf", { time, length: clockOf(length / TICK_RATE), score });
      if (words === said) return;
      said = words;
      setAttribute(slider, "aria-valuetext", words);
    },
  };
}

function marksOf({ rallies, highlights }: TimelineOptions, share: (t: number) => string): Node[] {
  const longest = highlights.find(({ kind }) => kind === "rally")?.at;
  const rows = rallies.map((rally) => {
    const who = rally.winner === null ? "nobody" : SIDES[rally.winner];
    const look = `rally ${who}${rally.start === longest ? " longest" : ""}`;
    return placeBetween(h("i", { class: look }), share, rally.start, rally.end);
  });
  const saves = highlights
    .filter(({ kind }) => kind === "save" || kind === "matchPoint")
    .map(({ at, kind, side }) => {
      const mark = h("i", { class: `${kind} ${SIDES[side ?? 0]}` });
      mark.style.left = share(at);
      return mark;
    });
  return [...rows, ...saves];
}

function placeBetween(
  mark: HTMLElement,
  share: (t: number) => string,
  from: number,
  to: number,
): HTMLElement {
  mark.style.left = share(from);
  mark.style.width = `calc(${share(to)} - ${share(from)})`;
  return mark;
}

/** "4:59"; the seconds that have begun do not count. */
export function clockOf(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds + 1e-6));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
