import { type ClockStep, nextBallTime } from "@quickpong/client/net/ball-time.ts";
import type { NumberedFlight } from "@quickpong/client/net/publication-reader.ts";
import { contactTime, contactY, returned, ruleContact, serve } from "@quickpong/shared/ball.ts";
import { LEFT, RIGHT } from "@quickpong/shared/court.ts";
import { CLASSIC_RULES } from "@quickpong/shared/rules.ts";
import { describe, expect, it } from "vitest";

/** How far P runs ahead of R (ticks): 200 ms. */
const APART = 12;

/** Draws frames from P = `from` to `to`; calls `look` with D, P and R of each. */
function draw(
  flights: (R: number) => NumberedFlight[],
  from: number,
  to: number,
  look: (D: number, P: number, moved: number) => void,
): void {
  let D = from;
  for (let P = from; P < to; P += 1) {
    const step: ClockStep = { P, R: P - APART, lastP: P - 1, lastR: P - 1 - APART, dt: 1 };
    const before = D;
    D = nextBallTime(D, flights(P - APART), LEFT, step, 0);
    look(D, P, D - before);
  }
}

const incoming = serve(CLASSIC_RULES, 100, LEFT, 40, 0.3);
const hit = ruleContact(CLASSIC_RULES, incoming, contactY(incoming) - 30);
const back = returned(CLASSIC_RULES, hit, 0);

describe("ball time", () => {
  it("draws a serve on its receiver's clock, without any warp", () => {
    draw(
      () => [{ n: 0, flight: incoming }],
      90,
      contactTime(incoming),
      (D, P, moved) => {
        if (P > 101) {
          expect(D).toBeCloseTo(P, 9);
          expect(moved).toBeCloseTo(1, 9);
        }
      },
    );
  });

  it("meets the own paddle at P and the opponent's at R, at an even rate between them", () => {
    const there = contactTime(back);
    const flights = [hit, back].map((flight, n) => ({ n, flight }));
    const rates: number[] = [];
    draw(
      () => flights,
      contactTime(incoming),
      there + APART,
      (D, P, moved) => {
        if (P > contactTime(incoming) + 2 && P - APART < there - 2) rates.push(moved);
        if (P - APART < there) expect(D).toBeLessThanOrEqual(there + 1e-9);
      },
    );
    expect(Math.max(...rates) - Math.min(...rates)).toBeLessThan(1e-6);
    expect(rates[0]).toBeLessThan(1);
  });

  it("waits at the opponent's paddle for the ruling, and never runs backwards", () => {
    const open = [hit, back].map((flight, n) => ({ n, flight }));
    const there = contactTime(back);
    const ruled = ruleContact(CLASSIC_RULES, back, contactY(back));
    const next = ruled.ruling === "hit" ? [returned(CLASSIC_RULES, ruled, 0)] : [];
    const known = [hit, ruled, ...next].map((flight, n) => ({ n, flight }));
    let waited = 0;
    draw(
      (R) => (R < there + 5 ? open : known),
      contactTime(incoming),
      there + APART + 30,
      (D, P, moved) => {
        expect(moved).toBeGreaterThanOrEqual(-1e-9);
        const R = P - APART;
        if (R > there + 1 && R < there + 5) {
          expect(D).toBeCloseTo(there, 9);
          waited++;
        }
      },
    );
    expect(waited).toBeGreaterThan(1);
  });

  it("RULE-8: leaves the opponent's paddle at once when their message was late, with all the time that is left", () => {
    const open = [hit, back].map((flight, n) => ({ n, flight }));
    const there = contactTime(back);
    const ruled = ruleContact(CLASSIC_RULES, back, contactY(back));
    const late = 20;
    const next = returned(CLASSIC_RULES, ruled, 0, there + 2 * late);
    const known = [hit, ruled, next].map((flight, n) => ({ n, flight }));
    const rates: number[] = [];
    let left = Number.NaN;
    draw(
      (R) => (R < there + late ? open : known),
      contactTime(incoming),
      contactTime(next),
      (D, P, moved) => {
        if (P - APART < there + late) return;
        if (Number.isNaN(left)) {
          left = P;
          expect(D).toBeGreaterThan(next.start);
        } else rates.push(moved);
      },
    );
    expect(left).toBeLessThan(there + late + APART + 1);
    // As much longer than usual as they were late.
    const usual = contactTime(next) - next.start - APART;
    for (const rate of rates) {
      expect(rate).toBeCloseTo((contactTime(next) - next.start) / (usual + late), 1);
    }
    expect(rates.length).toBeGreaterThan(20);
  });

  it("goes on at P when the own contact was a miss", () => {
    const missed = ruleContact(CLASSIC_RULES, incoming, contactY(incoming) - 200);
    draw(
      () => [{ n: 0, flight: missed }],
      contactTime(incoming) + 1,
      contactTime(incoming) + 5,
      (D, P) => expect(D).toBe(P),
    );
  });

  it("has no side of its own for the right player: mirrored flights, same times", () => {
    const mirrored = serve(CLASSIC_RULES, 100, RIGHT, 40, 0.3);
    const step: ClockStep = { P: 120, R: 108, lastP: 119, lastR: 107, dt: 1 };
    const left = nextBallTime(119, [{ n: 0, flight: incoming }], LEFT, step, 0);
    const right = nextBallTime(119, [{ n: 0, flight: mirrored }], RIGHT, step, 0);
    expect(right).toBe(left);
  });
});
