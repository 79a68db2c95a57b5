/** The rules of a cup, case by case. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { isOut, roundsLeft } from "../../src/competitions/bracket.ts";
import type { MatchOutcome } from "../../src/competitions/events.ts";
import { standings } from "../../src/competitions/standings.ts";
import type { OpenMatch } from "../../src/competitions/state.ts";
import { CompetitionLog } from "../support/competition-log.ts";

const CUP = { kind: "cup", preset: "quickpong", points: 3, semiFinal: 7, final: 11 } as const;

/** A cup of `size` that has begun. Entrant 0 is the best, and so on. */
function cupOf(size: number): CompetitionLog {
  const log = new CompetitionLog(CUP);
  for (let n = 0; n < size; n++) log.join(`p${n}`, 2000 - n);
  log.tell({ type: "started" });
  log.wait(0);
  return log;
}

const pairs = ({ state }: CompetitionLog) => state.open.map(({ entrants }) => [...entrants]);
const finish = (log: CompetitionLog, { number }: OpenMatch, outcome: MatchOutcome) => {
  log.tell({ type: "began", match: number });
  log.tell({ type: "result", match: number, outcome });
  log.wait(0);
};
/** The lower number wins: it is the better seed. */
const bestWins = ({ entrants: [one, other] }: OpenMatch): MatchOutcome => ({
  how: "won",
  winner: one < other ? 0 : 1,
  score: [3, 2],
  forfeit: false,
});
function playOut(log: CompetitionLog, outcome = bestWins): void {
  for (let [match] = log.state.open; match; [match] = log.state.open) {
    finish(log, match, outcome(match));
  }
}

test("CUP-1: seeds of three to sixty-four meet as late as they can, and the best have the byes", () => {
  for (let size = 3; size <= 64; size++) {
    const log = cupOf(size);
    const { cup } = log.state;
    const byes = cup!.size - size;
    const firstRound = log.state.open.filter(({ node }) => node >= cup!.size / 2);
    expect(firstRound).toHaveLength(cup!.size / 2 - byes);
    const playing = firstRound.flatMap(({ entrants }) => entrants);
    expect(Math.min(...playing)).toBe(byes);
    playOut(log);
    expect(log.state.phase).toBe("ended");
    expect(log.state.called).toBe(size - 1);
    // The best win: so the first four are the four best, in the order of their places.
    const [first, second, ...others] = standings(log.state);
    expect([first?.entrant.number, second?.entrant.number]).toEqual([0, 1]);
    expect([first?.place, second?.place]).toEqual([1, 2]);
    expect(others[0]?.place).toBe(3);
    if (size > 3) expect(others.slice(0, 2).map(({ place }) => place)).toEqual([3, 3]);
  }
});

test("CUP-1: who is away for longer than 30 s is not drawn, and nobody enters later", () => {
  const log = new CompetitionLog(CUP);
  for (let n = 0; n < 5; n++) log.join(`p${n}`, 2000 - n);
  log.tell({ type: "absent", entrant: 0 });
  log.wait(30_000);
  log.tell({ type: "absent", entrant: 4 });
  log.tell({ type: "started" });
  expect(log.state.cup?.seeds).toEqual([1, 2, 3, 4]);
  expect(log.join("late")).toBe(false);
});

test("CUP-1: two can't have a cup, and equal ones are seeded by lot, which the log's seed draws", () => {
  const two = cupOf(2);
  expect(two.state.phase).toBe("waiting");
  const drawn = (seed: number) => {
    const log = new CompetitionLog(CUP, seed);
    for (let n = 0; n < 8; n++) log.join(`p${n}`);
    log.tell({ type: "started" });
    return log.state.cup?.seeds.join();
  };
  expect(drawn(1)).toBe(drawn(1));
  expect(new Set([1, 2, 3, 4, 5].map(drawn)).size).toBeGreaterThan(1);
});

test("CUP-2: who does not come within 30 s is out, and the next match is called at once", () => {
  const log = cupOf(4);
  expect(pairs(log)).toEqual([
    [1, 2],
    [0, 3],
  ]);
  finish(log, log.state.open[1]!, { how: "won", winner: 0, score: [7, 0], forfeit: false });
  log.tell({ type: "arrived", match: 1, entrant: 2 });
  log.wait(29_999);
  expect(pairs(log)).toEqual([[1, 2]]);
  log.wait(1);
  expect(pairs(log)).toEqual([[0, 2]]);
  expect(isOut(log.state.cup!, 1)).toBe(true);
});

