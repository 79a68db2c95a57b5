/** What a player who watches a screen sees of the ball: the bots' eyes. */
import { contactY, defenderOf, planeOf } from "@quickpong/shared/ball.ts";
import type { Observation } from "@quickpong/shared/bot.ts";
import { PADDLE_PLANE, type Side } from "@quickpong/shared/court.ts";
import type { Rules } from "@quickpong/shared/rules.ts";
import type { BallSample } from "./ball-sample.ts";

/** The ball as it is drawn for `eye` at local time `now` (ms); null when there is none. */
export const observationOf = (
  ball: BallSample | null,
  eye: Side,
  rules: Rules,
  now: number,
): Observation => ({
  now,
  flight: ball?.n ?? -1,
  incoming: ball !== null && defenderOf(ball.flight) === eye,
  contactY: ball ? contactY(ball.flight) : 0,
  remaining: ball ? Math.abs(ball.x - planeOf(eye)) / (2 * PADDLE_PLANE) : 1,
  ballY: ball?.y ?? 0,
  rules,
  hits: ball?.flight.hits ?? 0,
});
