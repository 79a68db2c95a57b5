import { sampleBall } from "@quickpong/client/net/ball-sample.ts";
import { buildViewFrame, type Scene } from "@quickpong/client/net/build-view-frame.ts";
import { serve } from "@quickpong/shared/ball.ts";
import { otherSide, SIDES, type Side } from "@quickpong/shared/court.ts";
import { PHASES } from "@quickpong/shared/match.ts";
import { emptyPublication } from "@quickpong/shared/protocol/publication.ts";
import { CLASSIC_RULES } from "@quickpong/shared/rules.ts";
import { expect, test } from "vitest";

/** What `eye` sees half a second into a serve toward `receiver`. */
function seen(eye: Side, receiver: Side) {
  const D = 30;
  const flight = serve(CLASSIC_RULES, 0, receiver, 0, 0.3);
  const state = { ...emptyPublication(), phase: PHASES.indexOf("rally") };
  state.left.name = "Left";
  state.right.name = "Right";
  const scene: Scene = {
    now: 0,
    state,
    saved: null,
    eye,
    watching: false,
    ball: sampleBall([{ n: 0, flight }], D),
    D,
    serverTick: D,
    ownY: 0,
    rules: CLASSIC_RULES,
    ownLength: 160,
    opponentLength: 160,
    opponentY: 0,
    connected: true,
    rtt: 0,
    margin: 0,
    pendingGoal: false,
    events: [],
    ghost: null,
  };
  return buildViewFrame(scene);
}

test("DRAW-3: the local player is on the left, whichever side the room gave", () => {
  for (const eye of SIDES) {
    const mine = seen(eye, eye);
    expect(mine.own.name).toBe(["Left", "Right"][eye]);
    expect(mine.ball?.x).toBeLessThan(0);
    expect(mine.ball?.vx).toBeLessThan(0);
    const theirs = seen(eye, otherSide(eye));
    expect(theirs.ball?.x).toBeGreaterThan(0);
    expect(theirs.ball?.vx).toBeGreaterThan(0);
    // Up stays up.
    expect(theirs.ball?.y).toBe(mine.ball?.y);
  }
});
