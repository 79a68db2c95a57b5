/**
 * The theme's colours, read from the style sheet, so that the canvas follows it. While there is none,
 * because it is late or never comes, they are those of the night.
 */
import { THEMES } from "../../theme/themes.ts";

export interface Palette {
  ground: string;
  surface: string;
  floodlight: string;
  line: string;
  ink: string;
  own: string;
  opponent: string;
  ownTrace: string;
  opponentTrace: string;
  ball: string;
  /** See themes.ts. */
  glow: number;
  trace: number;
  score: number;
  square: boolean;
  /** Whether light adds up on this floor, or would vanish in it. */
  dark: boolean;
  /** Name of the display face, as a CSS font-family. */
  display: string;
}

/** The colour of the line that somebody's ball draws. */
export function traceColour(palette: Palette, by: "own" | "opponent" | "ball"): string {
  return by === "ball" ? palette.ball : by === "own" ? palette.ownTrace : palette.opponentTrace;
}

/** Reads the custom properties of the page. */
export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const { night } = THEMES;
  const read = (name: keyof typeof night, property: string = name) =>
    style.getPropertyValue(`--${property}`).trim() || String(night[name]);
  return {
    ground: read("ground"),
    surface: read("surface"),
    floodlight: read("floodlight"),
    line: read("line"),
    ink: read("ink"),
    own: read("own"),
    opponent: read("opponent"),
    ownTrace: read("ownTrace", "own-trace"),
    opponentTrace: read("opponentTrace", "opponent-trace"),
    ball: read("ball"),
    glow: Number(read("glow")),
    trace: Number(read("trace")),
    score: Number(read("score")),
    square: read("square") === "1",
    dark: style.colorScheme !== "light",
    display: style.getPropertyValue("--display").trim() || "sans-serif",
  };
}
