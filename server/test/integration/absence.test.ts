/** Lost connections from end to end: a real server, real sockets that are killed. */
import { END_REASONS } from "@quickpong/shared/match.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Player, pairUp } from "../support/player.ts";
import { startServer, type TestServer } from "../support/start.ts";
import { until } from "../support/until.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

/** The connection is lost, for good as far as the player's own client is concerned. */
function cut(player: Player): void {
  player.room.reconnection.enabled = false;
  player.room.connection.close(4010);
}

test.concurrent("a killed socket is back on its seat within a second, score and all", async () => {
  const [left, right] = await pairUp(server.url);
  await left.reaches("rally");
  const begin = performance.now();
  await left.blinks();
  await until("the return is seen", () => right.state.left.present);
  expect(performance.now() - begin).toBeLessThan(1000);
  // Nobody had to wait for it: the rally went on.
  expect(right.phase).toBe("rally");
  await Promise.all([left.room.leave(), right.room.leave()]);
});

test.concurrent("the third drop in a match shortens the wait to 5 s", async () => {
  const [left, right] = await pairUp(server.url);
  await left.reaches("countdown");
  for (let n = 0; n < 2; n++) {
    await left.blinks();
    await until("the return is seen", () => right.state.left.present);
  }
  cut(left);
  await until("the drop is seen", () => !right.state.left.present);
  const begin = performance.now();
  await until("the match waits", () => right.phase === "waiting" || right.phase === "finished");
  await right.reaches("finished");
  // The rally had to end first; the 20 s of a first drop are not waited for.
  expect(performance.now() - begin).toBeLessThan(15_000);
  expect(END_REASONS[right.state.endReason - 1]).toBe("absent");
  await right.room.leave();
}, 40_000);

test.concurrent("both gone: the match is cleaned up, and the seats with it", async () => {
  const [left, right] = await pairUp(server.url);
  await left.reaches("countdown");
  const token = left.room.reconnectionToken;
  cut(left);
  await until("the drop is seen", () => !right.state.left.present);
  await right.room.leave();
  await until("no such match", () => !server.services.matchDirectory.get(left.room.roomId));
  await expect(left.client.reconnect(token)).rejects.toThrow();
  const line = await until("a line", () =>
    server.lines.find(({ match, msg }) => match === left.room.roomId && msg === "match ended"),
  );
  expect(line["reason"]).toBe("void");
});
