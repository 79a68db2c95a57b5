/** A match without a network: its port records what it wants, its clock is moved by hand. */
import { keyFrom } from "@quickpong/shared/chacha20.ts";
import { type Side, START_TIMEOUT, TICK_MS } from "@quickpong/shared/court.ts";
import { decodePong } from "@quickpong/shared/protocol/input-codec.ts";
import { CloseReason } from "@quickpong/shared/protocol/messages.ts";
import { randomFrom } from "@quickpong/shared/random.ts";
import { decodeRecording, isExact } from "@quickpong/shared/replay-codec.ts";
import { CLASSIC_RULES } from "@quickpong/shared/rules.ts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { LiveMatch } from "../../src/match/live-match.ts";
import type { MatchSummary } from "../../src/match/match-port.ts";
import { type SeatHolder, seatsFor } from "../../src/match/seats.ts";
import { Ticker } from "../../src/match/ticker.ts";

const START = 5000;
let now: number;
let ticker: Ticker;
let match: LiveMatch;
let setUp: (left: SeatHolder, right: SeatHolder, points?: number) => LiveMatch;
/** Who each patch was news for. */
let patches: [boolean, boolean][];
let pongs: [Side, Uint8Array][];
let released: Side[];
let ends: MatchSummary[];
let deserters: Side[];
let over: number | undefined;

beforeEach(() => {
  now = START;
  ticker = new Ticker(() => now);
  patches = [];
  pongs = [];
  released = [];
  ends = [];
  deserters = [];
  over = undefined;
  const random = randomFrom(7);
  setUp = (left, right, pointsToWin = 3) =>
    new LiveMatch({
      rules: { ...CLASSIC_RULES, pointsToWin },
      newKey: () => keyFrom(random),
      botSeed: 7,
      seats: seatsFor(left, right),
      watchable: true,
      isRecorded: true,
      ticker,
      port: {
        patch: (sides) => patches.push([...sides]),
        pong: (side, bytes) => pongs.push([side, bytes]),
        release: (side) => released.push(side),
        started: () => {},
        ended: (summary) => ends.push(summary),
        deserted: (side) => deserters.push(side),
        over: (reason) => {
          over = reason;
        },
        outage: () => {},
        failed: (error) => {
          throw error;
        },
      },
    });
  match = setUp(holder("Ada"), holder("Bob"));
  ticker.stop();
});

/** Another match instead of the first one. */
function setUpFor(points: number): void {
  match.end(CloseReason.matchOver);
  over = undefined;
  match = setUp(holder("Ada"), holder("Bob"), points);
  ticker.stop();
}

/** Whatever becomes of a match in these tests, its recording is played to the same state. */
afterEach(() => {
  for (const { recording, score } of ends) {
    if (!recording) throw new Error("not recorded");
    const read = decodeRecording(recording);
    expect(isExact(read)).toBe(true);
    expect(read.ending.score).toEqual(score);
  }
});

const holder = (name: string): SeatHolder => ({ name, ticket: name, since: 0 });

/** Lets `ticks` pass. */
function pass(ticks: number): void {
  for (let n = 0; n < ticks; n++) {
    now += TICK_MS;
    ticker.run();
  }
}
function begin(): void {
  match.arrived(0, now);
  match.arrived(1, now);
  pass(1);
}

test("nothing is sent while nobody is there, and nobody coming ends it in 5 s", () => {
  pass(START_TIMEOUT - 2);
  expect(over).toBeUndefined();
  pass(4);
  expect(over).toBe(CloseReason.opponentMissing);
  expect(patches.length).toBeLessThanOrEqual(1);
  expect(ticker.size).toBe(0);
  expect(ends).toEqual([]);
});

test("one coming alone ends the same way, and so does one who leaves before the other comes", () => {
  match.arrived(1, now);
  pass(1);
  expect(patches).toHaveLength(1);
  match.left(1, now);
  pass(1);
  expect(over).toBe(CloseReason.opponentMissing);
});

test("PUBLISH-6: with both there it begins, and a keepalive goes out every second and nothing else", () => {
  begin();
  expect(match.state.phase).toBe("countdown");
  const before = patches.length;
  // To before the first ruling.
  pass(240);
  expect(patches.length - before).toBe(4);
  expect(match.published.tick).toBeGreaterThan(175);
});

test("a player who comes back has the tab open, whatever was said before the line failed", () => {
  begin();
  match.away(0, true);
  pass(1);
  expect(match.published.left.away).toBe(true);
  match.dropped(0, now);
  pass(1);
  match.arrived(0, now);
  expect(match.published.left.away).toBe(false);
});

