/** What the match sounds like, rendered by the browser as fast as it can and measured. */
import type { Page } from "@playwright/test";
import type { MatchEvent, ViewFrame } from "@quickpong/client/net/view-frame.ts";
import { CLASSIC_RULES } from "@quickpong/shared/rules.ts";
import { expect, test } from "./fixtures.ts";
import { serveSources } from "./support/sources.ts";

const hit = (by: "own" | "opponent", speed: number): MatchEvent => ({
  ...{ type: "hit", by, speed },
  ...{ y: 0, gap: 0, hits: 1 },
});
const goal = (by: "own" | "opponent"): MatchEvent => ({
  type: "goal",
  by,
  x: 800,
  y: 0,
  speed: 12,
});
const SLOW = 11.7;
const FAST = 31;

/** Events of one frame, and the own score of seven. */
const MOMENTS: Record<string, [MatchEvent[], score?: number]> = {
  countdown: [[{ type: "countdown", left: 3 }]],
  serve: [[{ type: "serve", toward: "own" }]],
  "serve at match point": [[{ type: "serve", toward: "own" }], 6],
  "own hit": [[hit("own", SLOW)]],
  "fast own hit": [[hit("own", FAST)]],
  "fast own hit at match point": [[hit("own", FAST)], 6],
  "opponent's hit": [[hit("opponent", SLOW)]],
  wall: [[{ type: "wall", x: 400, y: 438, speed: 12 }]],
  point: [[goal("own")]],
  "point lost": [[goal("opponent")]],
  "point to match point": [[goal("own")], 6],
  win: [[goal("own"), { type: "finish", winner: "own" }]],
  loss: [[goal("opponent"), { type: "finish", winner: "opponent" }]],
  // More at once than a match ever has.
  "all at once": [
    [hit("own", FAST), hit("opponent", FAST), { type: "wall", x: 0, y: 438, speed: 9 }],
  ],
};

const SAMPLE = "the slider's tick";

interface Heard {
  /** Highest sample, and loudest 50 ms, of full scale (dB). */
  peak: number;
  loudest: number;
  /** The left ear's share over the right one's (dB). */
  leftOverRight: number;
  /** Until it is 60 dB below full scale (s). */
  length: number;
  /** Upward zero crossings in the first 60 ms, as a frequency (Hz). */
  pitch: number;
}

/** Renders the sound of one frame at full volume; without one, what settings answer with. */
function listen(page: Page, frame?: Partial<ViewFrame>): Promise<Heard> {
  return page.evaluate(async (frame) => {
    const audio = "/source/client/src/audio/";
    const { SETTING_TICK, tonesOf } = await import(`${audio}match-sounds.ts`);
    const { sound } = await import(`${audio}tone.ts`);
    const rate = 24_000;
    const context = new OfflineAudioContext(2, 2.6 * rate, rate);
    const tones = frame ? tonesOf(frame) : [SETTING_TICK];
    for (const tone of tones) sound(context, context.destination, tone);
    const rendered = await context.startRendering();
    const ears = [rendered.getChannelData(0), rendered.getChannelData(1)] as const;
    const decibel = (x: number) => 20 * Math.log10(Math.max(x, 1e-6));
    const power = (ear: Float32Array) => ear.reduce((sum, x) => sum + x * x, 0);
    const window = 0.05 * rate;
    const windows = ears.flatMap((ear) =>
      Array.from({ length: Math.floor(ear.length / window) }, (_, i) =>
        Math.sqrt(power(ear.subarray(i * window, (i + 1) * window)) / window),
      ),
    );
    const start = ears[0].subarray(0, 0.06 * rate);
    const crossings = start.filter((x, i) => x >= 0 && (start[i - 1] ?? 0) < 0).length;
    return {
      peak: decibel(
        Math.max(...ears.map((ear) => ear.reduce((m, x) => Math.max(m, Math.abs(x)), 0))),
      ),
      loudest: decibel(Math.max(...windows)),
      leftOverRight: decibel(Math.sqrt(power(ears[0]) / power(ears[1]))),
      length: Math.max(...ears.map((ear) => ear.findLastIndex((x) => Math.abs(x) > 0.001))) / rate,
      pitch: crossings / 0.06,
    };
  }, frame);
}

test("every sound is audible, none clips, and each is where and what it should be", async ({
  page,
}) => {
  // Any page of the same origin does; this one does nothing else meanwhile.
  await page.goto("/healthz");
  await serveSources(page);
  const heard: Record<string, Heard> = {};
  for (const [name, [events, score = 0]] of Object.entries(MOMENTS)) {
    const own = { score } as ViewFrame["own"];
    const opponent = { score: 0 } as ViewFrame["opponent"];
    heard[name] = await listen(page, {
      events,
      phase: "rally",
      pointsToWin: 7,
      rules: CLASSIC_RULES,
      own,
      opponent,
    });
  }
  heard[SAMPLE] = await listen(page);
  for (const [name, { peak, loudest, length }] of Object.entries(heard)) {
    expect.soft(peak, `${name}: highest sample`).toBeLessThan(-1);
    expect.soft(loudest, `${name}: loudest moment`).toBeGreaterThan(-30);
    expect.soft(length, `${name}: length`).toBeLessThan(2.5);
  }
  const { "own hit": own, "fast own hit": fast, "opponent's hit": theirs } = heard;
  expect(own?.leftOverRight).toBeGreaterThan(5);
  expect(theirs?.leftOverRight).toBeLessThan(-5);
  expect(fast?.pitch).toBeGreaterThan(1.4 * (own?.pitch ?? 0));
  // What one hears while choosing the volume is as loud as a hit, and comes from nowhere.
  const tick = heard[SAMPLE];
  expect(Math.abs((tick?.loudest ?? 0) - (own?.loudest ?? 0))).toBeLessThan(6);
  expect(Math.abs(tick?.leftOverRight ?? 99)).toBeLessThan(0.1);
  if (process.env["SHOW_SOUNDS"]) console.table(heard);
});
