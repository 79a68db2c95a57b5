/**
 * Matches for properties: two players who mostly follow the ball, sometimes lie about the time,
 * sometimes drop, and whose messages arrive late, early and in between ticks. All of it follows
 * from a seed, so that a failing property names the match.
 */
import { contactTime, contactY, defenderOf } from "../../src/ball.ts";
import { keyFrom } from "../../src/chacha20.ts";
import { SIDES, type Side } from "../../src/court.ts";
import { createMatch, lastFlight, type MatchState } from "../../src/match.ts";
import { roundToGrid } from "../../src/paddle.ts";
import { randomFrom } from "../../src/random.ts";
import {
  applyMessage,
  type RecordedMessage,
  type Recording,
  RULES_VERSION,
  type SimulationMessage,
} from "../../src/replay.ts";
import { DEFAULT_RULES, paddleRange, type Rules } from "../../src/rules.ts";

export interface PlayOptions {
  rules?: Rules;
  /** Length of the recording (ticks). */
  ticks?: number;
  /** Share of messages with any stamp at all. */
  lies?: number;
  /** Share of messages that are about presence. */
  presence?: number;
  /** How often, a message, the host is away for 1 to 11 s. */
  outages?: number;
  /** How far players miss the ball's height (u). */
  error?: number;
  /** A message's tick is ahead of its arrival by this, give or take (ticks). */
  lead?: number;
}
export const CALM = { ticks: 3000, lies: 0, presence: 0, error: 110, lead: 3 };
export const WILD = { ...CALM, ticks: 2500, lies: 0.2, presence: 0.004, outages: 0.0008, lead: -4 };

/** Up to when (ticks) the host may be called before it is told this at `now`. */
export const calledUntil = ([now, , message]: RecordedMessage): number =>
  message.kind === "outage" ? message.since : now;

/** Plays a match and returns what was said. `watch` sees the match after every message. */
export function play(
  seed: number,
  options: PlayOptions = CALM,
  watch?: (match: MatchState, message: RecordedMessage) => void,
): Recording {
  const { rules = DEFAULT_RULES, ticks = 3000 } = options;
  const random = randomFrom(seed);
  const key = keyFrom(randomFrom(seed));
  const match = createMatch(rules, key);
  const messages: RecordedMessage[] = [];
  const say = (now: number, side: Side, message: SimulationMessage) => {
    const recorded: RecordedMessage = [now, side, message];
    messages.push(recorded);
    applyMessage(match, now, side, message);
    watch?.(match, recorded);
  };
  for (const side of SIDES) say(0, side, { kind: "arrive" });
  for (let now = 1; now < ticks; now += random()) {
    if (options.outages && random() < options.outages) {
      const since = now;
      now += 60 + 600 * random();
      say(now, 0, { kind: "outage", since });
    }
    const side: Side = random() < 0.5 ? 0 : 1;
    const message = sayingOf(match, side, now, options, random);
    if (message) say(now, side, message);
  }
  return { version: RULES_VERSION, rules, key, start: 0, messages, end: ticks };
}

function sayingOf(
  match: MatchState,
  side: Side,
  now: number,
  { lies = 0, presence = 0, error = 110, lead = 3 }: PlayOptions,
  random: () => number,
): SimulationMessage | null {
  const back = match.phase === "finished" || !match.players[side].present;
  if (random() < (back && presence > 0 ? 0.01 : presence)) return presenceOf(back, random);
  if (random() < 0.6) return null;
  const lying = random() < lies;
  const spread = lying ? 160 : 8;
  const tick = Math.max(0, Math.floor(now + lead + (random() - 0.5) * spread));
  if (random() < 0.35) return { kind: "watermark", tick };
  const target =
    lying && random() < 0.3 ? (random() - 0.5) * 2000 : aim(match, side, error, random);
  return { kind: "input", seq: match.players[side].segmentCount & 255, tick, target };
}

function aim(match: MatchState, side: Side, error: number, random: () => number): number {
  const flight = lastFlight(match);
  const incoming = flight && defenderOf(flight) === side && contactTime(flight) > match.now;
  const ball = incoming ? contactY(flight) : 0;
  const wanted = ball + (random() + random() - 1) * error;
  const end = paddleRange(match.rules);
  return roundToGrid(Math.max(-end, Math.min(end, wanted)));
}

function presenceOf(back: boolean, random: () => number): SimulationMessage {
  const kinds = back ? (["arrive", "rematch", "claim"] as const) : (["drop", "claim"] as const);
  const kind = kinds[Math.floor(random() * kinds.length)];
  if (random() < 0.03) return { kind: "leave" };
  return kind === "rematch" ? { kind, key: keyFrom(random) } : { kind: kind ?? "arrive" };
}
