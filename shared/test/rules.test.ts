/** Rules as numbers: every valid set of them is a game, and none of them breaks what all rely on. */
import { Decoder, Encoder } from "@colyseus/schema";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ballX,
  ballY,
  contactTime,
  contactY,
  defenderOf,
  type Flight,
  goalTime,
  planeOf,
  reachAt,
  returned,
  ruleContact,
  serve,
  startX,
} from "../src/ball.ts";
import { keyFrom } from "../src/chacha20.ts";
import { BALL_MAX_Y, COURT_HALF_HEIGHT, LEFT, type Side } from "../src/court.ts";
import { createMatch } from "../src/match.ts";
import { nextSegment, paddleAt, trackVy } from "../src/paddle.ts";
import { PRESET_NAMES, PRESETS } from "../src/presets.ts";
import { diffAndPublish, publisher } from "../src/protocol/diff-and-publish.ts";
import { PublishedMatch } from "../src/protocol/state.ts";
import { randomFrom } from "../src/random.ts";
import {
  CLASSIC_RULES,
  DEFAULT_RULES,
  fastestBall,
  faultIn,
  paddleLength,
  paddleRange,
  paddleSpeed,
  RULE_NAMES,
  RULE_RANGES,
  type RuleName,
  type Rules,
  readRules,
} from "../src/rules.ts";
import * as ball1 from "../src/rules-v1/ball.ts";
import * as paddle1 from "../src/rules-v1/paddle.ts";
import { anyRules, between, flights, segments, sides } from "./support/arbitraries.ts";
import { expectSame, sameButZeros } from "./support/fingerprint.ts";
import { Ledger } from "./support/ledger.ts";
import { leftRight, playBoth, reflect, topBottom } from "./support/mirror.ts";
import { CALM, play, WILD } from "./support/play.ts";

/** Shares of the reach at which the ball is taken, one contact after the other, from a serve on. */
const rallies = fc.record({
  rules: anyRules,
  side: sides,
  y: between(-250, 250),
  slope: between(-1, 1),
  shares: fc.array(between(-1, 1), { minLength: 1, maxLength: 40 }),
  swings: fc.constantFrom(-1, 0, 1),
});

/** All flights of such a rally. */
function flightsOf(
  rules: Rules,
  first: Flight,
  shares: readonly number[],
  swing: number,
): Flight[] {
  const flights = [first];
  for (const share of shares) {
    const last = flights.at(-1) as Flight;
    const ruled = ruleContact(rules, last, contactY(last) - share * reachAt(rules, last));
    // At the very end of the reach rounding may decide either way.
    if (ruled.ruling === "hit") flights.push(returned(rules, ruled, swing * paddleSpeed(rules)));
  }
  return flights;
}
/** There is no telling 0 from -0. */
const addZero = (flight: Flight): Flight => ({ ...flight, vy: flight.vy + 0 });
const serveBy = (rules: Rules, side: Side, y: number, slope: number) =>
  serve(rules, 0, side, y, slope * rules.serveSlope);

