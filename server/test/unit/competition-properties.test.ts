/** Competitions under any pattern of comings, drop-outs, faults and host's tools. */
import type { CompetitionKind } from "@quickpong/shared/protocol/competition.ts";
import { COMPETITION_KINDS, DEFAULT_SETTINGS } from "@quickpong/shared/protocol/competition.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { decide, nextDue } from "../../src/competitions/decide.ts";
import type { CompetitionEvent, MatchOutcome } from "../../src/competitions/events.ts";
import { fold, foldLog } from "../../src/competitions/fold.ts";
import type { CompetitionState } from "../../src/competitions/state.ts";
import { ownViewOf, viewOf } from "../../src/competitions/view.ts";
import { CompetitionLog } from "../support/competition-log.ts";

/** Something that somebody does; `n` chooses among those it can be done to. */
interface Step {
  does: (typeof DOINGS)[number];
  n: number;
  /** Then nothing for so long (ms). */
  wait: number;
}

const DOINGS = [
  ...["join", "join", "join", "left", "present", "absent", "absent", "removed", "renamed"],
  ...["host", "started", "started", "paused", "resumed", "extended", "restarted"],
  ...["arrived", "arrived", "began", "began", "began", "won", "won", "won", "won", "drawn"],
  ...["forfeit", "bothAbsent", "void"],
] as const;

const steps = fc.array(
  fc.record({
    does: fc.constantFrom(...DOINGS),
    n: fc.nat({ max: 1000 }),
    wait: fc.oneof(
      { weight: 12, arbitrary: fc.nat({ max: 4000 }) },
      { weight: 1, arbitrary: fc.nat({ max: 200_000 }) },
    ),
  }),
  { maxLength: 200, size: "max" },
);

const OUTCOMES: Record<string, (n: number) => MatchOutcome> = {
  won: (n) => ({ how: "won", winner: n % 2 === 0 ? 0 : 1, score: [3, n % 3], forfeit: false }),
  forfeit: (n) => ({ how: "won", winner: n % 2 === 0 ? 0 : 1, score: [1, n % 3], forfeit: true }),
  drawn: () => ({ how: "drawn", score: [1, 1] }),
  bothAbsent: () => ({ how: "bothAbsent" }),
  void: () => ({ how: "void" }),
};

function take(log: CompetitionLog, { does, n }: Step): void {
  const { entrants, open } = log.state;
  const entrant = n % Math.max(1, entrants.length);
  const match = open[n % Math.max(1, open.length)];
  switch (does) {
    case "join":
      return void log.join(`p${n % 80}`, n % 3 === 0 ? null : 1000 + n);
    case "left":
    case "present":
    case "absent":
    case "removed":
      return void log.tell({ type: does, entrant });
    case "renamed":
      return void log.tell({ type: does, entrant, name: `n${n}` });
    case "host":
      return void log.tell({ type: does, present: n % 2 === 0 });
    case "extended":
      return void log.tell({ type: does, minutes: 1 + (n % 30) });
    case "restarted":
      return void log.tell({ type: does, lost: open.slice(n % 3).map(({ number }) => number) });
    case "arrived":
      if (match) log.tell({ type: does, match: match.number, entrant: match.entrants[n % 2]! });
      return;
    case "began":
      if (match) log.tell({ type: does, match: match.number });
      return;
    default: {
      const outcome = OUTCOMES[does];
      if (!outcome) return void log.tell({ type: does as "started" });
      if (match) log.tell({ type: "result", match: match.number, outcome: outcome(n) });
    }
  }
}

