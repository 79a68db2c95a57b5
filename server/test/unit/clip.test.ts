/** Clips of matches for the first page: that they show what was played, no sooner than they may. */
import { readFileSync } from "node:fs";
import { ballX, ballY, contactTime } from "@quickpong/shared/ball.ts";
import { SIDES } from "@quickpong/shared/court.ts";
import type { MatchState } from "@quickpong/shared/match.ts";
import { trackAt } from "@quickpong/shared/paddle.ts";
import { CLIP_STEP, type Clip, flightOf } from "@quickpong/shared/protocol/clip.ts";
import { applyMessage, beginning, type Recording } from "@quickpong/shared/replay.ts";
import { decodeRecording } from "@quickpong/shared/replay-codec.ts";
import { DEFAULT_RULES } from "@quickpong/shared/rules.ts";
import { advance } from "@quickpong/shared/simulation.ts";
import { expect, test } from "vitest";
import { LiveClips } from "../../src/http/live-clips.ts";
import { newKey } from "../../src/match/new-key.ts";
import { RecordedSimulation } from "../../src/match/recorded-simulation.ts";
import { CLIP_DELAY, CLIP_LONGEST, clipOfRally, clipOfRunning } from "../../src/pictures/clip.ts";
import { longestRally } from "../../src/pictures/rally-lines.ts";
import { noStore } from "../../src/store/no-store.ts";

const recorded = (name: string) =>
  decodeRecording(
    readFileSync(new URL(`../../../shared/test/stored/rules-2/${name}.qpr`, import.meta.url)),
  );
const NAMES = ["beginners-1", "burning-paddles-1", "come-and-go-2", "slow-line-1"];
const LONG = ["beginners-1", "burning-paddles-1", "slow-line-1"];
/** After so long nothing about a moment changes any more (ticks). */
const SETTLED = 100;

/** The match as it was known at times that only grow. */
function follow(recording: Recording): (time: number) => MatchState {
  const match = beginning(recording);
  let told = 0;
  return (time) => {
    for (let next = recording.messages[told]; next && next[0] <= time; told++) {
      applyMessage(match, ...next);
      next = recording.messages[told + 1];
    }
    advance(match, Math.min(time, recording.end));
    return match;
  };
}

/** Compares what the clip shows with the simulation, at every height of a paddle. */
function expectPlayed(clip: Clip, recording: Recording): void {
  const flights = clip.flights.map(flightOf);
  const stateAt = follow(recording);
  let seen = 0;
  for (const [n, height] of clip.heights[0].entries()) {
    const t = clip.from + n * CLIP_STEP;
    const match = stateAt(t + SETTLED);
    for (const side of SIDES) {
      const y = trackAt(match.rules, match.players[side].segments, t);
      expect(Math.abs((side === 0 ? height : (clip.heights[1][n] ?? 999)) - y)).toBeLessThan(0.51);
    }
    const real = match.flights.findLast(({ start }) => start <= t);
    const shown = flights.findLast(({ start }) => start <= t);
    if (!real || contactTime(real) < t || !shown) continue;
    seen++;
    expect(Math.abs(ballX(shown, t) - ballX(real, t))).toBeLessThan(0.5);
    expect(Math.abs(ballY(shown, t) - ballY(real, t))).toBeLessThan(0.5);
  }
  expect(seen).toBeGreaterThan(10);
}

test.each(LONG)("LIVE-1: a clip of %s in the middle shows what was played", (name) => {
  const whole = recorded(name);
  const end = whole.start + 0.6 * (whole.end - whole.start);
  const running = { ...whole, end, messages: whole.messages.filter(([now]) => now <= end) };
  const clip = clipOfRunning(running) as Clip;
  expect(clip.until).toBeLessThanOrEqual(end - CLIP_DELAY);
  expect(clip.until - clip.from).toBeLessThanOrEqual(CLIP_LONGEST);
  for (const [start] of clip.flights) expect(start).toBeLessThanOrEqual(clip.until);
  expect(clip.heights[0]).toHaveLength(Math.floor((clip.until - clip.from) / CLIP_STEP) + 1);
  expectPlayed(clip, whole);
  expect(JSON.stringify(clip).length).toBeLessThan(3000);
});

