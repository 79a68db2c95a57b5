/** The server's own present, for learners who want to see it beside what a player sees. */
import { otherSide } from "@quickpong/shared/court.ts";
import { sampleBall } from "./ball-sample.ts";
import type { Presentation } from "./presentation.ts";
import type { ViewFrame } from "./view-frame.ts";

/** As far as it is known here; `t` is the server's present (ticks). */
export function ghostOf({ timeline, eye }: Presentation, t: number): ViewFrame["ghost"] {
  const ball = sampleBall(timeline.flights(Number.NEGATIVE_INFINITY), t);
  return {
    ballX: ball?.x ?? 0,
    ballY: ball?.y ?? 0,
    ownY: timeline.acceptedAt(eye, t),
    opponentY: timeline.acceptedAt(otherSide(eye), t),
  };
}
