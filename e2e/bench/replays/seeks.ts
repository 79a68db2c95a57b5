/** How long it takes to show any moment of a long match, as the page of a replay does after a jump. */
import { collect } from "@quickpong/client/replay/match-record.ts";
import {
  REPLAY_VIEWS,
  ReplayPicture,
  type ReplayView,
} from "@quickpong/client/replay/replay-picture.ts";
import { beginReplayNow } from "@quickpong/client/replay/replayed-match.ts";
import { TICK_RATE } from "@quickpong/shared/court.ts";
import { randomFrom } from "@quickpong/shared/random.ts";
import { DEFAULT_RULES } from "@quickpong/shared/rules.ts";
import { playBots } from "../../../shared/test/support/bot-match.ts";

/** Ten minutes (ticks), as nobody wins by then. */
const LONG = 10 * 60 * TICK_RATE;
const SEEKS = 200;
const PLAYER = { name: "", bot: "", rtt: 80 };

/** Each moment is jumped to so often, and the quickest counts: whatever else the machine does only adds to it. */
const TRIES = 5;

/** Time of each jump (ms), by view. */
export type Seeks = Record<ReplayView, number[]>;

export function measureSeeks(ticks = LONG, seeks = SEEKS): Seeks {
  const rules = { ...DEFAULT_RULES, pointsToWin: 100 };
  const bots = {
    levels: ["vera", "vera"] as ["vera", "vera"],
    rules,
    seed: 3,
    delays: [3, 5] as [number, number],
  };
  const recording = playBots({ ...bots, limit: ticks });
  const picture = new ReplayPicture(collect(beginReplayNow(recording), recording), [
    PLAYER,
    PLAYER,
  ]);
  return Object.fromEntries(
    REPLAY_VIEWS.map((view) => [view, seeksIn(picture, view, seeks)]),
  ) as Seeks;
}

function seeksIn(picture: ReplayPicture, view: ReplayView, count: number): number[] {
  const random = randomFrom(7);
  const { from, to } = picture.record;
  const moments = Array.from({ length: count }, () => from + random() * (to - from));
  // All of them each time, so that none is where the one before was.
  const runs = Array.from({ length: TRIES }, () => moments.map((t) => jumpTo(picture, t, view)));
  return moments.map((_, i) => Math.min(...runs.map((run) => run[i] as number)));
}

function jumpTo(picture: ReplayPicture, t: number, view: ReplayView): number {
  const begin = performance.now();
  picture.frameAt(t, view, true);
  return performance.now() - begin;
}
