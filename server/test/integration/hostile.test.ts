/** Clients that send what no client of ours sends: they are closed, and nobody else notices. */
import { matchMaker } from "@colyseus/core";
import {
  CloseReason,
  LobbyMessage,
  LobbyRequest,
  MatchMessage,
} from "@quickpong/shared/protocol/messages.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connectionOf } from "../../src/colyseus/colyseus-internals.ts";
import { enterLobby, type Player, pairUp } from "../support/player.ts";
import { startServer, type TestServer } from "../support/start.ts";
import { until } from "../support/until.ts";

let server: TestServer;
let watched: [Player, Player];
beforeAll(async () => {
  server = await startServer();
  watched = await pairUp(server.url);
});
afterAll(() => server.close());

test("messages take the path that the operator chose", () => {
  const { roomId, sessionId } = watched[0].room;
  const client = matchMaker.getLocalRoomById(roomId)?.clients.get(sessionId);
  expect(client && connectionOf(client).isFast).toBe(process.env["QUICKPONG_FAST_PATH"] !== "off");
});

const LONG_TYPE = [13, 0xd9, 200, ...new Array(200).fill(65)];
const FRAMES: [string, number[]][] = [
  ["an input of Colyseus's own kind, which makes its decoder loop for ever", [19, 255, 1]],
  ["the same, unreliable", [20, 255, 255]],
  ["a request", [21, 1, 160]],
  ["an unknown message type of 200 characters", LONG_TYPE],
  ["an unknown message type", [13, 0xa3, 65, 66, 67]],
  ["an unknown code", [99, 1, 2]],
  ["the code of a state", [14, 128, 1]],
  ["broken msgpack", [13, 3, 0xdf, 0xff, 0xff, 0xff, 0xff]],
  ["a string that is longer than its frame", [13, 0xdb, 0xff, 0xff, 0xff, 0xff]],
  ["nothing", []],
  ["bytes of a message that is too short", [17, 0, 0, 1]],
  ["an input beyond the court", [17, 0, 0, 1, 0, 0, 0, 255, 127]],
  ["bytes for a type that takes none", [17, 4, 1]],
  ["an emote that is none", [13, 4, 0xa1, 65]],
];

test.each(FRAMES)("WIRE-5: %s: a few are ignored, many close the connection", async (_, frame) => {
  const [bad, opponent] = await pairUp(server.url);
  bad.room.reconnection.enabled = false;
  for (let n = 0; n < 11; n++) bad.room.connection.send(Uint8Array.from(frame));
  await until("closed", () => bad.closed);
  expect(bad.closed).toBe(CloseReason.misbehaved);
  await until("the opponent wins", () => opponent.state.winner === 1 + opponent.side);
  // There is no way back to the seat.
  await expect(bad.client.reconnect(bad.room.reconnectionToken)).rejects.toThrow();
  await opponent.room.leave();
});

test("a flood is cut off", async () => {
  const [bad, opponent] = await pairUp(server.url);
  bad.room.reconnection.enabled = false;
  await bad.ping();
  const flood = setInterval(() => {
    for (let n = 0; n < 50; n++) bad.move(Math.ceil(bad.now), n);
  }, 5);
  await until("closed", () => bad.closed);
  clearInterval(flood);
  expect(bad.closed).toBe(CloseReason.misbehaved);
  await opponent.room.leave();
});

test("what is told to others is not said more often than people do", async () => {
  const [bad, opponent] = await pairUp(server.url);
  bad.room.reconnection.enabled = false;
  for (let n = 0; n < 30; n++) bad.room.send(MatchMessage.away, n % 2 === 0);
  await bad.ping();
  expect(bad.closed).toBeUndefined();
  for (let n = 0; n < 20; n++) bad.room.send(MatchMessage.away, n % 2 === 0);
  await until("closed", () => bad.closed);
  expect(bad.closed).toBe(CloseReason.misbehaved);
  await opponent.room.leave();
});

test("a player who comes back to a seat does not begin anew", async () => {
  const [bad, opponent] = await pairUp(server.url);
  await bad.reaches("countdown");
  const offend = () => {
    for (let n = 0; n < 6; n++) bad.room.connection.send(Uint8Array.of(99));
  };
  offend();
  await bad.ping();
  await bad.blinks();
  bad.room.reconnection.enabled = false;
  offend();
  await until("closed", () => bad.closed);
  expect(bad.closed).toBe(CloseReason.misbehaved);
  await opponent.room.leave();
});

test.each([
  ["what it says itself", LobbyMessage.status],
  ["asking for a seat that nobody offered", LobbyRequest.takeSeat],
])("the lobby does not take %s", async (_, type) => {
  const bad = await enterLobby(server.url);
  for (let n = 0; n < 11; n++) bad.room.send(type, n);
  await until("closed", () => bad.closed);
  expect(bad.closed).toBe(CloseReason.misbehaved);
});

test("a frame that is too long for the transport closes only its sender", async () => {
  const [bad, opponent] = await pairUp(server.url);
  bad.room.reconnection.enabled = false;
  // Else it may come in one piece with the message that its sender is there, and nobody ever was.
  await bad.reaches("countdown");
  bad.room.connection.send(new Uint8Array(100_000));
  await until("closed", () => bad.closed);
  await opponent.room.leave();
});

test("those who played on through all of this noticed nothing", async () => {
  for (const player of watched) {
    expect(player.closed).toBeUndefined();
    await player.ping();
  }
  const errors = server.lines.filter(({ level }) => Number(level) >= 50);
  expect(errors).toEqual([]);
});
