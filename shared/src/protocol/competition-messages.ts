/**
 * How a page gets into a competition, and what is said over that connection: names, messages and limits. What the
 * messages mean is in competition.ts.
 *
 * A page that has the code joins by `join(COMPETITION_ROOM, CompetitionJoinOptions)` of the SDK and watches; with
 * the command "join" it enters. A connection that is lost is opened anew in the same way, with the same key: it is
 * the same entrant then. The connection stays open while its entrant plays: the seat of a match is another one.
 */
import type { CompetitionKind } from "./competition.ts";
import type { CompetitionView } from "./competition-view.ts";
import type { MemoryState } from "./players.ts";

/** Colyseus' room name. */
export const COMPETITION_ROOM = "competition";

/**
 * What a page says when it comes. `join` rejects with the HTTP status as its code: 404 nobody has this code, 426
 * another version, 429 too many of this address, 503 full.
 */
export interface CompetitionJoinOptions {
  version: number;
  code: string;
  /**
   * A secret of this browser's (COMPETITION_KEY), by which it is known again. A page without one can watch, and
   * not enter. A player who is remembered is the same entrant in all browsers.
   */
  key?: string;
  /** The host's secret, as creating has given it. Another one is as none. */
  host?: string;
  /** The page is in a frame of another site (LobbyJoinOptions). */
  framed?: true;
  /** A program, and shown as one. */
  bot?: true;
}

/** A key that a browser makes for itself: 128 random bits or more. */
export const COMPETITION_KEY = /^[\w-]{22,64}$/;

export const CompetitionMessage = {
  /** Down, CompetitionNews: to everybody, when something has changed and at least every 8 s; at most two a second. */
  view: "view",
  /** Down, OwnView: what of it concerns this page alone. */
  own: "own",
  /** Down, MatchOffer (messages.ts): the match that was called is made. `sameProcess` is false: the seat needs a connection of its own. */
  seat: "seat",
  /** Down, CompetitionRefusal: what the page asked for last can't be. */
  refused: "refused",
  /** Up, bytes: a CompetitionCommand as JSON in UTF-8, at most COMMAND_BYTES_MAX of them. */
  command: 1,
  /** Up, no payload: this page can play the match that is called. When both have said so they get their seats. */
  come: 2,
} as const;

/** Longest command (bytes). Names should be cut to NAME_MAX before. */
export const COMMAND_BYTES_MAX = 320;

/** What everybody sees, and whether it will be there after the server has ended. */
export interface CompetitionNews extends CompetitionView {
  saved: MemoryState;
}

/** `POST /api/competitions` with CompetitionSettings as JSON: 201 and this, 400 for others than are on offer. */
export interface CreatedCompetition {
  code: string;
  /** The host's secret: for CompetitionJoinOptions.host. It is told once. */
  host: string;
}

/** `GET /api/competitions/<code>`: what a link leads to. Looking does not join. */
export type CompetitionAnswer = { state: "known"; kind: CompetitionKind } | { state: "unknown" };