describe("rules", () => {
  it("RULES-1: those that have a name are valid, and the default is Quickpong's", () => {
    for (const name of PRESET_NAMES) expect([name, faultIn(PRESETS[name])]).toEqual([name, null]);
    expect(PRESETS.quickpong).toBe(DEFAULT_RULES);
  });

  it("RULES-1: a number that is missing, out of its range or between two steps is named", () => {
    for (const name of RULE_NAMES) {
      const { min, max, per } = RULE_RANGES[name];
      for (const bad of [
        undefined,
        null,
        "7",
        Number.NaN,
        min - 1 / per,
        max + 1 / per,
        Infinity,
      ]) {
        expect(faultIn({ ...CLASSIC_RULES, [name]: bad })).toContain(name);
      }
      const between = (min + max) / 2 + 0.3 / per;
      expect(faultIn({ ...CLASSIC_RULES, [name]: between })).toContain(name);
    }
    for (const raw of [null, 7, "classic", [], {}]) expect(readRules(raw)).toBeNull();
  });

  it("RULES-1: numbers that don't go together are refused", () => {
    const faulty: Partial<Record<RuleName, number>>[] = [
      { shortest: 161 },
      { serveSpeed: 1500, pace: 2 },
      { edgeSlope: 1 },
      { swing: 0.1 },
    ];
    for (const change of faulty) expect(readRules({ ...CLASSIC_RULES, ...change })).toBeNull();
  });

  it("RULES-1: what else was sent along is left out, and so is another inputPolicy", () => {
    const sent = { ...CLASSIC_RULES, inputPolicy: "arrival", more: 1 };
    expect(readRules(sent)).toEqual(CLASSIC_RULES);
  });

  it("RULES-2: travel once, with the full state, and are the same at the other end", () => {
    fc.assert(
      fc.property(anyRules, (rules) => {
        const match = createMatch(rules, keyFrom(randomFrom(1)));
        const [out, sent] = [new PublishedMatch(), publisher()];
        diffAndPublish(match, out, sent);
        const encoder = new Encoder(out);
        const read = new PublishedMatch();
        new Decoder(read).decode(encoder.encodeAll());
        expect(read.rules).toEqual(rules);
        expect(faultIn(read.rules as Rules)).toBeNull();
        encoder.encode();
        encoder.discardChanges();
        match.phaseEnds++;
        diffAndPublish(match, out, sent);
        expect(encoder.encode().length).toBeLessThan(10);
      }),
      { numRuns: 30 },
    );
  });
});

describe("the classic rules", () => {
  it("RULES-3: rule and return every ball as version 1 did, to the bit", () => {
    fc.assert(
      fc.property(flights, between(-500, 500), (flown, paddleY) => {
        const flight = { ...flown, ruling: "open" as const };
        const ruled = ruleContact(CLASSIC_RULES, flight, paddleY);
        const before = ball1.ruleContact(flight, paddleY);
        expect(ruled).toEqual(before);
        if (ruled.ruling === "miss") return;
        expect(returned(CLASSIC_RULES, ruled, 0)).toEqual(addZero(ball1.returned(before)));
      }),
    );
  });

  it("RULES-3: move paddles as version 1 did, to the bit", () => {
    fc.assert(
      fc.property(segments, between(0, 100), between(-600, 600), (segment, wait, target) => {
        const t = segment.tick + wait;
        expect(paddleAt(CLASSIC_RULES, segment, t)).toBe(paddle1.paddleAt(segment, t));
        expect(nextSegment(CLASSIC_RULES, segment, Math.floor(t), target)).toEqual(
          paddle1.nextSegment(segment, Math.floor(t), target),
        );
      }),
    );
  });
});

