/** A match at one screen: both paddles obey at once, whatever the frames are, and neither side is better off. */
import { toKey } from "@quickpong/shared/chacha20.ts";
import { LEFT, RIGHT, TICK_MS } from "@quickpong/shared/court.ts";
import { DEFAULT_RULES, paddleSpeed, type Rules } from "@quickpong/shared/rules.ts";
import { expect, test } from "vitest";
import { LocalPlay, type LocalPlayOptions } from "../../src/net/local-play.ts";
import type { ViewFrame } from "../../src/net/view-frame.ts";

const key = (n: number) => toKey(new Uint32Array(8).fill(n));
const FRAME_MS = 1000 / 60;

function begin(options: Partial<LocalPlayOptions> = {}): LocalPlay {
  const names = ["Ann", "Bob"] as const;
  const zero = [0, 0] as const;
  const usual = { rules: DEFAULT_RULES, key: key(1), names, series: zero, score: zero, now: 0 };
  return new LocalPlay({ ...usual, ...options });
}

/** Plays with hands that follow the ball on the given sides, until `done`; returns all frames. */
function playOn(
  play: LocalPlay,
  keen: readonly (0 | 1)[],
  done: (frame: ViewFrame) => boolean,
  frameMs = () => FRAME_MS,
): ViewFrame[] {
  const frames: ViewFrame[] = [];
  for (let now = 0; now < 10 * 60_000; now += frameMs()) {
    const frame = play.frame(now);
    frames.push(frame);
    for (const side of keen) play.steer(side, frame.ball?.y ?? 0);
    if (done(frame)) return frames;
  }
  throw new Error("It does not end.");
}

const hits = (frames: readonly ViewFrame[], by: string) =>
  frames.flatMap(({ events }) => events.filter((event) => event.type === "hit" && event.by === by));

test("both paddles move within a tick of what is wanted, and both at once", () => {
  const play = begin();
  play.frame(0);
  play.steer(LEFT, -300);
  play.steer(RIGHT, 300);
  play.frame(FRAME_MS);
  const { own, opponent } = play.frame(FRAME_MS + 2 * TICK_MS);
  expect(own.y).toBeLessThanOrEqual(-paddleSpeed(DEFAULT_RULES));
  expect(opponent.y).toBe(-own.y);
  play.steer(LEFT, null);
  play.frame(FRAME_MS + 3 * TICK_MS);
  const stopped = play.frame(FRAME_MS + 5 * TICK_MS).own.y;
  expect(play.frame(FRAME_MS + 20 * TICK_MS).own.y).toBe(stopped);
});

test("a rally of two keen hands goes on; the one without a hand loses, by the score", () => {
  const rules: Rules = { ...DEFAULT_RULES, pointsToWin: 3 };
  const frames = playOn(begin({ rules }), [LEFT], ({ phase }) => phase === "finished");
  const last = frames.at(-1) as ViewFrame;
  expect(last.outcome).toEqual({ reason: "score", winner: "own" });
  expect([last.own.name, last.own.score, last.opponent.name]).toEqual(["Ann", 3, "Bob"]);
  expect(frames.every(({ together, watching }) => together && !watching)).toBe(true);
  expect(frames.flatMap(({ events }) => events.filter(({ type }) => type === "finish"))).toEqual([
    { type: "finish", winner: "own" },
  ]);

  const long = playOn(begin(), [LEFT, RIGHT], ({ rally }) => rally >= 6);
  expect(hits(long, "own").length + hits(long, "opponent").length).toBeGreaterThanOrEqual(6);
});

test("frames of any length give the same flights: no word on a contact is ever late", () => {
  const starts = (frameMs: () => number): number[] => {
    const play = begin();
    // Nobody moves: the serve that comes to the middle is returned, or not, by still paddles alone.
    const frames = playOn(
      play,
      [],
      ({ own, opponent }) => own.score + opponent.score >= 2,
      frameMs,
    );
    return frames.flatMap(({ events, now }) =>
      events.filter(({ type }) => type === "goal").map(() => Math.round(now / 100)),
    );
  };
  const even = starts(() => FRAME_MS);
  expect(starts(() => 7)).toEqual(even);
  // The goal is seen at the end of the frame in which it was made.
  const rough = starts(() => 50);
  for (const [i, time] of rough.entries()) {
    expect(Math.abs(time - (even[i] as number))).toBeLessThanOrEqual(1);
  }
});

test("the ball never waits at a paddle", () => {
  const frames = playOn(
    begin(),
    [LEFT, RIGHT],
    ({ rally }) => rally >= 8,
    () => 40,
  );
  const inRally = frames.filter(({ phase, rally }) => phase === "rally" && rally > 0);
  expect(inRally.filter(({ ball }) => ball?.stalled || ball?.vx === 0)).toEqual([]);
});

test("players may rest: nobody is sent off", () => {
  const rules: Rules = { ...DEFAULT_RULES, pointsToWin: 11 };
  const frames = playOn(begin({ rules }), [], ({ phase }) => phase === "finished");
  expect(frames.at(-1)?.outcome?.reason).toBe("score");
  expect(Math.max(...frames.map(({ own }) => own.idleServes))).toBe(0);
});

test("a match begins with what was won and scored before", () => {
  const play = begin({ series: [2, 1], score: [4, 0] });
  const { own, opponent } = play.frame(0);
  expect([own.wins, opponent.wins, own.score, opponent.score]).toEqual([2, 1, 4, 0]);
  expect(play.standing).toEqual({ series: [2, 1], score: [4, 0], over: false });
});

test("a serve is drawn where its flight is", () => {
  const play = begin();
  const serve = playOn(play, [], ({ phase }) => phase === "rally").at(-1) as ViewFrame;
  const later = play.frame(serve.now + 100);
  const dx = (later.ball?.x ?? 0) - (serve.ball?.x ?? 0);
  expect(dx).toBeCloseTo(((serve.ball?.vx ?? 0) * 100) / TICK_MS, 6);
});
