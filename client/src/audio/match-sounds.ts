/** Which sound an event of the match makes. Pure: from events to tones. */
import { COURT_HALF_WIDTH, MAX_BALL_SPEED } from "@quickpong/shared/court.ts";
import type { MatchEvent, ViewFrame, Who } from "../net/view-frame.ts";
import type { Tone } from "./synth.ts";

/** How far to the side a paddle sounds. */
const SIDE_PAN = 0.6;
const panOf = (who: Who): number => (who === "own" ? -SIDE_PAN : SIDE_PAN);

/** The tones of one frame's events. */
export function tonesOf(frame: ViewFrame): Tone[] {
  return frame.events.flatMap((event) => tonesOfEvent(event));
}

function tonesOfEvent(event: MatchEvent): Tone[] {
  switch (event.type) {
    case "countdown":
      return [{ from: 392, length: 0.12, volume: 0.45 }];
    case "serve":
      return [{ from: 784, length: 0.2, volume: 0.4 }];
    case "hit":
      return hit(panOf(event.by), event.speed, event.by === "own");
    case "wall": {
      const pan = (event.x / COURT_HALF_WIDTH) * SIDE_PAN;
      return [{ from: 210, to: 160, length: 0.06, volume: 0.35, wave: "triangle", pan }];
    }
    case "goal":
      return event.by === "own" ? scored() : conceded();
    case "finish":
      return event.winner === "own" ? won() : [];
    default:
      return [];
  }
}

/** Higher the faster the ball flies; the own paddle sounds a little fuller. */
function hit(pan: number, speed: number, own: boolean): Tone[] {
  const pitch = 300 * 2 ** (1.2 * Math.min(1, speed / MAX_BALL_SPEED));
  const body: Tone = { from: pitch, length: 0.09, volume: 0.7, wave: "triangle", pan };
  const click: Tone = {
    from: pitch * 3,
    to: pitch,
    length: 0.025,
    volume: 0.25,
    wave: "square",
    pan,
  };
  return own ? [body, click] : [{ ...body, volume: 0.55 }];
}

const scored = (): Tone[] => [
  { from: 523, length: 0.14, volume: 0.5, pan: SIDE_PAN },
  { from: 784, length: 0.24, volume: 0.5, pan: SIDE_PAN, after: 0.08 },
];
const conceded = (): Tone[] => [
  { from: 262, to: 131, length: 0.4, volume: 0.5, wave: "triangle", pan: -SIDE_PAN },
];
const won = (): Tone[] =>
  [523, 659, 784, 1047].map((from, i) => ({
    from,
    length: 0.3,
    volume: 0.45,
    after: 0.25 + i * 0.11,
  }));
