/** Which sound an event of the match makes. Pure: from events to tones. */
import { COURT_HALF_WIDTH, TICK_RATE } from "@quickpong/shared/court.ts";
import { hasMatchPoint, isMatchPoint } from "../net/match-point.ts";
import { isHere, type MatchEvent, type ViewFrame, type Who } from "../net/view-frame.ts";
import type { Tone } from "./tone.ts";

/** What the volume's slider answers with: as loud as the match will be. */
export const SETTING_TICK: Tone = { from: 520, length: 0.12, volume: 0.6 };

/** How far to the side a paddle sounds. */
const SIDE_PAN = 0.6;
const panOf = (who: Who): number => (who === "own" ? -SIDE_PAN : SIDE_PAN);

/** The tones of one frame's events. */
export function tonesOf(frame: ViewFrame): Tone[] {
  return frame.events.flatMap((event) => tonesOfEvent(event, frame));
}

function tonesOfEvent(event: MatchEvent, frame: ViewFrame): Tone[] {
  switch (event.type) {
    case "countdown":
      return [{ from: 392, length: 0.16, volume: 0.4 }];
    case "serve":
      return [
        { from: 784, length: 0.22, volume: 0.4 },
        ...(isMatchPoint(frame) ? matchPointPulse() : []),
      ];
    case "hit":
      return hit(event, isOurs(frame, event.by), frame);
    case "wall": {
      const pan = (event.x / COURT_HALF_WIDTH) * SIDE_PAN;
      return [{ from: 210, to: 150, length: 0.09, volume: 0.5, wave: "triangle", pan }];
    }
    case "goal":
      return goal(event.by, isOurs(frame, event.by), hasMatchPoint(frame, event.by));
    case "finish":
      return event.winner === null ? [] : isOurs(frame, event.winner) ? won() : lost();
    default:
      return [];
  }
}

/** Whether it is to be glad of: a watcher sides with the left player, two at one screen with each other. */
const isOurs = (frame: ViewFrame, who: Who): boolean => who === "own" || isHere(frame, who);

/** Higher the faster the ball flies; a paddle that is steered here sounds a little fuller. */
function hit({ by, speed }: { by: Who; speed: number }, own: boolean, frame: ViewFrame): Tone[] {
  const pan = panOf(by);
  const topSpeed = frame.rules.speedLimit / TICK_RATE;
  const tense = isMatchPoint(frame);
  const pitch = 300 * 2 ** (1.2 * Math.min(1, speed / topSpeed));
  const body: Tone = { from: pitch, length: 0.11, volume: own ? 0.62 : 0.5, wave: "triangle", pan };
  const click: Tone = {
    from: 3 * pitch,
    to: pitch,
    length: 0.025,
    volume: 0.16,
    wave: "square",
    pan,
  };
  // A fifth above, thin as a string: it may be the last one.
  const string: Tone = { from: pitch * 3, length: 0.45, volume: 0.1, pan };
  return [body, ...(own ? [click] : []), ...(tense ? [string] : [])];
}

/** Two low pulses while the ball waits for nobody. High enough for the speaker of a phone. */
const matchPointPulse = (): Tone[] =>
  [0.26, 0.44].map((after, i) => ({
    from: 130,
    to: 70,
    length: 0.2,
    volume: i === 0 ? 0.6 : 0.42,
    wave: "triangle",
    after,
  }));

/** Up for a point of one's own, down for one of theirs; one step more when the next may win. */
function goal(by: Who, own: boolean, mayWin: boolean): Tone[] {
  const pan = by === "own" ? SIDE_PAN : -SIDE_PAN;
  const tones: Tone[] = own
    ? [
        { from: 523, length: 0.16, volume: 0.45, pan },
        { from: 784, length: 0.28, volume: 0.45, pan, after: 0.08 },
      ]
    : [{ from: 262, to: 131, length: 0.4, volume: 0.5, wave: "triangle", pan }];
  const step: Tone = own
    ? { from: 932, length: 0.6, volume: 0.3, pan, after: 0.2 }
    : { from: 185, length: 0.6, volume: 0.45, wave: "triangle", pan, after: 0.3 };
  return mayWin ? [...tones, step] : tones;
}

/** Four steps up, and the chord they make, wide and slow. */
const won = (): Tone[] => [
  ...[523, 659, 784, 1047].map((from, i) => ({
    from,
    length: 0.34,
    volume: 0.4,
    after: 0.2 + i * 0.11,
  })),
  ...[262, 523, 659, 784, 1319].map((from, i) => ({
    from,
    length: 1.5,
    volume: i === 0 ? 0.3 : 0.17,
    attack: 0.06,
    pan: (i - 2) * 0.4,
    after: 0.66,
  })),
];

/** An evening, not a punishment: two soft chords that come to rest. */
const lost = (): Tone[] =>
  [
    { notes: [349, 440], after: 0.35, length: 0.7 },
    { notes: [262, 330, 392], after: 0.8, length: 1.4 },
  ].flatMap(({ notes, after, length }) =>
    notes.map((from) => ({ from, length, volume: 0.24, attack: 0.08, after })),
  );
