/** A match between two people at this screen, ready for the runner: the simulation, its clock, who sits where. */
import { LEFT, RIGHT } from "@quickpong/shared/court.ts";
import type { Rules } from "@quickpong/shared/rules.ts";
import type { MatchRequests } from "../net/links/match-link.ts";
import { LocalPlay, type Pair } from "../net/local-play.ts";
import type { ViewFrame } from "../net/view-frame.ts";
import { frameClock } from "../render/frame-clock.ts";
import { createMatchClock } from "./match-clock.ts";
import type { TwoHereMatch } from "./match-in-page.ts";
import { newKey } from "./new-key.ts";
import { createPauses } from "./pauses.ts";
import type { TwoPlayers } from "./two-players.ts";

const NOTHING: Pair<number> = [0, 0];

/** Begins one. */
export const createTwoHereMatch = (players: TwoPlayers, rules: Rules): TwoHereMatch =>
  new SimulatedMatch(players, rules);

class SimulatedMatch implements TwoHereMatch {
  readonly kind = "two-here";
  readonly link: MatchRequests;
  readonly pause: TwoHereMatch["pause"];
  private readonly clock = createMatchClock(frameClock.now(performance.now()));
  private readonly players: TwoPlayers;
  private readonly rules: Rules;
  private play: LocalPlay;

  constructor(players: TwoPlayers, rules: Rules) {
    this.players = players;
    this.rules = rules;
    this.pause = createPauses(this.clock);
    this.play = this.begin(NOTHING, NOTHING);
    // Nobody is elsewhere: nothing else can be asked.
    const nothing = () => undefined;
    const rematch = () => {
      this.play = this.begin(this.play.standing.series, NOTHING);
    };
    const none = { claim: nothing, away: nothing, emote: nothing, leave: nothing };
    this.link = { side: LEFT, rematch, ...none };
  }

  steer(left: number | null, right: number | null = null): void {
    // Hands in the menu are not at the paddles.
    if (this.clock.resting) return;
    this.play.steer(LEFT, left);
    this.play.steer(RIGHT, right);
  }

  frame(time: number): ViewFrame {
    const padMissing = this.players.padMissing();
    this.pause("pad", padMissing !== null);
    this.clock.tick(time);
    return { ...this.play.frame(this.clock.now()), padMissing };
  }

  swapSides(): void {
    const { series, score, over } = this.play.standing;
    this.players.swap();
    this.play = this.begin(swapped(series), over ? NOTHING : swapped(score));
  }

  closed(): null {
    return null;
  }

  end(): void {}

  private begin(series: Pair<number>, score: Pair<number>): LocalPlay {
    const { rules, players, clock } = this;
    const { names } = players;
    return new LocalPlay({ rules, key: newKey(), names, series, score, now: clock.now() });
  }
}

const swapped = ([left, right]: Pair<number>): Pair<number> => [right, left];
