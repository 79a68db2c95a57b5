/** A match between two people at this screen, ready for the runner: the simulation, its clock, who sits where. */
import { LEFT, RIGHT } from "@quickpong/shared/court.ts";
import type { Rules } from "@quickpong/shared/rules.ts";
import { LocalPlay, type Pair } from "../net/local-play.ts";
import { frameClock } from "../render/frame-clock.ts";
import { createMatchClock } from "./match-clock.ts";
import type { TwoHereMatch } from "./match-in-page.ts";
import { newKey } from "./new-key.ts";
import { createPauses } from "./pauses.ts";
import type { TwoPlayers } from "./two-players.ts";

const NOTHING: Pair<number> = [0, 0];

/** Begins one. */
export function createTwoHereMatch(players: TwoPlayers, rules: Rules): TwoHereMatch {
  const clock = createMatchClock(frameClock.now(performance.now()));
  const pause = createPauses(clock);
  const begin = (series: Pair<number>, score: Pair<number>) =>
    new LocalPlay({ rules, key: newKey(), names: players.names, series, score, now: clock.now() });
  let play = begin(NOTHING, NOTHING);
  return {
    kind: "two-here",
    link: {
      side: LEFT,
      rematch() {
        play = begin(play.standing.series, NOTHING);
      },
      // Nobody is elsewhere.
      claim() {},
      away() {},
      emote() {},
      leave() {},
    },
    steer(left, right = null) {
      // Hands in the menu are not at the paddles.
      if (clock.resting) return;
      play.steer(LEFT, left);
      play.steer(RIGHT, right);
    },
    frame(time) {
      const padMissing = players.padMissing();
      pause("pad", padMissing !== null);
      clock.tick(time);
      return { ...play.frame(clock.now()), padMissing };
    },
    swapSides() {
      players.swap();
      const { series, score, over } = play.standing;
      play = begin(swapped(series), over ? NOTHING : swapped(score));
    },
    closed: () => null,
    pause,
    end() {},
  };
}

const swapped = ([left, right]: Pair<number>): Pair<number> => [right, left];
