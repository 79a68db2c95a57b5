import { describe, expect, it } from "vitest";
import { keyFrom } from "../src/chacha20.ts";
import { otherSide, SIDES } from "../src/court.ts";
import { createMatch, type MatchState } from "../src/match.ts";
import { arrive, claim, claimFrom, drop, leave } from "../src/presence.ts";
import { randomFrom } from "../src/random.ts";
import { DEFAULT_RULES } from "../src/rules.ts";
import { advance } from "../src/simulation.ts";
import { advanceToDue, begin, defender, flying, score } from "./support/scene.ts";

const KEY = keyFrom(randomFrom(1));

const SECOND = 60;

/** Left has dropped, as so many times before; right is there and waits at the next serve. */
function waiting(dropsBefore = 0): MatchState {
  const match = begin();
  score(match, 1);
  match.players[0].drops = dropsBefore;
  drop(match, 0, match.now + 0.5);
  advanceToDue(match);
  expect(match.phase).toBe("waiting");
  return match;
}

describe("arriving", () => {
  it("PRESENCE-1: the match begins when both are there", () => {
    const match = createMatch(DEFAULT_RULES, KEY);
    arrive(match, 1, 10);
    expect([match.phase, match.flightCount]).toEqual(["waiting", 0]);
    arrive(match, 0, 20);
    expect([match.phase, match.flightCount]).toEqual(["countdown", 1]);
  });

  it.each([[[]], [[0]], [[1]]] as const)("PRESENCE-1: with only %j for 5 s it is void", (here) => {
    const match = createMatch(DEFAULT_RULES, KEY, 100.5);
    for (const side of here) arrive(match, side, 101);
    advance(match, 101 + 5 * SECOND - 1e-9);
    expect(match.phase).toBe("waiting");
    advance(match, 101 + 5 * SECOND);
    expect(match.outcome).toEqual({ reason: "void", winner: null });
  });
});

describe("dropping", () => {
  it("PRESENCE-2: does not stop the ball; the match waits at the next serve", () => {
    // So short that the serve goes past.
    const match = begin({ paddleLength: 40 });
    drop(match, defender(match), 10);
    advanceToDue(match);
    expect(match.phase).toBe("rally");
    while (match.phase === "rally") advanceToDue(match);
    expect(match.phase).toBe("point");
    advanceToDue(match);
    expect(match.phase).toBe("waiting");
  });

  it("PRESENCE-2, PRESENCE-3: nothing happened when they are back before the serve", () => {
    const match = begin();
    drop(match, 0, 10);
    drop(match, 0, 11);
    arrive(match, 0, 12);
    expect([match.phase, match.phaseEnds, match.players[0].drops]).toEqual(["countdown", 180, 1]);
  });

  it("PRESENCE-3, SERVE-4: play resumes with a long countdown and the same receiver", () => {
    const match = waiting();
    const { flightCount } = match;
    arrive(match, 0, match.now + 100.5);
    expect([match.phase, match.flightCount]).toEqual(["countdown", flightCount + 1]);
    expect(flying(match).start).toBe(Math.ceil(match.now) + 180);
    expect(defender(match)).toBe(0);
  });

  it.each([
    [1, 20],
    [2, 20],
    [3, 5],
    [9, 5],
  ])("PRESENCE-4: after drop %i the seat is kept for %i s, then who is there wins", (n, grace) => {
    const match = waiting(n - 1);
    const ends = Math.ceil(match.players[0].absentSince + grace * SECOND);
    expect(match.phaseEnds).toBe(ends);
    advance(match, ends - 1e-9);
    expect(match.outcome).toBe(null);
    advance(match, ends);
    expect(match.outcome).toEqual({ reason: "absent", winner: 1 });
    expect(match.series).toEqual([0, 1]);
  });

  it("PRESENCE-4: drops are those of this match", () => {
    const match = createMatch(DEFAULT_RULES, KEY);
    for (let i = 0; i < 5; i++) {
      arrive(match, 0, i);
      drop(match, 0, i);
    }
    for (const side of SIDES) arrive(match, side, 10);
    expect(match.players[0].drops).toBe(0);
  });

  it("PRESENCE-5: a player who waits may claim the win after 5 s", () => {
    const match = waiting();
    const from = Math.ceil(match.players[0].absentSince + 5 * SECOND);
    expect(claimFrom(match)).toBe(from);
    expect(claim(match, 1, from - 0.5)).toBe(false);
    expect(claim(match, 0, from)).toBe(false);
    expect(claim(match, 1, from)).toBe(true);
    expect(match.outcome).toEqual({ reason: "absent", winner: 1 });
    expect([claimFrom(match), claim(match, 1, from + 1)]).toEqual([0, false]);
  });

  it("PRESENCE-5: there is nothing to claim while play goes on", () => {
    const match = begin();
    drop(match, 0, 1);
    expect([claimFrom(match), claim(match, 1, 170)]).toEqual([0, false]);
  });

  it("PRESENCE-7: with both gone it is void when the first seat's time is over", () => {
    const match = waiting();
    const ends = match.phaseEnds;
    drop(match, 1, match.now + 60);
    expect([match.phaseEnds, claimFrom(match)]).toEqual([ends, 0]);
    advance(match, ends);
    expect(match.outcome).toEqual({ reason: "void", winner: null });
  });

  it("PRESENCE-8: of two who were away, only the one who still is has their time counted", () => {
    const match = waiting();
    drop(match, 1, match.now + 300);
    const second = Math.ceil(match.players[1].absentSince + 20 * SECOND);
    arrive(match, 0, match.now + 60);
    expect([match.phase, match.phaseEnds]).toEqual(["waiting", second]);
    advance(match, second);
    expect(match.outcome).toEqual({ reason: "absent", winner: 0 });
  });
});

describe("leaving", () => {
  it.each(SIDES)("PRESENCE-6: side %i gives the match to the other", (side) => {
    for (const match of [begin(), waiting()]) {
      if (!match.players[otherSide(side)].present) continue;
      leave(match, side, match.now + 1);
      expect(match.outcome).toEqual({ reason: "left", winner: otherSide(side) });
    }
  });

  it("PRESENCE-7: when the other is gone already it is void", () => {
    const match = waiting();
    leave(match, 1, match.now + 1);
    expect(match.outcome).toEqual({ reason: "void", winner: null });
    const early = createMatch(DEFAULT_RULES, KEY);
    arrive(early, 0, 1);
    leave(early, 0, 2);
    expect(early.outcome).toEqual({ reason: "void", winner: null });
  });

  it("PRESENCE-6: leaving a finished match changes nothing of its outcome", () => {
    const match = begin();
    leave(match, 0, 1);
    leave(match, 1, 2);
    expect(match.outcome).toEqual({ reason: "left", winner: 1 });
    expect(match.series).toEqual([0, 1]);
  });
});
