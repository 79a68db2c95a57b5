/** Presence: arriving, dropping, leaving, claiming a win, asking for a rematch. Part of the simulation. */
import type { Key } from "./chacha20.ts";
import { CLAIM_AFTER, FIRST_COUNTDOWN, otherSide, SIDES, type Side } from "./court.ts";
import { draw, gameRandom } from "./game-random.ts";
import type { MatchState } from "./match.ts";
import { finish, startCountdown, waitForAbsent } from "./phases.ts";
import { advance } from "./simulation.ts";

/** `side` has a live connection from now on; play begins or resumes when both have. */
export function arrive(match: MatchState, side: Side, now: number): void {
  advance(match, now);
  match.players[side].present = true;
  // Coming back is a sign of life.
  match.players[side].idleServes = 0;
  if (match.phase !== "waiting") return;
  if (SIDES.some((each) => !match.players[each].present)) {
    // The other is still away: from now on only their own grace counts.
    if (match.flightCount > 0) waitForAbsent(match, now);
    return;
  }
  if (match.flightCount === 0) startMatch(match, now);
  else startCountdown(match, now, FIRST_COUNTDOWN);
}

/** `side` has lost its connection and may come back: the match waits for it at the next serve. */
export function drop(match: MatchState, side: Side, now: number): void {
  advance(match, now);
  const player = match.players[side];
  if (!player.present) return;
  player.present = false;
  player.wantsRematch = false;
  if (now >= match.excusedUntil) player.drops++;
  player.absentSince = now;
  if (match.phase === "waiting" && match.flightCount > 0) waitForAbsent(match, now);
}

/** `side` leaves for good: a running match goes to the other, unless the other is away itself. */
export function leave(match: MatchState, side: Side, now: number): void {
  advance(match, now);
  match.players[side].present = false;
  match.players[side].wantsRematch = false;
  if (match.phase === "finished") return;
  const other = otherSide(side);
  const counts = match.flightCount > 0 && match.players[other].present;
  finish(match, counts ? "left" : "void", counts ? other : null);
}

/** Tick from which the one who is there may take the win over the one who is not; 0 for not at all. */
export function claimFrom(match: MatchState): number {
  if (match.phase !== "waiting" || match.flightCount === 0) return 0;
  const absent = match.players.filter((player) => !player.present);
  return absent.length === 1 ? Math.ceil((absent[0]?.absentSince ?? 0) + CLAIM_AFTER) : 0;
}

/** Takes the win over an absent opponent; false when that is not allowed (yet). */
export function claim(match: MatchState, side: Side, now: number): boolean {
  advance(match, now);
  const from = claimFrom(match);
  if (from === 0 || now < from || !match.players[side].present) return false;
  finish(match, "absent", side);
  return true;
}

/**
 * Asks for a rematch; it starts when both present players have asked, with the `key` that came with the
 * second request. It has to be a new one: the game that is over may be published with its own. False when
 * it is not the time.
 */
export function askRematch(match: MatchState, side: Side, key: Key, now: number): boolean {
  advance(match, now);
  if (match.phase !== "finished" || !Number.isFinite(match.phaseEnds)) return false;
  if (SIDES.some((each) => !match.players[each].present)) return false;
  match.players[side].wantsRematch = true;
  if (!match.players[otherSide(side)].wantsRematch) return true;
  match.random = gameRandom(key);
  startMatch(match, now);
  return true;
}

/** The first serve of a match, or of a rematch. */
function startMatch(match: MatchState, now: number): void {
  match.score = [0, 0];
  match.outcome = null;
  for (const player of match.players) {
    player.wantsRematch = false;
    player.idleServes = 0;
    player.drops = 0;
  }
  if (match.flightCount === 0) match.receiver = draw(match.random) < 0.5 ? 0 : 1;
  startCountdown(match, now, FIRST_COUNTDOWN);
}
