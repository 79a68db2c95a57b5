/** The rules of an arena, case by case. */
import { randomFrom } from "@quickpong/shared/random.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { standings } from "../../src/competitions/standings.ts";
import { ownViewOf } from "../../src/competitions/view.ts";
import { CompetitionLog } from "../support/competition-log.ts";

const TEN_MINUTES = { kind: "arena", preset: "quickpong", points: 3, minutes: 10 } as const;

/** An arena with these in it, which has begun. */
function arenaOf(...keys: string[]): CompetitionLog {
  const log = new CompetitionLog(TEN_MINUTES);
  for (const [n, key] of keys.entries()) log.join(key, 2000 - n);
  log.tell({ type: "started" });
  return log;
}

/** The pairs of keys that are called and not over. */
const pairs = ({ state }: CompetitionLog): string[] =>
  state.open.map(({ entrants }) => entrants.map((each) => state.entrants[each]?.key).join("-"));

/** The match of `key` ends. */
function end(log: CompetitionLog, key: string, how: "wins" | "loses" | "draws"): void {
  const own = log.state.entrants.find((each) => each.key === key);
  const match = log.state.open.find(({ number }) => number === own?.match);
  if (!own || !match) throw new Error(`${key} does not play`);
  log.tell({ type: "began", match: match.number });
  const index = match.entrants.indexOf(own.number) as 0 | 1;
  const winner = how === "wins" ? index : ((1 - index) as 0 | 1);
  const score = winner === 0 ? ([3, 1] as const) : ([1, 3] as const);
  const outcome =
    how === "draws"
      ? ({ how: "drawn", score: [1, 1] } as const)
      : ({ how: "won", winner, score, forfeit: false } as const);
  log.tell({ type: "result", match: match.number, outcome });
}
const pointsOf = (log: CompetitionLog, key: string) =>
  log.state.entrants.find((each) => each.key === key)?.points;

test("ARENA-1: two are called after 1 s, more after 3 s, the latest comer of an odd number later", () => {
  const two = arenaOf("a", "b");
  two.wait(999);
  expect(pairs(two)).toEqual([]);
  two.wait(1);
  expect(pairs(two)).toEqual(["a-b"]);
  const three = arenaOf("a", "b");
  three.wait(500);
  three.join("c");
  three.wait(2499);
  expect(pairs(three)).toEqual([]);
  three.wait(1);
  expect(pairs(three)).toEqual(["a-b"]);
  three.wait(10_000);
  three.join("d");
  three.wait(1000);
  expect(pairs(three)).toEqual(["a-b", "c-d"]);
});

test("ARENA-1: at the beginning neighbours by rating meet, everybody at once", () => {
  const log = arenaOf("a", "b", "c", "d", "e", "f");
  log.wait(3000);
  expect(pairs(log)).toEqual(["a-b", "c-d", "e-f"]);
});

test("ARENA-2: the same two don't meet twice in a row while others may come, but after 6 s", () => {
  const log = arenaOf("a", "b", "c", "d");
  log.wait(3000);
  expect(pairs(log)).toEqual(["a-b", "c-d"]);
  end(log, "a", "wins");
  log.wait(5999);
  expect(pairs(log)).toEqual(["c-d"]);
  log.wait(1);
  expect(pairs(log)).toEqual(["c-d", "a-b"]);
  end(log, "a", "wins");
  end(log, "c", "wins");
  log.wait(3000);
  expect(pairs(log).sort()).not.toContain("a-b");
  expect(pairs(log)).toHaveLength(2);
});

test("ARENA-2: the same two wait longer for others each time, up to 18 s", () => {
  const log = arenaOf("a", "b", "c", "d");
  log.wait(3000);
  log.tell({ type: "began", match: 2 });
  for (const seconds of [6, 12, 18, 18]) {
    end(log, "a", "wins");
    log.wait(seconds * 1000 - 1);
    expect(pairs(log)).toEqual(["c-d"]);
    log.wait(1);
    expect(pairs(log)).toEqual(["c-d", "a-b"]);
  }
  end(log, "a", "wins");
  log.wait(10_000);
  end(log, "c", "wins");
  log.wait(3000);
  // The others are fresh.
  expect(pairs(log)).not.toContain("a-b");
  expect(pairs(log)).toHaveLength(2);
});

