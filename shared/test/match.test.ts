import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keyFrom } from "../src/chacha20.ts";
import { SIDES } from "../src/court.ts";
import { type MatchState, nextDue } from "../src/match.ts";
import { arrive, askRematch, drop } from "../src/presence.ts";
import { randomFrom } from "../src/random.ts";
import { replay } from "../src/replay.ts";
import { POINTS_TO_WIN } from "../src/rules.ts";
import { advance, receiveInput } from "../src/simulation.ts";
import { play, WILD } from "./support/play.ts";
import { advanceToDue, answer, begin, defender, score } from "./support/scene.ts";

const KEY = keyFrom(randomFrom(1));

/** Left wins by three points. */
function finished(): MatchState {
  const match = begin({ pointsToWin: 3 });
  for (let i = 0; i < 3; i++) score(match, 0);
  return match;
}

describe("a match", () => {
  it("MATCH-1: has a next phase at every time, until it is past its end", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        play(seed, { ...WILD, presence: 0.02, ticks: 1500 }, (match) => {
          const over = match.phase === "finished" && match.phaseEnds === Infinity;
          if ((match.outcome !== null) !== (match.phase === "finished")) throw new Error("outcome");
          if (over) return;
          const copy = structuredClone(match);
          const { phase, flightCount, phaseEnds } = copy;
          if (!Number.isInteger(phaseEnds)) throw new Error(`${phase} ends at ${phaseEnds}`);
          for (let i = 0; i < 2; i++) advanceToDue(copy);
          const moved =
            copy.phase !== phase ||
            copy.flightCount !== flightCount ||
            copy.phaseEnds !== phaseEnds;
          if (!moved && copy.flights.at(-1)?.ruling !== "miss") throw new Error(`stuck: ${phase}`);
        });
      }),
      { numRuns: 4 },
    );
  });

  it("MATCH-1: left alone by everybody it comes to an end", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const match = replay(play(seed, { ...WILD, presence: 0.02, ticks: 800 }));
        for (const side of SIDES) drop(match, side, match.now);
        for (let i = 0; i < 1000 && Number.isFinite(nextDue(match)); i++) advanceToDue(match);
        expect([match.phase, match.phaseEnds]).toEqual(["finished", Infinity]);
      }),
      { numRuns: 5 },
    );
  });

  it.each(POINTS_TO_WIN)("MATCH-2: is won by who has %i points first", (pointsToWin) => {
    const match = begin({ pointsToWin });
    for (let i = 1; i < pointsToWin; i++) {
      score(match, 0);
      score(match, 1);
    }
    expect(match.outcome).toBe(null);
    score(match, 1);
    expect(match.outcome).toEqual({ reason: "score", winner: 1 });
    expect([match.phase, match.score]).toEqual(["finished", [pointsToWin - 1, pointsToWin]]);
  });

  it.each([
    [[1], 1],
    [[0, 0, 1], 0],
    [[0, 1], null],
  ] as const)("MATCH-3: after points %j a rally of 300 s is ended, won by %s", (points, winner) => {
    // Whoever takes every ball with the middle, and sends it straight back, plays for ever.
    const match = begin({ swing: 0, shrinkBy: 0 });
    for (const side of points) score(match, side);
    advanceToDue(match, 2);
    const ends = match.phaseEnds;
    expect(ends).toBe(match.now + 300 * 60);
    while (match.phase === "rally") answer(match, true);
    expect(match.outcome).toEqual({ reason: "timeout", winner });
    expect(match.phaseEnds).toBe(ends + 90 * 60);
  });

  /** Paddles too short to return a serve without moving, and a pause longer than the wait for a message. */
  const SHORT = { paddleLength: 40, shortest: 20, pointPause: 45 };

  it("MATCH-4: a player who sends nothing for three serves forfeits", () => {
    const match = begin(SHORT);
    const idle = [];
    for (let serve = 1; serve <= 3; serve++) {
      receiveInput(match, 1, { seq: serve, tick: match.now, target: 0 }, match.now);
      idle.push(match.players[0].idleServes);
      while (match.phase === "countdown" || match.phase === "rally") advanceToDue(match);
      advanceToDue(match);
    }
    expect(idle).toEqual([1, 2, 3]);
    expect(match.outcome).toEqual({ reason: "idle", winner: 1 });
  });

  it("MATCH-4: a player who is absent is waited for instead, and coming back counts as an input", () => {
    const match = begin(SHORT);
    for (let serve = 1; serve <= 3; serve++) {
      receiveInput(match, 1, { seq: serve, tick: match.now, target: 0 }, match.now);
      while (match.phase === "countdown" || match.phase === "rally") advanceToDue(match);
      if (serve < 3) advanceToDue(match);
    }
    drop(match, 0, match.now);
    advanceToDue(match);
    expect([match.phase, match.outcome]).toEqual(["waiting", null]);
    arrive(match, 0, match.now + 60);
    expect([match.phase, match.players[0].idleServes]).toEqual(["countdown", 1]);
  });

  it("MATCH-4: when both sent nothing nobody wins", () => {
    const match = begin();
    advance(match, 5000);
    expect(match.outcome).toEqual({ reason: "idle", winner: null });
    expect(match.series).toEqual([0, 0]);
  });
});

describe("a rematch", () => {
  it("MATCH-5: begins when both have asked within 90 s", () => {
    const match = finished();
    const ends = match.now + 90 * 60;
    expect(match.phaseEnds).toBe(ends);
    expect(askRematch(match, 0, KEY, ends - 2)).toBe(true);
    expect(match.phase).toBe("finished");
    const late = structuredClone(match);
    expect(askRematch(late, 1, KEY, ends)).toBe(false);
    expect(askRematch(match, 1, KEY, ends - 1)).toBe(true);
    expect([match.phase, match.phaseEnds]).toEqual(["countdown", ends - 1 + 180]);
  });

  it("MATCH-5: takes two, and a match that is over", () => {
    expect(askRematch(begin(), 0, KEY, 1)).toBe(false);
    const match = finished();
    askRematch(match, 0, KEY, match.now);
    drop(match, 0, match.now);
    expect(match.players[0].wantsRematch).toBe(false);
    expect(askRematch(match, 1, KEY, match.now)).toBe(false);
  });

  it("MATCH-6, SERVE-3: begins anew, but for the series and whose serve it is", () => {
    const match = finished();
    match.players[0].drops = 3;
    for (const side of [1, 0] as const) askRematch(match, side, KEY, match.now);
    expect([match.score, match.series, match.outcome]).toEqual([[0, 0], [1, 0], null]);
    expect(match.players.map(({ drops, idleServes }) => [drops, idleServes])).toEqual([
      [0, 1],
      [0, 1],
    ]);
    expect(defender(match)).toBe(1);
    for (let i = 0; i < 3; i++) score(match, 0);
    expect(match.series).toEqual([2, 0]);
  });
});
