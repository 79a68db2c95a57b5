/** What each bot does again and again, as SPEC.md and the page say it. */
import { describe, expect, it } from "vitest";
import { ballX, contactTime, contactY, defenderOf, type Flight } from "../src/ball.ts";
import { Bot, type Observation } from "../src/bot.ts";
import type { BotLevel } from "../src/bot-levels.ts";
import { HABITS, type Mind, mindOf, skillOf } from "../src/bot-minds.ts";
import { BotPlayer } from "../src/bot-player.ts";
import { LEFT, RIGHT, type Side } from "../src/court.ts";
import { lastFlight, type MatchState } from "../src/match.ts";
import { trackAt } from "../src/paddle.ts";
import { randomFrom } from "../src/random.ts";
import { DEFAULT_RULES as rules } from "../src/rules.ts";
import { advance } from "../src/simulation.ts";
import { begin } from "./support/scene.ts";

/** A sure hand with these habits and no errors to hide them. */
const sure = (level: BotLevel): Mind => ({
  ...skillOf(1),
  aimNear: 0,
  aimFar: 0,
  ...HABITS[level],
});
const seeing = (part: Partial<Observation>, habits: Partial<Observation["habits"]> = {}) => ({
  now: 0,
  flight: 1,
  incoming: true,
  contactY: 0,
  remaining: 0.5,
  ballY: 0,
  rules,
  hits: 3,
  ...part,
  habits: { straightY: 0, otherY: 0, matchPoint: false, ...habits },
});

/** Where the hand is after two seconds of the same sight (u); `seed` decides its whims. */
function aimOf(mind: Mind, sight: Observation, seed = 1): number {
  const bot = new Bot(mind, "pointer", randomFrom(seed));
  let at = 0;
  for (let now = 0; now < 2000; now += 16) at = Number(bot.step({ ...sight, now }, at) ?? at);
  return at;
}
const straight = { ambition: 0 };

describe("BOT-5", () => {
  it("BOT-5: Pip plays straight back", () => {
    const whims = (level: BotLevel) =>
      Array.from({ length: 20 }, (_, i) => Math.abs(aimOf(sure(level), seeing({}), i + 1)));
    expect(Math.max(...whims("pip"))).toBeLessThan(10);
    expect(Math.max(...whims("lulu"))).toBeGreaterThan(40);
  });

  it("BOT-5: Vera thinks of one wall, never of the second", () => {
    const off = seeing({ contactY: 136 }, { straightY: 740 });
    expect(aimOf({ ...sure("vera"), ...straight }, off)).toBeCloseTo(136, -1);
    const twice = seeing({ contactY: -252 }, { straightY: -2004 });
    expect(Math.abs(aimOf({ ...sure("vera"), ...straight }, twice) + 252)).toBeGreaterThan(100);
    expect(aimOf({ ...sure("zoe"), ...straight }, twice)).toBeCloseTo(-252, -1);
  });

  it("BOT-5: Mo stays where it was; the others go back toward the middle", () => {
    const after = (level: BotLevel) => {
      const bot = new Bot({ ...sure(level), ...straight }, "pointer", randomFrom(3));
      let at = 0;
      for (let now = 0; now < 4000; now += 16) {
        const mine = now < 2000;
        const sight = seeing({
          now,
          contactY: 300,
          flight: mine ? 1 : 2,
          incoming: mine,
          ballY: 0,
        });
        at = Number(bot.step(sight, at) ?? at);
      }
      return at;
    };
    expect(after("mo")).toBeGreaterThan(250);
    expect(after("rex")).toBeLessThan(150);
  });

  it("BOT-5: Lulu starts later at a serve than in a rally", () => {
    const startsAt = (hits: number) => {
      const bot = new Bot({ ...sure("lulu"), ...straight }, "pointer", randomFrom(5));
      for (let now = 0; now < 500; now += 16) bot.step(seeing({ now, flight: 0, hits: 1 }), 0);
      for (let now = 500; now < 2000; now += 16) {
        const move = bot.step(seeing({ now, contactY: 300, hits }), 0);
        if (Number(move) > 60) return now;
      }
      return Number.POSITIVE_INFINITY;
    };
    expect(startsAt(0)).toBeGreaterThan(startsAt(3) + 150);
  });

  it("BOT-5: Rex tires in a long rally, and Nina panics at match point", () => {
    const spread = (mind: Mind, sight: Observation) => {
      const aims = Array.from({ length: 60 }, (_, i) => aimOf(mind, sight, i + 1));
      return Math.sqrt(aims.reduce((sum, y) => sum + y * y, 0) / aims.length);
    };
    const rex = { ...skillOf(0.5), ...straight, ...HABITS.rex };
    expect(spread(rex, seeing({ hits: 16 }))).toBeGreaterThan(
      1.5 * spread(rex, seeing({ hits: 8 })),
    );
    const nina = { ...skillOf(0.5), ...straight, ...HABITS.nina };
    const usual = spread(nina, seeing({}));
    expect(spread(nina, seeing({}, { matchPoint: true }))).toBeGreaterThan(1.4 * usual);
  });

  it("BOT-5: Otto plays cross, and Zoe to where the other is not", () => {
    // From a wall there is no room for it.
    const otto = shotsOf("otto").filter(({ from }) => Math.abs(from) > 60 && Math.abs(from) < 330);
    expect(otto.length).toBeGreaterThan(30);
    const cross = otto.filter(({ from, vy }) => Math.sign(vy) !== Math.sign(from));
    expect(cross.length / otto.length).toBeGreaterThan(0.9);
    const [zoe, mo] = [shotsOf("zoe"), shotsOf("mo")].map(
      (shots) => shots.reduce((sum, { away }) => sum + away, 0) / shots.length,
    ) as [number, number];
    expect(zoe).toBeGreaterThan(mo + 25);
  });

  it("BOT-4: form is drawn once for a game", () => {
    const strong = mindOf("rex")(() => 0.99);
    const weak = mindOf("rex")(() => 0);
    expect(strong.aimNear).toBeLessThan(weak.aimNear);
    expect(mindOf("rex")(() => 0.5)).toEqual(mindOf("rex")(() => 0.5));
    expect(strong.tiresAfter).toBe(weak.tiresAfter);
  });
});

interface Shot {
  /** Where the ball was taken (u). */
  from: number;
  vy: number;
  /** How far from where the other was it came down (u). */
  away: number;
}

/** Every return of the right one of two in a match to 21 against a sure hand that waits anywhere. */
function shotsOf(level: BotLevel): Shot[] {
  const match = begin({ pointsToWin: 21 }, 9);
  const bots = [
    new BotPlayer(() => ({ ...skillOf(0.8), stays: true }), LEFT, 1),
    new BotPlayer(() => ({ ...skillOf(0.9), ...HABITS[level] }), RIGHT, 2),
  ];
  const shots: Shot[] = [];
  let seen = match.flightCount;
  for (let tick = 1; match.phase !== "finished" && tick < 40_000; tick++) {
    advance(match, tick);
    for (const bot of bots) bot.play(match, tick);
    const flight = lastFlight(match) as Flight;
    if (match.flightCount === seen) continue;
    seen = match.flightCount;
    if (flight.hits > 0 && defenderOf(flight) === LEFT) shots.push(shotOf(match, flight, LEFT));
  }
  return shots;
}

function shotOf(match: MatchState, flight: Flight, other: Side): Shot {
  const otherY = trackAt(match.rules, match.players[other].segments, flight.start);
  expect(ballX(flight, contactTime(flight))).toBeLessThan(0);
  return { from: flight.y, vy: flight.vy, away: Math.abs(contactY(flight) - otherY) };
}