test("ARENA-2: of three the one who has waited meets each of the others in turn", () => {
  const log = arenaOf("a", "b", "c");
  const met = [];
  for (let n = 0; n < 6; n++) {
    log.wait(3000);
    const [pair = ""] = pairs(log);
    met.push(pair.split("-").sort().join(""));
    end(log, pair.split("-")[0] as string, "wins");
  }
  expect(new Set(met.slice(0, 3))).toEqual(new Set(["ab", "ac", "bc"]));
  expect(new Set(met.slice(3))).toEqual(new Set(["ab", "ac", "bc"]));
});

test("ARENA-2: when only two are there, they meet again after 1 s", () => {
  const log = arenaOf("a", "b");
  log.wait(1000);
  end(log, "a", "wins");
  log.wait(1000);
  expect(pairs(log)).toEqual(["a-b"]);
});

test("ARENA-3: 2, 1 and 0 points, twice as many from the third win in a row to the first that is none", () => {
  const log = arenaOf("a", "b");
  const course = ["wins", "wins", "wins", "wins", "draws", "draws", "wins", "loses"] as const;
  const points = course.map((how) => {
    log.wait(1000);
    end(log, "a", how);
    return pointsOf(log, "a");
  });
  expect(points).toEqual([2, 4, 8, 12, 14, 15, 17, 17]);
  expect(pointsOf(log, "b")).toBe(0 + 1 + 1 + 2);
});

test("ARENA-3: the table is by points, wins, then points made; equal ones share a place", () => {
  const log = arenaOf("a", "b", "c", "d");
  log.wait(3000);
  end(log, "b", "wins");
  end(log, "d", "wins");
  const table = standings(log.state).map(({ entrant, place }) => [entrant.key, place]);
  expect(table).toEqual([
    ["b", 1],
    ["d", 1],
    ["a", 3],
    ["c", 3],
  ]);
});

test("ARENA-4: who leaves keeps the points and costs the other nothing; coming back goes on from there", () => {
  const log = arenaOf("a", "b", "c");
  log.wait(3000);
  end(log, "a", "wins");
  log.wait(3000);
  const [pair = ""] = pairs(log);
  const [stays, leaves] = pair.startsWith("a") ? pair.split("-").reverse() : pair.split("-");
  const before = pointsOf(log, leaves!);
  const { number } = log.state.entrants.find((each) => each.key === leaves)!;
  log.tell({ type: "began", match: log.state.open[0]!.number });
  log.tell({ type: "left", entrant: number });
  log.wait(0);
  expect(pairs(log)).toEqual([]);
  expect(pointsOf(log, stays!)).toBe(2);
  log.wait(60_000);
  expect(pairs(log).join()).not.toContain(leaves);
  log.join(leaves!);
  expect(log.state.entrants).toHaveLength(3);
  expect(pointsOf(log, leaves!)).toBe(before);
});

test("COMPETE-4: a player who misses a call is called no more before they say that they are there", () => {
  const log = arenaOf("a", "b", "c");
  log.wait(3000);
  const [match] = log.state.open;
  log.tell({ type: "arrived", match: match!.number, entrant: 0 });
  log.wait(19_999);
  expect(pairs(log)).toEqual(["a-b"]);
  log.wait(1);
  expect(pointsOf(log, "a")).toBe(2);
  const seenBy = (entrant: number) =>
    ownViewOf(log.state, { entrant, isHost: false }, log.now).state;
  expect([seenBy(0), seenBy(1)]).toEqual(["waiting", "missed"]);
  log.wait(1000);
  expect(pairs(log)).toEqual(["c-a"]);
  log.tell({ type: "present", entrant: 1 });
  expect(seenBy(1)).toBe("waiting");
});

test("ARENA-5: after its minutes nothing is called, and matches that have begun are finished", () => {
  const log = arenaOf("a", "b", "c", "d");
  log.wait(3000);
  const [first, second] = log.state.open;
  for (const { number } of [first!, second!]) log.tell({ type: "began", match: number });
  log.wait(9 * 60_000);
  end(log, "a", "wins");
  log.wait(57_000);
  // Called before the end, and not begun.
  expect(pairs(log)).toEqual(["c-d"]);
  expect(log.state.phase).toBe("ending");
  log.wait(60_000);
  end(log, "c", "draws");
  log.wait(0);
  expect(log.state.phase).toBe("ended");
  expect(pointsOf(log, "c")).toBe(1);
});

