/**
 * What the pages of an arena, a cup or a room for a crowd are shown, as JSON. All times are relative (ms from
 * now), because a page's clock may be wrong.
 */
import type { CompetitionSettings, EntrantNumber } from "./competition.ts";

/**
 * - waiting: not begun; entrants come.
 * - running: matches are called.
 * - paused: no match is called; running ones go on.
 * - ending: the arena's time is over, and its last matches are being played.
 * - ended: over.
 */
export type CompetitionPhase = "waiting" | "running" | "paused" | "ending" | "ended";

/** What everybody sees, the same for all: it can be written once and sent to all pages. */
export interface CompetitionView {
  code: string;
  settings: CompetitionSettings;
  phase: CompetitionPhase;
  /** Entrants who have not left; those of them who are connected. */
  entrants: number;
  present: number;
  /** Until the arena's end; null while it waits and for other kinds. Stands still while paused. */
  endsIn: number | null;
  /** The host is connected. When not, it begins and goes on by itself. */
  hostHere: boolean;
  /**
   * The first first. Those who have left stay in the tables of arenas and cups. A cup's before it begins is by
   * seed, then by how far each came.
   */
  table: TableRow[];
  /** A cup's once it has begun, else null. */
  bracket: Bracket | null;
  /** Who plays next, the next first; of winnerStays, else empty. Absent ones are skipped. */
  line: EntrantNumber[];
  /** Called or running, the oldest first. */
  matches: MatchView[];
  /** The newest first, ten at most. */
  results: ResultView[];
}

export interface TableRow {
  entrant: EntrantNumber;
  /** As shown to others. */
  name: string;
  bot: boolean;
  /** From 1; those who are equal share one. */
  place: number;
  /** Arena: points. Elsewhere: matches won. */
  points: number;
  won: number;
  drawn: number;
  lost: number;
  /** Matches won in a row up to now; an arena's next result counts twice from 2 on. */
  streak: number;
  /** Plays now. */
  playing: boolean;
  present: boolean;
  /** Left, was removed, or is out of the cup. */
  out: boolean;
}

/**
 * A knock-out as a heap: node 1 is the final's winner, and what comes to node n are the winners of nodes 2n
 * and 2n + 1. Nodes from `size` on are those who enter: seed 1 against the last one, and so on.
 */
export interface Bracket {
  /** 4, 8, 16, 32 or 64. */
  size: number;
  /** `2 * size` of them by number; node 0 is always open. */
  nodes: BracketNode[];
}

/** Who has come to a node; "nobody" for a bye and where both were absent; null while that is open. */
export type BracketNode = EntrantNumber | "nobody" | null;

export interface MatchView {
  /** From 1, in the order in which they were called. */
  match: number;
  entrants: [EntrantNumber, EntrantNumber];
  points: number;
  /** The bracket's node that is played for; 0 where there is none. */
  node: number;
  /** Both are there and play; else it was called. */
  running: boolean;
  /** Until it is decided without those who have not come; 0 once it runs. */
  comeIn: number;
  /** Entrant by entrant. */
  score: [number, number];
  /** To watch it by (WatchJoinOptions); "" while it can't be watched. */
  watch: string;
}

export interface ResultView {
  match: number;
  entrants: [EntrantNumber, EntrantNumber];
  /** Null for a draw, and when both were absent. */
  winner: EntrantNumber | null;
  score: [number, number];
  /** - absent: an entrant did not come, or both. */
  how: "played" | "absent";
  /** How long ago. */
  ago: number;
}

/**
 * What a page sees of itself.
 * - watching: not an entrant.
 * - waiting: an entrant; a match is called as soon as it can be.
 * - called: `match` is called and waits for this entrant, for `comeIn` ms.
 * - playing: `match` is being played.
 * - missed: a call was missed. Nothing is called until the page says "here".
 * - out: out of the cup.
 * - left: has left, or was removed (and may not come back).
 */
export type OwnState = "watching" | "waiting" | "called" | "playing" | "missed" | "out" | "left";

export interface OwnView {
  /** Null when not an entrant. */
  entrant: EntrantNumber | null;
  state: OwnState;
  /** Null unless called or playing. */
  match: number | null;
  opponent: EntrantNumber | null;
  /** While called (ms). */
  comeIn: number;
  /** Whether this page has the host's tools. */
  host: boolean;
  /** Places before this one in the line of winnerStays; 0 is next. Null elsewhere. */
  ahead: number | null;
  /** Was removed by the host. */
  removed: boolean;
}