test.each(NAMES)("LIVE-2: a clip of %s afterwards shows the end of its longest rally", (name) => {
  const recording = recorded(name);
  const clip = clipOfRally(recording) as Clip;
  const { pieces, flights } = longestRally(recording);
  const last = flightOf(clip.flights.at(-1)!);
  expect(last.hits).toBe(flights - 1);
  const corner = pieces.findLast(({ flight }) => flight === flights - 1)!;
  const start = pieces.find(({ flight }) => flight === flights - 1)!;
  expect(ballX(last, last.start)).toBeCloseTo(start.fromX);
  expect(ballY(last, last.start)).toBeCloseTo(start.fromY, 1);
  const gone = last.start + (corner.toX - start.fromX) / last.vx;
  expect(gone).toBeLessThanOrEqual(clip.until);
  expect(Math.abs(ballY(last, gone) - corner.toY)).toBeLessThan(0.5);
  expectPlayed(clip, recording);
});

test("LIVE-1: nothing is shown of a match that has only begun, and nothing of one without a rally", () => {
  const whole = recorded("beginners-1");
  expect(follow(whole)(whole.end).flightCount).toBeGreaterThan(0);
  const young = { ...whole, end: whole.start + 400 };
  young.messages = whole.messages.filter(([now]) => now <= young.end);
  expect(clipOfRunning(young)).toBeNull();
  expect(clipOfRally({ ...whole, messages: [], end: whole.start + 10 })).toBeNull();
});

test("LIVE-1: to look at a recording that goes on does not change it", () => {
  const key = newKey();
  const plays = [0, 1].map(() => new RecordedSimulation(DEFAULT_RULES, key, true));
  for (const side of SIDES) for (const play of plays) play.arrive(side, 1);
  for (let n = 0; n < 600; n++) {
    for (const play of plays) {
      advance(play.state, 2 + n);
      play.input(
        n % 2 ? 1 : 0,
        { kind: "input", seq: (n >> 1) & 255, tick: 4 + n, target: n % 300 },
        2 + n + 0.5,
      );
    }
    if (n % 100 !== 50) continue;
    const soFar = decodeRecording(plays[0]!.recordingSoFar()!);
    expect(follow(soFar)(soFar.end)).toEqual(plays[0]!.state);
  }
  const [one, other] = plays.map((play) => {
    play.leave(0, 700);
    return play.takeRecording();
  });
  expect(one).toEqual(other);
  expect(plays[0]!.recordingSoFar()).toBeNull();
  expect(new RecordedSimulation(DEFAULT_RULES, key, false).recordingSoFar()).toBeNull();
});

test("LIVE-3: however many ask, a clip is made once in three seconds, and a failure is no error", async () => {
  let [now, made] = [0, 0];
  const match = { id: "a", pointsToWin: 7, watchers: 0 };
  const player = { name: "Ann", bot: "", score: 0 } as const;
  const errors: unknown[] = [];
  const clips = new LiveClips({
    log: { error: (line: unknown) => errors.push(line) } as never,
    store: noStore(),
    pictures: { clip: async () => null },
    watchable: () => [{ ...match, left: player, right: player }],
    clip: async () => {
      if (++made === 2) throw new Error("hung");
      return { from: 0, until: 1, flights: [], heights: [[0], [0]], paddleLength: 160 };
    },
    now: () => now,
  });
  const answers = await Promise.all(Array.from({ length: 1000 }, () => clips.answer()));
  expect(made).toBe(1);
  expect(JSON.parse(answers[999]?.text ?? "")).toMatchObject({ kind: "live", id: "a" });
  now = 2999;
  await clips.answer();
  expect(made).toBe(1);
  now = 3000;
  expect(await clips.answer()).toBeNull();
  expect([made, errors.length]).toEqual([2, 1]);
});