test("ARENA-5: a match that goes on for more than 5 min after the end does not count", () => {
  const log = arenaOf("a", "b");
  log.wait(1000);
  log.tell({ type: "began", match: 1 });
  log.wait(10 * 60_000 + 5 * 60_000);
  expect(log.state.phase).toBe("ended");
  expect(pointsOf(log, "a")).toBe(0);
});

test("COMPETE-3: pauses and added minutes put the end off; the host's absence ends a pause", () => {
  const log = arenaOf("a", "b");
  log.tell({ type: "paused" });
  log.wait(120_000);
  expect(pairs(log)).toEqual([]);
  log.tell({ type: "host", present: false });
  log.wait(60_000);
  expect(log.state.phase).toBe("running");
  log.wait(1000);
  expect(pairs(log)).toEqual(["a-b"]);
  log.tell({ type: "extended", minutes: 5 });
  log.tell({ type: "extended", minutes: 200 });
  log.wait(15 * 60_000 - 1001);
  expect(log.state.phase).toBe("running");
  log.wait(1);
  expect(log.state.phase).toBe("ended");
});

test("COMPETE-3: without its host an arena begins by itself, with two at least", () => {
  const log = new CompetitionLog(TEN_MINUTES);
  log.join("a");
  log.tell({ type: "host", present: false });
  log.wait(120_000);
  expect(log.state.phase).toBe("waiting");
  log.join("b");
  log.wait(19_999);
  expect(log.state.phase).toBe("waiting");
  log.wait(1);
  expect(log.state.phase).toBe("running");
});

test("COMPETE-2: after a restart a lost match is as if it had not been called, and the arena's time is not lost", () => {
  const log = arenaOf("a", "b");
  log.wait(1000);
  log.tell({ type: "began", match: 1 });
  const { endsAt } = log.state;
  log.now += 40_000;
  log.tell({ type: "restarted", lost: [1] });
  expect(pairs(log)).toEqual([]);
  expect(log.state.endsAt! - endsAt!).toBe(40_000);
  log.wait(5000);
  expect(pairs(log)).toEqual([]);
  for (const entrant of [0, 1]) log.tell({ type: "present", entrant });
  log.wait(1000);
  expect(pairs(log)).toEqual(["a-b"]);
  expect(log.tell({ type: "result", match: 1, outcome: { how: "walkover", winner: 0 } })).toBe(
    false,
  );
});

/** Plays an arena of `size` people who all stay, for 30 min; each match takes 40 to 120 s. */
function playAll(size: number, seed: number): CompetitionLog {
  const random = randomFrom(seed);
  const log = new CompetitionLog({ ...TEN_MINUTES, minutes: 30 }, seed);
  for (let n = 0; n < size; n++) log.join(`p${n}`, 1000 + Math.floor(1000 * random()));
  log.tell({ type: "started" });
  const ends = new Map<number, number>();
  while (log.state.phase === "running") {
    for (const { number } of log.state.open) {
      if (!ends.has(number)) {
        ends.set(number, log.now + 40_000 + 80_000 * random());
        log.tell({ type: "began", match: number });
      }
      if (ends.get(number)! > log.now) continue;
      const winner = random() < 0.5 ? 0 : 1;
      const outcome = { how: "won", winner, score: [3, 3], forfeit: false } as const;
      log.tell({ type: "result", match: number, outcome });
    }
    log.wait(500);
  }
  return log;
}

test("ARENA-1, ARENA-2: everybody plays about as often and meets most others of a small arena, nobody twice in a row who need not", () => {
  fc.assert(
    fc.property(fc.integer({ min: 3, max: 20 }), fc.nat(), (size, seed) => {
      const { entrants } = playAll(size, seed).state;
      const played = entrants.map(({ opponents }) => opponents.length);
      const mean = played.reduce((sum, each) => sum + each, 0) / size;
      expect(Math.min(...played)).toBeGreaterThan(0.6 * mean - 1);
      expect(Math.max(...played)).toBeLessThan(1.4 * mean + 1);
      for (const { opponents } of entrants) {
        if (size < 8) expect(new Set(opponents).size).toBeGreaterThanOrEqual((size - 1) / 2);
        // Of an odd number somebody else is always free.
        if (size % 2 === 1)
          expect(opponents.every((each, n) => each !== opponents[n + 1])).toBe(true);
      }
    }),
    { numRuns: 40 },
  );
});
