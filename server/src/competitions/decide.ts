/** What falls due in a competition by itself: at which time, and the events that it brings. */
import { arenaDues, lastDues } from "./arena.ts";
import { cupDues } from "./cup.ts";
import { type Due, once } from "./due.ts";
import { lastJoined, lastSeen } from "./entrants.ts";
import type { CompetitionEvent } from "./events.ts";
import { fold } from "./fold.ts";
import { canStart } from "./limits.ts";
import { matchDues } from "./match-dues.ts";
import type { CompetitionState } from "./state.ts";
import {
  EMPTY_LONGEST,
  HOST_GONE,
  LAST_JOINED,
  PAUSE_LONGEST,
  ROOM_LONGEST,
  WAITING_LONGEST,
} from "./times.ts";
import { lineDues } from "./winner-stays.ts";

/** When `decide` has something next (ms since 1970) if nothing happens before; Infinity for never. */
export function nextDue(state: CompetitionState): number {
  let least = Number.POSITIVE_INFINITY;
  for (const { at } of duesOf(state)) if (at < least) least = at;
  return least;
}

/**
 * The events of what fell due first by `now` (ms since 1970): store them, fold them, and act on them; then ask
 * again, until there are none. `called`: make a match for the two and tell them. `result`: close that match if
 * it is still there. `ended`: close everything.
 */
export function decide(state: CompetitionState, now: number): CompetitionEvent[] {
  let first: Due | undefined;
  for (const due of duesOf(state)) if (due.at <= now && !(first && first.at <= due.at)) first = due;
  return (first?.happens(now) ?? []).map((each) => ({ ...each, at: now }));
}

/** Folds everything that has fallen due by `now`. */
export function advance(
  state: CompetitionState,
  now: number,
): { state: CompetitionState; events: CompetitionEvent[] } {
  const events: CompetitionEvent[] = [];
  let next = state;
  for (let due = decide(next, now); due.length > 0; due = decide(next, now)) {
    for (const event of due) next = fold(next, event);
    events.push(...due);
  }
  return { state: next, events };
}

function duesOf(state: CompetitionState): Due[] {
  switch (state.phase) {
    case "ended":
      return [];
    case "waiting":
      return [...startDues(state), once(endOfWaiting(state), "ended")];
    case "paused":
      return [...matchDues(state), once(endOfPause(state), "resumed")];
    case "ending":
      return [...matchDues(state), ...lastDues(state)];
    case "running":
      return [...matchDues(state), ...runningDues(state)];
  }
}

/** A competition begins by itself when its host is gone; a room for a crowd as soon as two are there. */
function startDues(state: CompetitionState): Due[] {
  const { settings, host, at } = state;
  if (settings.kind === "winnerStays") return canStart(state) ? [once(at, "started")] : [];
  if (host.present || !canStart(state)) return [];
  const due = Math.max(at, host.since + HOST_GONE, lastJoined(state) + LAST_JOINED);
  return [once(due, "started")];
}

function endOfWaiting(state: CompetitionState): number {
  return Math.min(state.createdAt + WAITING_LONGEST, emptyFor(state));
}

function endOfPause({ host, pausedAt, at }: CompetitionState): number {
  const longest = (pausedAt ?? at) + PAUSE_LONGEST;
  return host.present ? longest : Math.min(longest, host.since + HOST_GONE);
}

/** When nobody will have been there for long; Infinity while somebody is. */
function emptyFor(state: CompetitionState): number {
  const { host } = state;
  if (host.present || state.entrants.some(({ present }) => present))
    return Number.POSITIVE_INFINITY;
  return Math.max(host.since, lastSeen(state)) + EMPTY_LONGEST;
}

function runningDues(state: CompetitionState): Due[] {
  switch (state.settings.kind) {
    case "arena":
      return arenaDues(state);
    case "cup":
      return cupDues(state);
    case "winnerStays": {
      const end = Math.min(state.createdAt + ROOM_LONGEST, emptyFor(state));
      return [once(end, "ended"), ...lineDues(state)];
    }
  }
}
