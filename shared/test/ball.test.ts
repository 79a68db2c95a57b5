import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ballX,
  ballY,
  contactTime,
  contactY,
  defenderOf,
  fold,
  goalTime,
  planeOf,
  returned,
  ruleContact,
  startX,
  wallHits,
} from "../src/ball.ts";
import * as court from "../src/court.ts";
import { between, flights, hitWith, REACH, rules, serves } from "./support/arbitraries.ts";

const perSecond = (speed: number): number => speed * court.TICK_RATE;
const share = between(0, 1);

describe("the ball in flight", () => {
  it("COURT-1, COURT-2: the court's size and its clock", () => {
    expect([court.COURT_HALF_WIDTH, court.COURT_HALF_HEIGHT]).toEqual([800, 450]);
    expect([court.TICK_RATE, court.TICK_MS]).toEqual([60, 1000 / 60]);
    expect(court.ticksFromMs(1000)).toBe(60);
  });

  it("BALL-1: it flies straight at constant speed and has a radius of 12", () => {
    expect(court.BALL_RADIUS).toBe(12);
    fc.assert(
      fc.property(flights, share, (flight, part) => {
        const t = flight.start + part * (contactTime(flight) - flight.start);
        expect(ballX(flight, t)).toBe(startX(flight) + flight.vx * (t - flight.start));
        expect(Math.hypot(flight.vx, flight.vy)).toBeCloseTo(flight.speed, 9);
      }),
    );
  });

  it("BALL-2: it is always somewhere, and inside the court", () => {
    fc.assert(
      fc.property(flights, share, (flight, part) => {
        const t = flight.start + part * (goalTime(flight) - flight.start);
        // At the very end x is off by what a double can't hold.
        expect(Math.abs(ballX(flight, t))).toBeLessThanOrEqual(court.COURT_HALF_WIDTH + 1e-7);
        expect(Math.abs(ballY(flight, t))).toBeLessThanOrEqual(court.BALL_MAX_Y);
      }),
    );
  });

  it("BALL-4: it folds at the walls, however far it would have gone", () => {
    expect([0, 438, 439, 876, 1314, 1315, 1752].map(fold)).toEqual([0, 438, 437, 0, -438, -437, 0]);
    // Adding 438 to the last number before 438 rounds up to a whole fold.
    expect(fold(437.99999999999994)).toBeLessThanOrEqual(438);
    fc.assert(
      fc.property(between(-1e6, 1e6), (y) => {
        expect(Math.abs(fold(y))).toBeLessThanOrEqual(court.BALL_MAX_Y);
        expect(fold(-y) + fold(y)).toBe(0);
        expect(fold(fold(y))).toBe(fold(y));
      }),
    );
  });

  it("BALL-4: the number of walls met is the number of turns", () => {
    const flight = { ...hitWith(serveUp, REACH), start: 0, y: 0, vy: 10 };
    expect([0, 43.7, 43.9, 131.3, 131.5].map((t) => wallHits(flight, t))).toEqual([0, 0, 1, 1, 2]);
  });

  it("BALL-3: contact is the centre reaching the plane of the side it flies toward", () => {
    fc.assert(
      fc.property(flights, (flight) => {
        const side = defenderOf(flight);
        expect(Math.sign(flight.vx)).toBe(side === court.LEFT ? -1 : 1);
        expect(Math.abs(planeOf(side))).toBe(740);
        expect(ballX(flight, contactTime(flight))).toBeCloseTo(planeOf(side), 6);
      }),
    );
  });

  it("BALL-8: a missed ball flies on to the goal line, 60 behind the plane", () => {
    fc.assert(
      fc.property(flights, (flight) => {
        expect(Math.abs(ballX(flight, goalTime(flight)))).toBeCloseTo(800, 6);
      }),
    );
  });
});

const serveUp = {
  start: 0,
  y: 0,
  vx: 10,
  vy: 0,
  speed: 10,
  hits: 0,
  ruling: "open",
  gap: 0,
} as const;

describe("a contact", () => {
  it("BALL-5: is a hit up to 92 from the paddle's middle, the edge included", () => {
    const rulingAt = (paddleY: number) => ruleContact(rules, serveUp, paddleY).ruling;
    expect([0, 92, -92].map(rulingAt)).toEqual(["hit", "hit", "hit"]);
    expect([92.00000000000001, -92.00000000000001].map(rulingAt)).toEqual(["miss", "miss"]);
  });

  it("BALL-6: a hit makes it 5 % faster, to at most 1,900 a second", () => {
    let flight = hitWith(serveUp, 0);
    expect(flight.speed).toBe(10.5);
    for (let i = 0; i < 40; i++) {
      const before = flight.speed;
      flight = hitWith(flight, i);
      expect(flight.speed).toBe(Math.min(before * 1.05, 1900 / 60));
    }
    expect(perSecond(flight.speed)).toBeCloseTo(1900, 9);
  });

  it("BALL-7: the further from the middle, the steeper; the speed is kept", () => {
    fc.assert(
      fc.property(flights, between(-REACH, REACH), (before, gap) => {
        const after = hitWith(before, gap);
        expect(after.vy + 0).toBe((gap / 92) * 0.85 * after.speed + 0);
        expect(Math.sign(after.vx)).toBe(-Math.sign(before.vx));
        const energy = after.vx ** 2 + after.vy ** 2;
        expect(Math.abs(energy / after.speed ** 2 - 1)).toBeLessThan(1e-14);
      }),
    );
  });

  it("RULE-4: the next flight begins where and when the contact was", () => {
    fc.assert(
      fc.property(serves, between(-REACH, REACH), (flight, gap) => {
        const ruled = ruleContact(rules, flight, contactY(flight) - gap);
        if (ruled.ruling === "miss") return;
        const next = returned(rules, ruled, 0);
        expect([next.start, next.y]).toEqual([contactTime(flight), contactY(flight)]);
        expect(startX(next)).toBe(planeOf(defenderOf(flight)));
        expect(next.hits).toBe(1);
      }),
    );
  });
});
