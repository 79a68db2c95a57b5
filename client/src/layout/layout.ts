/** Fits the court into the window and tells the style sheets and whoever listens where it is. */
import { COURT_HALF_HEIGHT, COURT_HALF_WIDTH } from "@quickpong/shared/court.ts";
import { isolated } from "../platform/isolated.ts";
import { type CourtTransform, fitCourt, type Insets } from "./court-transform.ts";

/** Height of the strip with names and connection marks above the court (CSS px). */
const HUD_HEIGHT = 56;
const HUD_HEIGHT_LOW = 40;
/** Two lines of text: the name with the score, and what is to be said of both. */
const TWO_LINES = 40;
/** Over a standing court the buttons have a line of their own. */
const BUTTONS = 48;
/** What `rem` is, unless somebody wants larger texts (CSS px). */
const USUAL_REM = 16;
/** Windows lower than this have the low strip (CSS px). */
const LOW_WINDOW = 480;
const MARGIN = 14;

export interface Layout {
  readonly fit: CourtTransform;
  /** Calls back now and on every change; returns a function that stops it. */
  watch(listener: (fit: CourtTransform) => void): () => void;
  /** Measures anew and calls everybody back: whatever is painted is painted again. */
  refresh(): void;
  /** Says whether the device lies between two players, each at an end of a standing court. */
  layOnTable(on: boolean): void;
  /** Keeps so much room free below the court, and to its right (CSS px); 0 for the usual margin. */
  keepFree(height: number, width?: number): void;
}

/** Follows the window's size. */
export function createLayout(): Layout {
  const listeners = new Set<(fit: CourtTransform) => void>();
  let table = false;
  let below = MARGIN;
  let beside = 0;
  let fit = measure(table, below, beside);
  const update = () => {
    fit = measure(table, below, beside);
    publish(fit);
    for (const listener of listeners) isolated(listener, fit);
  };
  publish(fit);
  window.addEventListener("resize", update);
  window.addEventListener("orientationchange", update);
  watchTextSize(update);
  return {
    get fit() {
      return fit;
    },
    refresh: update,
    layOnTable(on) {
      if (on === table) return;
      table = on;
      update();
    },
    keepFree(height, width = 0) {
      const wanted = Math.max(MARGIN, height);
      if (wanted === below && width === beside) return;
      below = wanted;
      beside = width;
      update();
    },
    watch(listener) {
      listeners.add(listener);
      isolated(listener, fit);
      return () => listeners.delete(listener);
    },
  };
}

function measure(table: boolean, below: number, beside: number): CourtTransform {
  const { innerWidth, innerHeight } = window;
  const safe = safeArea();
  const between = (top: number, bottom: number) => {
    const sides = { right: safe.right + MARGIN + beside, left: safe.left + MARGIN };
    const ends = { top: safe.top + top, bottom: safe.bottom + bottom };
    return fitCourt(innerWidth, innerHeight, { ...sides, ...ends }, table);
  };
  const under = (strip: number) => between(strip, below);
  const lines = TWO_LINES * larger();
  const fit = under(Math.max(innerHeight < LOW_WINDOW ? HUD_HEIGHT_LOW : HUD_HEIGHT, lines));
  // A strip at both ends, with a button in each.
  if (fit.facing) return between(Math.max(BUTTONS, lines), Math.max(BUTTONS, lines));
  const above = fit.y - COURT_HALF_WIDTH * fit.scale - safe.top;
  const wanted = BUTTONS + lines;
  return fit.upright && above < wanted ? under(wanted) : fit;
}

/** How many times larger than usual somebody wants texts. */
function larger(): number {
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return Math.max(1, (rem || USUAL_REM) / USUAL_REM);
}

/** Calls back when somebody changes how large texts are: no window's event tells. */
function watchTextSize(onChange: () => void): void {
  const probe = document.createElement("div");
  probe.style.cssText = "position:fixed;visibility:hidden;width:1rem;height:0";
  document.body.append(probe);
  let first = true;
  new ResizeObserver(() => {
    if (!first) onChange();
    first = false;
  }).observe(probe);
}

/** The notch and the like, which only CSS knows. */
function safeArea(): Insets {
  const probe = document.createElement("div");
  probe.style.cssText =
    "position:fixed;visibility:hidden;padding:var(--safe-top) var(--safe-right) var(--safe-bottom) var(--safe-left)";
  document.body.append(probe);
  const style = getComputedStyle(probe);
  const px = (value: string) => Number.parseFloat(value) || 0;
  const insets = {
    top: px(style.paddingTop),
    right: px(style.paddingRight),
    bottom: px(style.paddingBottom),
    left: px(style.paddingLeft),
  };
  probe.remove();
  return insets;
}

function publish(fit: CourtTransform): void {
  const halfX = (fit.upright ? COURT_HALF_HEIGHT : COURT_HALF_WIDTH) * fit.scale;
  const halfY = (fit.upright ? COURT_HALF_WIDTH : COURT_HALF_HEIGHT) * fit.scale;
  const root = document.documentElement;
  root.dataset["court"] = fit.upright ? "upright" : "lying";
  root.toggleAttribute("data-facing", fit.facing);
  const lengths = {
    "court-left": fit.x - halfX,
    "court-top": fit.y - halfY,
    "court-width": 2 * halfX,
    "court-height": 2 * halfY,
    "middle-x": fit.x,
    "middle-y": fit.y,
  };
  for (const [name, value] of Object.entries(lengths)) {
    root.style.setProperty(`--${name}`, `${value.toFixed(2)}px`);
  }
}
