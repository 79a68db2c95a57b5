/** The closed forms against a simulation that knows none of them: small steps and reflections. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ballX, ballY, contactTime, contactY, type Flight, fold } from "../src/ball.ts";
import { nextSegment, type Segment, trackAt } from "../src/paddle.ts";
import {
  between,
  fastest,
  gapLists,
  hitWith,
  paddleHeights,
  rules,
  serves,
} from "./support/arbitraries.ts";

const STEP = 1 / 64;
const WALL = 438;
const PLANE = 740;
/** What rounding may add up to over a flight of thousands of steps (u). */
const CLOSE = 1e-6;

interface Body {
  t: number;
  x: number;
  y: number;
  vx: number;
  vy: number;
}

function move(ball: Body, dt: number): void {
  ball.t += dt;
  ball.x += ball.vx * dt;
  ball.y += ball.vy * dt;
  if (Math.abs(ball.y) <= WALL) return;
  ball.y = Math.sign(ball.y) * 2 * WALL - ball.y;
  ball.vy = -ball.vy;
}

/** Flies until it is at a plane; `look` sees every step. */
function fly(ball: Body, look: (ball: Body) => void): void {
  const plane = Math.sign(ball.vx) * PLANE;
  for (;;) {
    const left = (plane - ball.x) / ball.vx;
    move(ball, Math.min(STEP, left));
    look(ball);
    if (left <= STEP) return;
  }
}

/** Times are compared from the flight's start: far from 0 a double has fewer digits to spare. */
function compare(flight: Flight, ball: Body): void {
  let off = 0;
  fly(ball, ({ t, x, y }) => {
    off = Math.max(off, Math.abs(ballX(flight, t) - x), Math.abs(ballY(flight, t) - y));
  });
  expect(off).toBeLessThan(CLOSE);
  expect(Math.abs(contactTime(flight) - ball.t)).toBeLessThan(CLOSE);
  expect(Math.abs(contactY(flight) - ball.y)).toBeLessThan(CLOSE);
}

/** The rule of BALL-7, written down once more. */
function hit(ball: Body, gap: number): void {
  const speed = Math.min(Math.sqrt(ball.vx ** 2 + ball.vy ** 2) * 1.05, 1900 / 60);
  const away = -Math.sign(ball.vx);
  ball.vy = (gap / 92) * 0.85 * speed;
  ball.vx = away * Math.sqrt(speed ** 2 - ball.vy ** 2);
}

describe("the closed forms", () => {
  it("BALL-9: a whole rally is where small steps lead", () => {
    fc.assert(
      fc.property(serves, gapLists, (serve, gaps) => {
        let flight: Flight = { ...serve, start: 0 };
        const ball: Body = { t: 0, x: 0, y: flight.y, vx: flight.vx, vy: flight.vy };
        for (const gap of gaps.slice(0, 12)) {
          compare(flight, ball);
          flight = hitWith(flight, gap);
          hit(ball, gap);
        }
      }),
      { numRuns: 15 },
    );
  });

  it("BALL-9: nothing tunnels at top speed, at any angle", () => {
    for (let slope = -0.85; slope <= 0.85; slope += 0.05) {
      const flight = fastest(slope);
      const ball: Body = { t: 0, x: -PLANE, y: 0, vx: flight.vx, vy: flight.vy };
      compare(flight, ball);
      expect(Math.abs(ball.x)).toBe(PLANE);
    }
  });

  it("BALL-4: the fold is what repeated reflection gives", () => {
    fc.assert(
      fc.property(between(-20_000, 20_000), (far) => {
        let y = far;
        while (Math.abs(y) > WALL) y = Math.sign(y) * 2 * WALL - y;
        expect(Math.abs(fold(far) - y)).toBeLessThan(CLOSE);
      }),
    );
  });

  it("PADDLE-2: a paddle is where small steps lead", () => {
    const inputLists = fc.array(fc.tuple(fc.integer({ min: 1, max: 30 }), paddleHeights), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(inputLists, (inputs) => {
        const track: Segment[] = [{ tick: 0, y: 0, target: 0 }];
        let y = 0;
        let off = 0;
        for (const [count, [wait, target]] of inputs.entries()) {
          const last = track.at(-1) as Segment;
          for (let i = 0; i < wait / STEP; i++) {
            const way = last.target - y;
            y += Math.sign(way) * Math.min(Math.abs(way), (1100 / 60) * STEP);
            const error = Math.abs(trackAt(rules, track, last.tick + (i + 1) * STEP) - y);
            // Every segment may have been rounded to the grid once more.
            off = Math.max(off, error - count / 128);
          }
          track.push(nextSegment(rules, last, last.tick + wait, target));
        }
        expect(off).toBeLessThan(CLOSE);
      }),
      { numRuns: 30 },
    );
  });
});
