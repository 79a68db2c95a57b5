import { Timeline } from "@quickpong/client/net/timeline.ts";
import { contactTime, contactY, returned, ruleContact, serve } from "@quickpong/shared/ball.ts";
import { LEFT, RIGHT, type Side } from "@quickpong/shared/court.ts";
import { CLASSIC_RULES } from "@quickpong/shared/rules.ts";
import { expect, test } from "vitest";

/** What the left player knows after a serve toward `receiver`. */
function after(receiver: Side) {
  const flight = serve(CLASSIC_RULES, 100, receiver, 0, 0);
  const timeline = new Timeline(LEFT);
  const take = (said: (typeof flight)[]) => {
    const flights = said.map((each, n) => ({ n, flight: each }));
    timeline.take({ segments: [[], []], flights }, false);
  };
  take([flight]);
  const rulings = () => timeline.flights(contactTime(flight) + 1).map((each) => each.flight.ruling);
  return { flight, take, rulings };
}

test("DRAW-2: an opponent's hit is not drawn before it is ruled", () => {
  const { flight, take, rulings } = after(RIGHT);
  expect(rulings()).toEqual(["open"]);
  const hit = ruleContact(CLASSIC_RULES, flight, contactY(flight));
  take([hit, returned(CLASSIC_RULES, hit, 0)]);
  expect(rulings()).toEqual(["hit", "open"]);
});

test("DRAW-2: one's own is drawn at once, and as it was ruled where that differs", () => {
  const { flight, take, rulings } = after(LEFT);
  expect(rulings()).toEqual(["hit", "open"]);
  take([ruleContact(CLASSIC_RULES, flight, 300)]);
  expect(rulings()).toEqual(["miss"]);
});
