/**
 * What one drawing shows. All in court units and ticks, seen by the local player, who is always on
 * the left: the room's right-side player gets a court mirrored in x.
 */
import type { EndReason, Phase } from "@quickpong/shared/match.ts";
import type { SavedNotice } from "@quickpong/shared/protocol/players.ts";
import type { Rules } from "@quickpong/shared/rules.ts";

/** Whose: the local player's or the other's. For a watcher, own is the left player. */
export type Who = "own" | "opponent";

/** Something that became visible in this frame; effects and sounds follow from these. */
export type MatchEvent =
  /** The countdown shows a new number (3, 2, 1). */
  | { type: "countdown"; left: number }
  | { type: "serve"; toward: Who }
  | { type: "hit"; by: Who; y: number; gap: number; speed: number; hits: number }
  /** The ball's centre when it met the wall. */
  | { type: "wall"; x: number; y: number; speed: number }
  | { type: "goal"; by: Who; x: number; y: number; speed: number }
  | { type: "finish"; winner: Who | null }
  /** Much time has passed since the last frame; what happened to the ball in it is not told. */
  | { type: "gap" }
  | { type: "emote"; by: Who; emote: number };

export interface PlayerView {
  name: string;
  /** A bot's level, or "" for a human. */
  bot: string;
  /** Centre of the paddle as drawn (u). */
  y: number;
  /** Length of the paddle as drawn (u). */
  length: number;
  score: number;
  /** Matches won in this room. */
  wins: number;
  present: boolean;
  away: boolean;
  wantsRematch: boolean;
  /** Serves without input so far; from 2 on, warn. */
  idleServes: number;
  /** As it is shown; 0 for bots and for people who have none or are not known. */
  rating: number;
  /** The rating is shown with a question mark. */
  provisional: boolean;
  /** How good the connection is. */
  connection: ConnectionQuality;
  /** Round trip (ms), 0 when not known. */
  rtt: number;
}
export type ConnectionQuality = "good" | "fair" | "poor" | "lost";

export interface BallView {
  x: number;
  y: number;
  /** Velocity as drawn (u/tick), for trails; 0 while held or waiting. */
  vx: number;
  vy: number;
  /** True for a short while when the ball waits at the opponent's paddle for the server's ruling. */
  stalled: boolean;
}

export interface ViewFrame {
  /** Local time of this frame (ms). */
  now: number;
  phase: Phase;
  /** Ticks until the serve during a countdown, else 0. */
  serveIn: number;
  /** Ticks until the phase ends by itself (the wait for an absent opponent, the chance of a rematch). */
  phaseLeft: number;
  /** For so much longer it is tried to bring the own lost line back (ms); 0 while there is one. */
  triesLeft: number;
  /** null when no ball is in play or announced. */
  ball: BallView | null;
  own: PlayerView;
  opponent: PlayerView;
  pointsToWin: number;
  /** By which the match is played. */
  rules: Rules;
  watchers: number;
  /** Whether it may be watched. */
  watchable: boolean;
  /** Hits in this rally so far, as drawn. */
  rally: number;
  /** Set when the match is over. */
  outcome: { reason: EndReason; winner: Who | null } | null;
  /** What has become of the match that has ended; null until it is known. */
  saved: SavedNotice | null;
  /** May the local player claim the win over the absent opponent now? */
  mayClaim: boolean;
  /** The browser hides the exact time so much that the ball can't move evenly. */
  unsteady?: boolean;
  /** Whether this client only watches. */
  watching: boolean;
  /** Both play at this screen: nobody of them is "you". */
  together?: boolean;
  /** Whose gamepad is missing, so that the match stands. */
  padMissing?: Who | null;
  /** Where the server's own present is, when the netcode lab asks for it. */
  ghost: { ballX: number; ballY: number; ownY: number; opponentY: number } | null;
  events: readonly MatchEvent[];
}

/** Whether this player sits at this screen. */
export const isHere = ({ watching, together }: ViewFrame, who: Who): boolean =>
  together === true || (!watching && who === "own");