test("CUP-2: who leaves or is removed loses at once, also between matches", () => {
  const log = cupOf(4);
  log.tell({ type: "removed", entrant: 1 });
  log.wait(0);
  expect(log.state.cup?.nodes[3]).toBe(2);
  log.tell({ type: "left", entrant: 2 });
  finish(log, log.state.open[0]!, { how: "won", winner: 0, score: [7, 0], forfeit: false });
  expect(log.state.phase).toBe("ended");
  expect(log.state.cup?.nodes[1]).toBe(0);
});

test("CUP-3: where neither comes both are out, and the next one goes on without a match", () => {
  const log = cupOf(8);
  const [first, ...others] = log.state.open;
  for (const match of others) finish(log, match, bestWins(match));
  const semi = log.state.open.find(({ number }) => number !== first!.number)!;
  log.tell({ type: "began", match: semi.number });
  log.wait(30_000);
  expect(log.state.cup?.nodes[first!.node]).toBe("nobody");
  finish(log, semi, bestWins(semi));
  const [final] = log.state.open;
  expect(final?.node).toBe(1);
});

test("CUP-3: neither comes to the final: the cup ends without a winner", () => {
  const log = cupOf(3);
  finish(log, log.state.open[0]!, bestWins(log.state.open[0]!));
  log.wait(30_000);
  expect(log.state.phase).toBe("ended");
  expect(log.state.cup?.nodes[1]).toBe("nobody");
  expect(standings(log.state).map(({ place }) => place)).toEqual([1, 1, 3]);
});

test("CUP-4: a fault of the server is played again later and later, and in the end the seeds decide", () => {
  const log = cupOf(3);
  finish(log, log.state.open[0]!, bestWins(log.state.open[0]!));
  const waits = [];
  for (let n = 0; n < 5; n++) {
    finish(log, log.state.open[0]!, { how: n % 2 ? "void" : "drawn", score: [1, 1] });
    const from = log.now;
    while (log.state.open.length === 0 && log.state.phase === "running") log.wait(1000);
    waits.push((log.now - from) / 1000);
  }
  expect(waits).toEqual([5, 10, 20, 40, 0]);
  expect(log.state.phase).toBe("ended");
  expect(log.state.cup?.nodes[1]).toBe(0);
});

test("COMPETE-2, CUP-4: a restart in the final: it is called again when both are back, however often", () => {
  const log = cupOf(3);
  finish(log, log.state.open[0]!, bestWins(log.state.open[0]!));
  for (let n = 0; n < 12; n++) {
    const [final] = log.state.open;
    log.tell({ type: "began", match: final!.number });
    log.wait(20_000);
    log.tell({ type: "restarted", lost: [final!.number] });
    log.wait(3000);
    expect(log.state.open).toEqual([]);
    log.tell({ type: "present", entrant: 0 });
    log.wait(3000);
    log.tell({ type: "present", entrant: 1 });
    log.wait(0);
    expect(pairs(log)).toEqual([[0, 1]]);
  }
  // Who is not back is called all the same, after 15 s.
  log.tell({ type: "restarted", lost: [log.state.open[0]!.number] });
  log.wait(15_000);
  expect(pairs(log)).toEqual([[0, 1]]);
});

test("CUP-5: points are those of the round", () => {
  const log = cupOf(9);
  const points = new Map<number, Set<number>>();
  const seen = () => {
    for (const match of log.state.open) {
      const left = roundsLeft(match.node);
      points.set(left, (points.get(left) ?? new Set()).add(match.points));
    }
  };
  seen();
  playOut(log, (match) => {
    seen();
    return bestWins(match);
  });
  const found = [...points].sort(([a], [b]) => a - b).map(([left, all]) => [left, [...all]]);
  expect(found).toEqual([
    [0, [11]],
    [1, [7]],
    [2, [3]],
    [3, [3]],
  ]);
});

test("COMPETE-1: whatever comes of its matches, a cup has n - 1 of them at most, and one winner at most", () => {
  const outcomes = fc.infiniteStream(fc.constantFrom("won", "lost", "walkover", "bothAbsent"));
  fc.assert(
    fc.property(fc.integer({ min: 3, max: 64 }), outcomes, (size, stream) => {
      const log = cupOf(size);
      playOut(log, () => {
        const how = stream.next().value;
        if (how === "bothAbsent") return { how };
        if (how === "walkover") return { how, winner: 1 };
        return { how: "won", winner: how === "won" ? 0 : 1, score: [3, 1], forfeit: false };
      });
      expect(log.state.phase).toBe("ended");
      expect(log.state.called).toBeLessThan(size);
      const isAlive = (n: number) => !isOut(log.state.cup!, n);
      expect(log.state.entrants.filter(({ number }) => isAlive(number)).length).toBeLessThan(2);
    }),
    { numRuns: 100 },
  );
});