describe("by any rules", () => {
  it("RULES-4, BALL-2: the ball is always somewhere, inside the court, and arrives", () => {
    fc.assert(
      fc.property(rallies, ({ rules, side, y, slope, shares, swings }) => {
        const flights = flightsOf(rules, serveBy(rules, side, y, slope), shares, swings);
        for (const flight of flights) {
          const end = goalTime(flight);
          expect(end).toBeGreaterThan(flight.start);
          // From pole to plane in ten seconds at the very most.
          expect(contactTime(flight) - flight.start).toBeLessThan(60 * 30);
          for (const part of [0, 0.2, 0.5, 0.99, 1]) {
            const t = flight.start + part * (end - flight.start);
            expect(Math.abs(ballX(flight, t))).toBeLessThanOrEqual(800 + 1e-6);
            expect(Math.abs(ballY(flight, t))).toBeLessThanOrEqual(BALL_MAX_Y);
          }
          const most = fastestBall(rules) + rules.swing * paddleSpeed(rules) + 1e-9;
          if (flight.hits > 0) expect(Math.hypot(flight.vx, flight.vy)).toBeLessThanOrEqual(most);
        }
      }),
    );
  });

  it("RULES-4, BALL-9: the closed form is where small steps lead: nothing tunnels", () => {
    fc.assert(
      fc.property(rallies, ({ rules, side, y, slope, shares, swings }) => {
        const flights = flightsOf(rules, serveBy(rules, side, y, slope), shares, swings);
        const flight = flights.at(-1) as Flight;
        const ball = { t: 0, x: startX(flight), y: flight.y, vy: flight.vy };
        const plane = planeOf(defenderOf(flight));
        for (let step = 1 / 64; step > 0; ) {
          step = Math.min(1 / 64, (plane - ball.x) / flight.vx);
          if (step <= 0) break;
          ball.t += step;
          ball.x += flight.vx * step;
          ball.y += ball.vy * step;
          if (Math.abs(ball.y) > BALL_MAX_Y) {
            ball.y = Math.sign(ball.y) * 2 * BALL_MAX_Y - ball.y;
            ball.vy = -ball.vy;
          }
          if (step < 1 / 64) break;
        }
        expect(Math.abs(contactTime(flight) - flight.start - ball.t)).toBeLessThan(1e-5);
        expect(Math.abs(contactY(flight) - ball.y)).toBeLessThan(1e-5);
      }),
      { numRuns: 30 },
    );
  });

  it("RULES-4, COURT-3: a mirrored match differs in signs and sides only, to the bit", () => {
    fc.assert(
      fc.property(
        anyRules,
        fc.integer(),
        fc.constantFrom(leftRight, topBottom),
        (by, seed, mirror) => {
          playBoth(play(seed, { ...CALM, ticks: 900, rules: by }), mirror, (match, image) => {
            expectSame(image, reflect(match, mirror), sameButZeros);
          });
        },
      ),
      { numRuns: 6 },
    );
  });

  it("RULES-4, RULE-1: contacts are ruled once, whatever is sent", () => {
    fc.assert(
      fc.property(anyRules, fc.integer(), (by, seed) => {
        const ledger = new Ledger();
        play(seed, { ...WILD, ticks: 1500, rules: by }, (match) => ledger.see(match));
        for (const { y, vx, vy } of ledger.flights) {
          expect([y, vx, vy].every(Number.isFinite)).toBe(true);
        }
      }),
      { numRuns: 12 },
    );
  });
});

describe("a paddle", () => {
  it("RULES-5: keeps its length up to a hit, and grows shorter at each one after it", () => {
    const rules = {
      ...DEFAULT_RULES,
      paddleLength: 160,
      shrinkAfter: 4,
      shrinkBy: 7.5,
      shortest: 90,
    };
    const lengths = [0, 4, 5, 6, 13, 14, 100].map((hits) => paddleLength(rules, hits));
    expect(lengths).toEqual([160, 160, 152.5, 145, 92.5, 90, 90]);
    expect(reachAt(rules, { hits: 5 })).toBe(152.5 / 2 + 12);
    expect(paddleLength(CLASSIC_RULES, 1000)).toBe(160);
  });

  it("RULES-5: reaches every corner all the same, for it goes as far as its shortest has room", () => {
    fc.assert(
      fc.property(anyRules, fc.nat({ max: 200 }), (rules, hits) => {
        expect(paddleRange(rules) + reachAt(rules, { hits })).toBeGreaterThanOrEqual(BALL_MAX_Y);
        expect(paddleRange(rules) + paddleLength(rules, 10_000) / 2).toBeLessThanOrEqual(
          COURT_HALF_HEIGHT,
        );
      }),
    );
  });

  it("RULES-6: its own motion adds to the ball's, where rules have it so", () => {
    const rules = { ...DEFAULT_RULES, forward: 1, swing: 0.25, paddleSpeed: 600 };
    const segment = nextSegment(rules, { tick: 0, y: 0, target: 0 }, 10, 100);
    const vys = [10.5, 19.9, 20, 30].map((t) => trackVy(rules, [segment], t));
    expect(vys).toEqual([10, 10, 0, 0]);
    expect(paddleAt(rules, segment, 20)).toBe(100);
    const ruled = ruleContact(rules, serve(rules, 0, LEFT, 0, 0), 0);
    expect(returned(rules, ruled, -10).vy - returned(rules, ruled, 0).vy).toBe(-2.5);
  });
});
