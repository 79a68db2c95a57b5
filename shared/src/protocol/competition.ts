/**
 * Arenas, cups and rooms for a crowd: what a host chooses, and what pages ask for, as JSON. What they are shown
 * is in competition-view.ts.
 */
import { PRESET_NAMES, type PresetName } from "../presets.ts";
import { POINTS_TO_WIN } from "../rules.ts";
import { NAME_MAX } from "./name.ts";

/**
 * - arena: everybody plays as many matches as they like for some minutes; points make the table.
 * - cup: knock-out, seeded by rating.
 * - winnerStays: one court and a line beside it; the loser goes to its end.
 */
export type CompetitionKind = "arena" | "cup" | "winnerStays";
export const COMPETITION_KINDS: readonly CompetitionKind[] = ["arena", "cup", "winnerStays"];

/** Entrants at the same time. */
export const CAPACITY: Readonly<Record<CompetitionKind, number>> = {
  arena: 64,
  cup: 64,
  winnerStays: 32,
};
/** Entrants that it takes to begin. */
export const FEWEST: Readonly<Record<CompetitionKind, number>> = {
  arena: 2,
  cup: 3,
  winnerStays: 2,
};
/** Minutes of an arena. */
export const ARENA_MINUTES = { min: 5, max: 30 } as const;
/** Minutes that a host can add at once. */
export const EXTEND_MINUTES = { min: 1, max: 30 } as const;
/** An arena is never longer than this, whatever its host adds (min). */
export const ARENA_LONGEST = 120;

type Points = (typeof POINTS_TO_WIN)[number];

/** What a host chooses. Others than these are refused by `readSettings`. */
export type CompetitionSettings = Readonly<
  | { kind: "arena"; preset: PresetName; points: Points; minutes: number }
  /** Points that win a match: until the quarter-finals, in the semi-finals, in the final. */
  | { kind: "cup"; preset: PresetName; points: Points; semiFinal: Points; final: Points }
  | { kind: "winnerStays"; preset: PresetName; points: Points }
>;

/** What is chosen before anybody chose. */
export const DEFAULT_SETTINGS = {
  arena: { kind: "arena", preset: "quickpong", points: 3, minutes: 10 },
  cup: { kind: "cup", preset: "quickpong", points: 3, semiFinal: 7, final: 7 },
  winnerStays: { kind: "winnerStays", preset: "quickpong", points: 3 },
} as const satisfies Record<CompetitionKind, CompetitionSettings>;

/** An entrant's number: they are counted from 0 in the order in which they came. */
export type EntrantNumber = number;
/** More than this come to no competition, counting those who have left. */
export const ENTRANTS_EVER = 256;

/**
 * What a page asks for; `readCommand` checks it.
 * - join: to enter, or to come back. - leave: to be an entrant no longer.
 * - here: after a missed call.
 * The rest is the host's: start; pause, resume; extend an arena; end it; remove or rename an entrant.
 */
export type CompetitionCommand =
  | { type: "join"; name: string }
  | { type: "leave" }
  | { type: "here" }
  | { type: "start" | "pause" | "resume" | "end" }
  | { type: "extend"; minutes: number }
  | { type: "remove"; entrant: EntrantNumber }
  | { type: "rename"; entrant: EntrantNumber; name: string };

/** Why a command changed nothing. */
export type CompetitionRefusal =
  /** Only the host may. */
  | "notHost"
  /** As many as there may be are in it. */
  | "full"
  /** The cup has begun. */
  | "begun"
  | "ended"
  /** Was removed by the host. */
  | "removed"
  /** Fewer are there than it takes to begin. */
  | "tooFew"
  /** Longer than that it can't be. */
  | "tooLong"
  /** It makes no sense now: pausing what is paused, an entrant who is not there, a time for a cup. */
  | "notNow";

const PLAIN: readonly string[] = ["leave", "here", "start", "pause", "resume", "end"];
/** Longer names are cut; this is what is looked at. */
const LONGEST_RAW_NAME = 12 * NAME_MAX;

type Raw = Readonly<Record<string, unknown>>;
const isRecord = (raw: unknown): raw is Raw => typeof raw === "object" && raw !== null;
const isWhole = (value: unknown, min: number, max: number): value is number =>
  Number.isInteger(value) && (value as number) >= min && (value as number) <= max;
const isEntrant = (value: unknown): value is number => isWhole(value, 0, ENTRANTS_EVER - 1);
const isName = (value: unknown): value is string =>
  typeof value === "string" && value.length <= LONGEST_RAW_NAME;
const isPoints = (value: unknown): value is Points => POINTS_TO_WIN.some((each) => each === value);
const isPreset = (value: unknown): value is PresetName =>
  PRESET_NAMES.some((each) => each === value);

/** A command as it came from a page; null when no page of ours sends it. Names are not cleaned yet. */
export function readCommand(raw: unknown): CompetitionCommand | null {
  if (!isRecord(raw)) return null;
  const { type, name, minutes, entrant } = raw;
  if (typeof type !== "string") return null;
  if (PLAIN.includes(type)) return { type } as CompetitionCommand;
  if (type === "join") return isName(name) ? { type, name } : null;
  if (type === "extend") {
    return isWhole(minutes, EXTEND_MINUTES.min, EXTEND_MINUTES.max) ? { type, minutes } : null;
  }
  if (!isEntrant(entrant)) return null;
  if (type === "remove") return { type, entrant };
  return type === "rename" && isName(name) ? { type, entrant, name } : null;
}

/** Settings as they came from a page; null when they are not on offer. */
export function readSettings(raw: unknown): CompetitionSettings | null {
  if (!isRecord(raw)) return null;
  const { kind, preset, points, minutes, semiFinal, final } = raw;
  if (!isPreset(preset) || !isPoints(points)) return null;
  if (kind === "winnerStays") return { kind, preset, points };
  if (kind === "arena") {
    const isLength = isWhole(minutes, ARENA_MINUTES.min, ARENA_MINUTES.max);
    return isLength ? { kind, preset, points, minutes } : null;
  }
  if (kind !== "cup" || !isPoints(semiFinal) || !isPoints(final)) return null;
  return { kind, preset, points, semiFinal, final };
}
