/** Many at once: exact pairs, nobody twice, nobody left. */
import { CloseReason } from "@quickpong/shared/protocol/messages.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { enterLobby, type Player, takeSeat } from "../support/player.ts";
import { startServer, type TestServer } from "../support/start.ts";
import { until } from "../support/until.ts";

const PLAYERS = 500;
let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

test(`${PLAYERS} who press Play at the same moment make ${PLAYERS / 2} matches of two`, async () => {
  const begin = performance.now();
  const join = async () => takeSeat(await enterLobby(server.url));
  const players = await Promise.all(Array.from({ length: PLAYERS }, join));
  const took = performance.now() - begin;
  console.log(`${PLAYERS} seated in ${took.toFixed(0)} ms`);

  const rooms = Map.groupBy(players, (player: Player) => player.room.roomId);
  expect(rooms.size).toBe(PLAYERS / 2);
  for (const pair of rooms.values()) {
    expect(pair.map((player) => player.side).sort()).toEqual([0, 1]);
  }
  expect(new Set(players.map((player) => player.room.sessionId)).size).toBe(PLAYERS);
  await until("all matches begun", () => players.every((player) => player.state.flightCount > 0));
  await Promise.all(players.map((player) => player.room.leave()));
}, 60_000);

test("a server that is full says so", async () => {
  const { config } = server.services;
  await until("nobody left", () => server.services.online() === 0);
  Object.assign(config, { maxPlayers: 2 });
  const [a, b] = await Promise.all([enterLobby(server.url), enterLobby(server.url)]);
  await expect(enterLobby(server.url)).rejects.toMatchObject({ code: CloseReason.full });
  // Those who are in can still get to their match.
  const players = await Promise.all([takeSeat(a), takeSeat(b)]);
  await until("the match begun", () => players.every((player) => player.state.flightCount > 0));
});
