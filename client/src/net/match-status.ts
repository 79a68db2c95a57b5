/** How far a match is: before its first serve, cut short, or over for a watcher. Pure. */
import { PHASES } from "@quickpong/shared/match.ts";
import { CloseReason } from "@quickpong/shared/protocol/messages.ts";
import type { PublishedState } from "@quickpong/shared/protocol/publication.ts";
import type { ViewFrame } from "./view-frame.ts";

/** Before the first serve of a match, when names are shown instead of the score. */
export const isOpening = (frame: ViewFrame): boolean =>
  frame.own.score + frame.opponent.score === 0 &&
  (frame.phase === "waiting" || (frame.phase === "countdown" && frame.rally === 0));

const WAITING = PHASES.indexOf("waiting");

/** A running match waits though both players are there: its server was away. */
export const isInterrupted = ({ phase, flightCount, left, right }: PublishedState): boolean =>
  phase === WAITING && flightCount > 0 && left.present && right.present;

/**
 * Whether a link that closed with `code` cut the match short that `frame` shows. `over`: its end has
 * been seen before. No frame is drawn while a tab is hidden, so that the first one after the match and
 * its room have ended brings both at once. A match whose opponent never came has no result to show.
 */
export const wasCutShort = (code: number, frame: ViewFrame | null, over: boolean): boolean =>
  code === CloseReason.opponentMissing || (!over && frame?.phase !== "finished");

/** What the server answers before and after there is a connection, and Colyseus' own code for it. */
const NOTHING_THERE: readonly number[] = [
  404,
  522,
  CloseReason.notWatchable,
  CloseReason.matchOver,
  CloseReason.opponentMissing,
];
const KNOWN: readonly number[] = Object.values(CloseReason);

/**
 * What a watcher does when the link has closed with `code`. A watcher's seat is not kept: after a lost
 * connection they come again, while `mayRetry`. Not where the server has said that there is nothing, nor
 * where it has said why it does not want them.
 */
export function afterClose(code: number, mayRetry: boolean): "nothing" | "again" | "trouble" {
  if (NOTHING_THERE.includes(code)) return "nothing";
  return mayRetry && !KNOWN.includes(code) ? "again" : "trouble";
}
