/** Serves balls of every kind to a bot and counts what it returns. */
import {
  ballX,
  ballY,
  contactTime,
  contactY,
  type Flight,
  ruleContact,
  serve,
} from "../../src/ball.ts";
import { Bot, type BotMove, type Hand } from "../../src/bot.ts";
import type { Mind } from "../../src/bot-minds.ts";
import { PADDLE_PLANE, RIGHT, TICK_MS } from "../../src/court.ts";
import { nextSegment, type Segment, trackAt } from "../../src/paddle.ts";
import { randomFrom } from "../../src/random.ts";
import { CLASSIC_RULES as rules } from "../../src/rules.ts";

export interface Score {
  /** Share of the balls that were returned. */
  returned: number;
  moves: BotMove[];
}

export function serveMachine(mind: Mind, hand: Hand, seed: number, balls: number): Score {
  const bot = new Bot(mind, hand, randomFrom(seed));
  const random = randomFrom(seed + 1);
  const moves: BotMove[] = [];
  let track: Segment[] = [{ tick: 0, y: 0, target: 0 }];
  let tick = 0;
  let hits = 0;
  for (let n = 1; n <= balls; n++) {
    const flight = nextBall(tick + 1, random);
    for (; tick < contactTime(flight); tick++) {
      const y = trackAt(rules, track, tick);
      const move = bot.step(seen(flight, n, tick), y);
      moves.push(move);
      const target = move === null ? y : move;
      if (target !== undefined)
        track.push(nextSegment(rules, track.at(-1) as Segment, tick, target));
    }
    if (ruleContact(rules, flight, trackAt(rules, track, contactTime(flight))).ruling === "hit")
      hits++;
    track = track.slice(-1);
  }
  return { returned: hits / balls, moves };
}

/** From the other end of the court, slow to fast, flat to steep. */
function nextBall(start: number, random: () => number): Flight {
  const speed = (800 + 900 * random()) / 60;
  const by = { ...rules, serveSpeed: speed * 60 };
  const flight = serve(by, start, RIGHT, (random() * 2 - 1) * 300, (random() * 2 - 1) * 0.8);
  return { ...flight, hits: 1 };
}

function seen(flight: Flight, n: number, tick: number) {
  const x = ballX(flight, tick);
  return {
    now: tick * TICK_MS,
    flight: n,
    incoming: true,
    contactY: contactY(flight),
    remaining: Math.min(1, Math.max(0, PADDLE_PLANE - x) / (2 * PADDLE_PLANE)),
    ballY: ballY(flight, tick),
    rules,
    hits: flight.hits,
  };
}