/** What is wrong at any time; empty when nothing is. */
function faultsOf(state: CompetitionState): string[] {
  const faults: string[] = [];
  const playing = new Map<number, number>();
  for (const { number, entrants } of state.open) {
    for (const each of entrants) {
      if (playing.has(each)) faults.push(`${each} is in two matches`);
      playing.set(each, number);
    }
  }
  for (const { number, match } of state.entrants) {
    if (match !== (playing.get(number) ?? null)) faults.push(`${number} is not in ${match}`);
  }
  if (state.settings.kind === "winnerStays") {
    if (state.open.length > 1) faults.push("two matches on one court");
    for (const { status, number } of state.entrants) {
      const isOn = playing.has(number) || state.holder === number;
      const times = state.line.filter((each) => each === number).length;
      if (times !== Number(status === "in" && !isOn)) faults.push(`${number}: ${times} in line`);
    }
  }
  const due = nextDue(state);
  if ((due === Number.POSITIVE_INFINITY) !== (state.phase === "ended")) faults.push("never due");
  if (due > state.at && decide(state, due - 1).length > 0) faults.push("before it is due");
  return faults;
}

interface Course {
  kind: CompetitionKind;
  seed: number;
  /** Who are there from the beginning. */
  crowd: number;
  steps: readonly Step[];
}

function play({ kind, seed, crowd, steps: all }: Course): CompetitionLog {
  const log = new CompetitionLog(DEFAULT_SETTINGS[kind], seed);
  for (let n = 0; n < crowd; n++) log.join(`p${n}`, 1000 + ((n * 37) % 800));
  log.tell({ type: "started" });
  for (const step of all) {
    take(log, step);
    const before = log.events.length;
    // Clocks have fractions of a millisecond, too.
    log.wait(step.wait + step.n / 7);
    expect(faultsOf(log.state)).toEqual([]);
    expect(log.events.length - before).toBeLessThan(1000);
  }
  return log;
}

const anyCompetition: fc.Arbitrary<Course> = fc.record({
  kind: fc.constantFrom<CompetitionKind>(...COMPETITION_KINDS),
  seed: fc.nat(),
  crowd: fc.oneof(fc.nat({ max: 5 }), fc.nat({ max: 64 })),
  steps,
});

/** Runs of each property; a run is a competition with up to 200 steps. */
const RUNS = { numRuns: 100 };

test("COMPETE-1: nobody is ever in two matches, all that is due happens, and it ends once all are gone", () => {
  fc.assert(
    fc.property(anyCompetition, (course) => {
      const log = play(course);
      log.tell({ type: "host", present: false });
      for (const { number } of log.state.entrants) log.tell({ type: "absent", entrant: number });
      log.wait(4 * 3600_000);
      expect(log.state.phase).toBe("ended");
      expect(log.state.open).toEqual([]);
    }),
    RUNS,
  );
});

test("COMPETE-1, COMPETE-2: the fold of the stored log is the state, and no event of a match counts twice", () => {
  fc.assert(
    fc.property(anyCompetition, fc.nat({ max: 600_000 }), (course, late) => {
      const log = play(course);
      // Then its process is busy, and asks late.
      log.waitLate(late);
      expect(nextDue(log.state)).toBeGreaterThan(log.now);
      const stored = JSON.parse(JSON.stringify(log.events)) as CompetitionEvent[];
      const again = foldLog(stored);
      expect(again).toEqual(log.state);
      const isMatch = ({ type }: CompetitionEvent) =>
        ["called", "arrived", "began", "result"].includes(type);
      for (const event of stored.filter(isMatch)) expect(fold(again, event)).toBe(again);
    }),
    RUNS,
  );
});

test("views are JSON and say what the state says, at any time", () => {
  fc.assert(
    fc.property(anyCompetition, (course) => {
      const { state, now } = play(course);
      const view = viewOf(state, "BCDFGH", new Map(), now);
      expect(JSON.parse(JSON.stringify(view))).toEqual(view);
      const places = view.table.map(({ place }) => place);
      expect(places).toEqual(places.toSorted((a, b) => a - b));
      for (const { number, match } of state.entrants) {
        const own = ownViewOf(state, { entrant: number, isHost: false }, now);
        expect(JSON.parse(JSON.stringify(own))).toEqual(own);
        expect(own.match).toBe(match);
        if (own.state === "called") expect(own.comeIn).toBeGreaterThan(0);
      }
    }),
    RUNS,
  );
});
