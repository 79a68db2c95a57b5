import { Presentation } from "@quickpong/client/net/presentation.ts";
import { contactTime, contactY, returned, ruleContact, serve } from "@quickpong/shared/ball.ts";
import { LEFT } from "@quickpong/shared/court.ts";
import { CLASSIC_RULES } from "@quickpong/shared/rules.ts";
import { expect, it } from "vitest";

/** How far P runs ahead of R (ticks): 200 ms. */
const APART = 12;

/** The left player's screen of a serve that they return; `late` ticks after the contact it is ruled. */
function returning(late: number) {
  const incoming = serve(CLASSIC_RULES, 100, LEFT, 0, 0);
  const contact = contactTime(incoming);
  const hit = ruleContact(CLASSIC_RULES, incoming, contactY(incoming));
  const back = returned(CLASSIC_RULES, hit, 0, contact + 2 * late);
  const screen = new Presentation(LEFT, "quickpong");
  const take = (said: (typeof hit)[]) =>
    screen.change(() => {
      const flights = said.map((flight, n) => ({ n, flight }));
      screen.timeline.take({ segments: [[], []], flights }, false);
    });
  const draw = (P: number) =>
    screen.move({ P, R: P - APART, lastP: P - 1, lastR: P - 1 - APART, dt: 1 });
  return { screen, take, draw, incoming, contact, hit, back };
}

it("RULE-8: a player who was late sees the own hit go on from where it is, more slowly, and arrive in time", () => {
  const late = 9;
  const { screen, take, draw, incoming, contact, hit, back } = returning(late);
  take([incoming]);
  for (let P = 100; P < contact + late + APART; P++) draw(P);
  const before = screen.ball;
  expect(before?.n).toBe(1);
  const lastD = screen.D;
  take([hit, back]);
  expect(screen.D - lastD).toBeCloseTo(2 * late, 9);
  expect(screen.ball?.x).toBeCloseTo(before?.x ?? 0, 6);
  expect(screen.stats.snaps).toEqual([]);
  let x = screen.ball?.x ?? 0;
  for (let P = Math.ceil(contact + late + APART); P - APART < contactTime(back); P++) {
    draw(P);
    const step = (screen.ball?.x ?? 0) - x;
    expect(step).toBeGreaterThan(0);
    expect(step).toBeLessThan(Math.abs(back.vx));
    x += step;
  }
  expect(screen.D).toBeGreaterThan(contactTime(back) - 1);
});

it("RULE-8: a ruling in time moves nothing", () => {
  const { screen, take, draw, incoming, contact, hit, back } = returning(0);
  take([incoming]);
  for (let P = 100; P < contact + APART; P++) draw(P);
  const lastD = screen.D;
  take([hit, back]);
  expect(screen.D).toBe(lastD);
});