test("PUBLISH-6: an input is news for the opponent only; what it brings about is news for both", () => {
  begin();
  pass(1);
  patches = [];
  const tick = Math.round((now - START) / TICK_MS) + 3;
  expect(match.play(0, { kind: "input", seq: 0, tick, target: 50 }, now)).toBe(true);
  expect(patches).toEqual([]);
  pass(1);
  expect(patches).toEqual([[true, true]]);
  pass(1);
  patches = [];
  match.play(0, { kind: "input", seq: 1, tick: tick + 2, target: 60 }, now);
  pass(1);
  // The first input also ended the idleness that both are shown.
  expect(patches).toEqual([[false, true]]);
});

test("a ping is answered at once on the match's clock; its round trip waits for the next patch", () => {
  begin();
  patches = [];
  now += 5;
  match.play(1, { kind: "ping", id: 9, rtt: 47 }, now);
  expect(pongs[0]?.[0]).toBe(1);
  const { id, received } = decodePong(pongs[0]?.[1] ?? []);
  expect(id).toBe(9);
  expect(received).toBeCloseTo(now - START, 0);
  expect(match.published.right?.rtt).toBe(50);
  expect(match.seats[1].rtt).toBe(50);
  pass(1);
  expect(patches).toEqual([]);
});

test("what is no message of ours is refused", () => {
  begin();
  expect(match.play(0, null, now)).toBe(false);
});

test("a player who leaves loses; when the other leaves as well the room goes", () => {
  begin();
  match.left(0, now);
  pass(1);
  const end = { reason: "left", winner: 1, score: [0, 0], seconds: expect.any(Number) };
  const nothing = { longestRally: 0, topSpeed: 0, bothHit: false, hits: [0, 0], stalled: false };
  const recording = expect.any(Uint8Array);
  expect(ends).toEqual([{ ...end, ...nothing, recording }]);
  expect(over).toBeUndefined();
  match.left(1, now);
  pass(1);
  expect(over).toBe(CloseReason.matchOver);
});

test("a dropped player's seat is kept while the match waits, then released", () => {
  begin();
  expect(match.dropped(0, now)).toBe(true);
  pass(60 * 15);
  expect(match.state.phase).toBe("waiting");
  expect(released).toEqual([]);
  pass(60 * 20);
  expect(match.state.outcome).toEqual({ reason: "absent", winner: 1 });
  expect(released).toEqual([0]);
  expect(match.dropped(0, now)).toBe(false);
});

test("when both are dropped nobody wins and the room goes", () => {
  begin();
  match.dropped(0, now);
  match.dropped(1, now);
  pass(60 * 40);
  expect(over).toBe(CloseReason.matchOver);
  expect(ends[0]?.reason).toBe("void");
});

test("LEAVE-3: a player who sends nothing for three serves is warned, forfeits as one who left, and may have a rematch", () => {
  // Three serves missed are not the end by score.
  setUpFor(7);
  begin();
  const mine = () => match.published.left?.idleServes;
  let seq = 0;
  let warned = false;
  for (let n = 0; n < 60 && match.state.phase !== "finished"; n++) {
    const tick = Math.ceil((now - START) / TICK_MS);
    match.play(1, { kind: "input", seq: seq++ & 255, tick, target: seq % 300 }, now);
    pass(30);
    warned ||= mine() === 2;
  }
  expect(warned).toBe(true);
  expect(ends).toEqual([expect.objectContaining({ reason: "idle" })]);
  expect(match.state.outcome).toEqual({ reason: "idle", winner: 1 });
  // The idler has deserted the match, but nobody is thrown out.
  expect([deserters, released, over]).toEqual([[0], [], undefined]);
  for (const side of [0, 1] as const) match.rematch(side, now);
  pass(1);
  expect([match.state.phase, mine()]).toEqual(["countdown", 1]);
});

test.each([3, 7] as const)(
  "LEAVE-3: who idles deserts the match, by score or not; %i points",
  (points) => {
    setUpFor(points);
    begin();
    pass(60 * 60);
    expect(match.state.phase).toBe("finished");
    const { players, outcome } = match.state;
    const idlers = [0, 1].filter((side) => players[side as Side].idleServes === 3);
    expect(idlers.length).toBeGreaterThan(0);
    expect([outcome?.reason, deserters]).toEqual([points === 3 ? "score" : "idle", idlers]);
  },
);

test("a finished match stays for a rematch, silent, and goes when its time is over", () => {
  begin();
  pass(60 * 60);
  expect(match.state.phase).toBe("finished");
  patches = [];
  pass(60 * 20);
  expect(patches).toEqual([]);
  match.rematch(0, now);
  match.rematch(1, now);
  pass(1);
  expect(match.state.phase).toBe("countdown");
  pass(60 * 60);
  expect(over).toBeUndefined();
  pass(60 * 90);
  expect(over).toBe(CloseReason.matchOver);
});

