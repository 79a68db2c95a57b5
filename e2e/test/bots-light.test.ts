import { decodePlay, encodePong } from "@quickpong/shared/protocol/input-codec.ts";
import { expect, test } from "vitest";
import { LightGame } from "../load/light-game.ts";
import { LightMind } from "../load/light-mind.ts";
import { Pairs } from "../load/pairing-checker.ts";
import { RunMetrics } from "../load/run-metrics.ts";

test("a light bot knows for how long the server has owed it an answer, and how long one took", () => {
  const tally = new RunMetrics();
  const place = new Pairs(tally).sit({ room: "r", side: 0, name: "a", opponent: "b" });
  const pings: number[] = [];
  const game = new LightGame({
    side: 0,
    mind: new LightMind("club", () => 0.5),
    place,
    tally,
    send: (bytes) => {
      const message = decodePlay(bytes);
      if (message?.kind === "ping") pings.push(message.id);
    },
  });
  expect(game.silence(1000)).toBe(0);
  for (let now = 1000; now < 9000; now += 100) game.tick(now);
  expect(pings.length).toBeGreaterThan(5);
  expect(game.silence(9000)).toBe(8000);
  const sentAt = 12_000;
  game.tick(sentAt);
  const id = pings.at(-1) as number;
  game.pong(Buffer.from(encodePong({ id, received: sentAt })), sentAt + 40);
  expect(game.silence(20_000)).toBe(0);
  expect(tally.times.rtt.max).toBe(40);
});
