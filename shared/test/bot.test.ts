import { describe, expect, it } from "vitest";
import { BOT_LEVELS } from "../src/bot.ts";
import { PADDLE_MAX_Y } from "../src/court.ts";
import { serveMachine } from "./support/serve-machine.ts";

describe.each(["pointer", "keys"] as const)("a bot with %s", (hand) => {
  it("BOT-1: moves by its seed and what it sees", () => {
    for (const level of BOT_LEVELS) {
      const { moves } = serveMachine(level, hand, 11, 20);
      expect(serveMachine(level, hand, 11, 20).moves).toEqual(moves);
      expect(serveMachine(level, hand, 12, 20).moves).not.toEqual(moves);
    }
  });

  it("BOT-1: always answers with a place, a stop, or nothing", () => {
    for (const level of BOT_LEVELS) {
      const { moves } = serveMachine(level, hand, 3, 50);
      const places = moves.filter((move) => typeof move === "number");
      expect(places.length).toBeGreaterThan(10);
      for (const place of places) expect(Math.abs(place)).toBeLessThanOrEqual(PADDLE_MAX_Y + 10);
    }
  });

  it("BOT-2: returns more the better it is, and not everything", () => {
    const [beginner, club, pro] = BOT_LEVELS.map(
      (level) => serveMachine(level, hand, 2024, 400).returned,
    ) as [number, number, number];
    expect(beginner).toBeGreaterThan(0.2);
    expect(club).toBeGreaterThan(beginner + 0.05);
    expect(pro).toBeGreaterThan(club);
    expect(pro).toBeLessThan(1);
  });
});