test("a room that is ended during a match says so, once", () => {
  begin();
  match.end(CloseReason.shutdown);
  match.end(CloseReason.matchOver);
  expect(over).toBe(CloseReason.shutdown);
  expect(ends.map(({ reason }) => reason)).toEqual(["interrupted"]);
});

test("QUEUE-3: a bot plays to the end, is never idle, and wants a rematch whenever asked", () => {
  match.end(CloseReason.matchOver);
  over = undefined;
  ends = [];
  match = setUp(holder("Ada"), { ...holder("Bot"), bot: "zoe" });
  ticker.stop();
  expect(match.published.right).toMatchObject({ name: "Bot", bot: "zoe" });
  match.arrived(0, now);
  for (let n = 0; n < 3000 && ends.length === 0; n++) {
    pass(1);
    if (n % 60 === 0) match.play(0, { kind: "input", seq: 0, tick: 0, target: 370 }, now);
    expect(match.state.players[1].idleServes).toBeLessThan(3);
  }
  expect(ends[0]).toMatchObject({ reason: "score", winner: 1, score: [0, 3] });
  match.rematch(0, now);
  expect(match.state.phase).toBe("countdown");
  match.left(0, now);
  pass(1);
  expect(over).toBe(CloseReason.matchOver);
});

test("LEAVE-3: a player who does not come for their seat, or goes before it begins, deserts", () => {
  match.arrived(1, now);
  pass(START_TIMEOUT + 2);
  expect([over, deserters]).toEqual([CloseReason.opponentMissing, [0]]);

  match = setUp(holder("Ada"), holder("Bob"));
  ticker.stop();
  deserters = [];
  match.arrived(1, now);
  pass(1);
  match.left(1, now);
  pass(1);
  expect(deserters).toEqual([1]);
});

test("LEAVE-3: a player who is given a seat and never told so has not left: nobody came", () => {
  pass(START_TIMEOUT + 2);
  expect([over, deserters]).toEqual([CloseReason.opponentMissing, []]);
});

test("a bot waits for nobody for ever: its match goes when the human never comes", () => {
  match.end(CloseReason.matchOver);
  over = undefined;
  match = setUp(holder("Ada"), { ...holder("Bot"), bot: "mo" });
  ticker.stop();
  pass(START_TIMEOUT + 2);
  expect(over).toBe(CloseReason.opponentMissing);
});

test("LEAVE-1: a player who leaves or stays away deserts; one who leaves an absent opponent does not", () => {
  begin();
  match.left(1, now);
  pass(1);
  expect(deserters).toEqual([1]);
  match.left(0, now);
  pass(1);

  match = setUp(holder("Ada"), holder("Bob"));
  ticker.stop();
  deserters = [];
  begin();
  match.dropped(0, now);
  match.left(1, now);
  pass(1);
  expect(deserters).toEqual([]);
});

test("WATCH-2: the number of watchers travels with the next keepalive, or at once when there is none", () => {
  begin();
  pass(1);
  patches = [];
  match.watched(3);
  pass(1);
  expect(patches).toEqual([]);
  expect(match.published.watchers).toBe(3);
  match.left(0, now);
  pass(1);
  patches = [];
  match.watched(4);
  pass(1);
  expect(patches).toEqual([[true, true]]);
});

test("RESULT-1: a rematch that is asked for before the end was noticed has the end told first", () => {
  match.end(CloseReason.matchOver);
  ends = [];
  match = setUp(holder("Ada"), { ...holder("Bot"), bot: "zoe" });
  ticker.stop();
  match.arrived(0, now);
  pass(1);
  // Its messages come before the tick at which the end falls due, each time.
  for (let n = 0; n < 3000 && ends.length === 0; n++) {
    now += TICK_MS;
    match.rematch(0, now);
  }
  expect(match.state.phase).toBe("countdown");
  expect(match.state.outcome).toBeNull();
  expect(ends.map(({ reason, winner }) => [reason, winner])).toEqual([["score", 1]]);
  pass(1);
  match.end(CloseReason.matchOver);
  expect(ends).toHaveLength(2);
});

test("RATE-4: a process that stood still for over half a second is said to have", () => {
  for (const stalledFor of [450, 550]) {
    ends = [];
    match = setUp(holder("Ada"), holder("Bob"));
    ticker.stop();
    begin();
    pass(60);
    now += stalledFor;
    ticker.run();
    pass(60);
    match.left(0, now);
    pass(1);
    expect(ends.map(({ stalled }) => stalled)).toEqual([stalledFor > 500]);
  }
});
