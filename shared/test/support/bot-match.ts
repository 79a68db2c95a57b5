/** Two bots play a match over connections that delay what they say. */
import { ballX, ballY, contactTime, contactY, defenderOf } from "../../src/ball.ts";
import { Bot } from "../../src/bot.ts";
import type { BotLevel } from "../../src/bot-levels.ts";
import { mindOf } from "../../src/bot-minds.ts";
import { keyFrom } from "../../src/chacha20.ts";
import { PADDLE_PLANE, SIDES, type Side, TICK_MS } from "../../src/court.ts";
import { createMatch, lastFlight, type MatchState } from "../../src/match.ts";
import { clampPaddle, trackAt } from "../../src/paddle.ts";
import { randomFrom } from "../../src/random.ts";
import {
  applyMessage,
  type RecordedMessage,
  type Recording,
  RULES_VERSION,
  type SimulationMessage,
} from "../../src/replay.ts";
import type { Rules } from "../../src/rules.ts";

export interface BotMatch {
  levels: [BotLevel, BotLevel];
  rules: Rules;
  seed: number;
  /** How long each side's messages travel (ticks), give or take a half. */
  delays: [number, number];
  /** Stops here if nobody has won by then (ticks). */
  limit: number;
}

export function playBots({ levels, rules, seed, delays, limit }: BotMatch): Recording {
  const key = keyFrom(randomFrom(seed));
  const match = createMatch(rules, key);
  const random = randomFrom(seed + 100);
  const bots = levels.map((level, i) => {
    const random = randomFrom(seed + i + 1);
    return new Bot(mindOf(level)(random), "keys", random);
  });
  const marked = [-1, -1];
  const messages: RecordedMessage[] = [];
  const underWay: RecordedMessage[] = SIDES.map((side) => [0, side, { kind: "arrive" }]);
  const send = (tick: number, side: Side, message: SimulationMessage) => {
    // Stamped one tick ahead of what the server has; in order, as a connection delivers.
    const arrival = tick + Math.round(delays[side] * (0.5 + random()) * 64) / 64;
    const earlier = underWay.filter((each) => each[1] === side).map(([now]) => now);
    underWay.push([Math.max(arrival, ...earlier), side, message]);
  };
  for (let tick = 0; tick < limit && match.phase !== "finished"; tick++) {
    for (const message of due(underWay, tick)) {
      messages.push(message);
      applyMessage(match, ...message);
    }
    for (const side of SIDES) {
      const sight = sightOf(match, side, tick);
      const ownY = trackAt(rules, match.players[side].segments, tick);
      const move = sight ? bots[side]?.step(sight, ownY) : undefined;
      const target = move === null ? ownY : move;
      const stamp = tick + 1;
      if (target !== undefined) {
        const seq = stamp & 255;
        send(tick, side, { kind: "input", seq, tick: stamp, target: clampPaddle(rules, target) });
      }
      const flight = lastFlight(match);
      if (!flight || defenderOf(flight) !== side || flight.ruling !== "open") continue;
      if (tick < contactTime(flight) || marked[side] === match.flightCount) continue;
      marked[side] = match.flightCount;
      send(tick, side, { kind: "watermark", tick });
    }
  }
  return {
    version: RULES_VERSION,
    rules,
    key,
    start: 0,
    messages,
    end: Math.ceil(match.now) + 10,
  };
}

/** Takes out what has arrived before the next tick, in the order of arrival. */
function due(underWay: RecordedMessage[], tick: number): RecordedMessage[] {
  const arrived = underWay.filter(([now]) => now < tick + 1).sort(([a], [b]) => a - b);
  underWay.splice(0, Infinity, ...underWay.filter(([now]) => now >= tick + 1));
  return arrived;
}

function sightOf(match: MatchState, side: Side, tick: number) {
  const flight = lastFlight(match);
  if (!flight || tick < flight.start) return null;
  const way = side === 0 ? ballX(flight, tick) + PADDLE_PLANE : PADDLE_PLANE - ballX(flight, tick);
  return {
    now: tick * TICK_MS,
    flight: match.flightCount,
    incoming: defenderOf(flight) === side,
    contactY: contactY(flight),
    remaining: Math.min(1, Math.max(0, way / (2 * PADDLE_PLANE))),
    ballY: ballY(flight, tick),
    rules: match.rules,
    hits: flight.hits,
  };
}
