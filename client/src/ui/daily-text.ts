/** What of a day's daily can be pasted elsewhere, and how its time is written. Pure. */

/** Hits that a square stands for, and squares at most. */
const PER_SQUARE = 5;
const SQUARES_MAX = 20;

/** Of a text that is pasted elsewhere. */
const COLOURED = { full: "🟩", rest: "⬜" } as const;
/** In the page's own colour. */
export const PLAIN = { full: "■", rest: "□" } as const;

/** A full square for every five hits, and a hollow one for the rest. */
export function squaresOf(
  hits: number,
  squares: { full: string; rest: string } = COLOURED,
): string {
  const full = Math.min(SQUARES_MAX, Math.floor(hits / PER_SQUARE));
  const isRest = full < SQUARES_MAX && (hits % PER_SQUARE > 0 || hits === 0);
  return squares.full.repeat(full) + (isRest ? squares.rest : "");
}

/** "2026-12-01", of a day in days since 1970. */
export const isoDay = (day: number): string =>
  new Date(day * 86_400_000).toISOString().slice(0, 10);

/** "5 hr 12 min" in a given language; less than a minute is one. */
export function timeLeft(ms: number, language: string): string {
  const minutes = Math.max(1, Math.ceil(ms / 60_000));
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  const written = (value: number, unit: "hour" | "minute") =>
    new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "short" }).format(value);
  const parts = [hours > 0 ? written(hours, "hour") : "", rest > 0 ? written(rest, "minute") : ""];
  return parts.filter(Boolean).join(" ");
}

export interface Pasted {
  title: string;
  day: number;
  hits: number;
  /** "23 hits" and so on, where there is something to say. */
  words: readonly string[];
  link: string;
}

/** A few lines. */
export const pasteOf = ({ title, day, hits, words, link }: Pasted): string =>
  [
    `${title} ${isoDay(day)}`,
    [squaresOf(hits), words[0]].join(" "),
    words.slice(1).filter(Boolean).join(" · "),
    link,
  ]
    .filter(Boolean)
    .join("\n");
