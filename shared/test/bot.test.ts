import { describe, expect, it } from "vitest";
import { BOT_LEVELS, type BotLevel } from "../src/bot-levels.ts";
import { mindOf, skillOf } from "../src/bot-minds.ts";
import { BotPlayer } from "../src/bot-player.ts";
import { COURT_HALF_HEIGHT, LEFT, RIGHT } from "../src/court.ts";
import { advance } from "../src/simulation.ts";
import { hashOf } from "./support/fingerprint.ts";
import { begin } from "./support/scene.ts";
import { serveMachine } from "./support/serve-machine.ts";

/** On a usual day. */
const usual = (level: BotLevel) => mindOf(level)(() => 0.5);

describe.each(["pointer", "keys"] as const)("a bot with %s", (hand) => {
  it("BOT-1: moves by its seed and what it sees", () => {
    for (const level of BOT_LEVELS) {
      const { moves } = serveMachine(usual(level), hand, 11, 20);
      expect(serveMachine(usual(level), hand, 11, 20).moves).toEqual(moves);
      expect(serveMachine(usual(level), hand, 12, 20).moves).not.toEqual(moves);
    }
  });

  it("BOT-1: always answers with a place, a stop, or nothing", () => {
    for (const level of BOT_LEVELS) {
      const { moves } = serveMachine(usual(level), hand, 3, 50);
      const places = moves.filter((move) => typeof move === "number");
      expect(places.length).toBeGreaterThan(10);
      for (const place of places)
        expect(Math.abs(place)).toBeLessThanOrEqual(COURT_HALF_HEIGHT + 10);
    }
  });

  it("BOT-2: returns more the stronger it is, and not everything", () => {
    const [weak, middling, strong] = [0, 0.3, 0.6].map(
      (strength) => serveMachine(skillOf(strength), hand, 2024, 400).returned,
    ) as [number, number, number];
    expect(weak).toBeGreaterThan(0.2);
    expect(middling).toBeGreaterThan(weak + 0.05);
    expect(strong).toBeGreaterThan(middling);
    expect(strong).toBeLessThan(1);
  });
});

/** Two bots on the host itself, looked after at every tick. */
function duel(level: BotLevel, seed: number) {
  const match = begin({ pointsToWin: 3 }, seed);
  const bots = [LEFT, RIGHT].map(
    (side) => new BotPlayer(mindOf(level), side as 0 | 1, seed + side),
  );
  for (let tick = 1; match.phase !== "finished" && tick < 40_000; tick++) {
    advance(match, tick);
    for (const bot of bots) bot.play(match, tick);
  }
  return match;
}

describe("a bot with a seat", () => {
  it.each(["pip", "lulu"] as const)("BOT-3: two of level %s play until one has won", (level) => {
    const match = duel(level, 5);
    expect(match.outcome?.reason).toBe("score");
    expect(Math.max(...match.score)).toBe(3);
    expect(hashOf(duel(level, 5))).toBe(hashOf(match));
  });

  it("BOT-3: is never late with its message about a contact", () => {
    const { players } = duel("pip", 6);
    expect(players.map(({ credit }) => credit)).toEqual([3, 3]);
  });

  it("BOT-3: wants to look again while there is something to see", () => {
    const bot = new BotPlayer(mindOf("mo"), RIGHT, 1);
    const match = begin();
    expect(bot.nextLook(match, 7.5)).toBeGreaterThan(7.5);
    expect(bot.nextLook(duel("pip", 6), 7.5)).toBe(Infinity);
  });
});
