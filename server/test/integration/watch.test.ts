/** Watching from end to end: a real server, real clients. */
import { matchMaker } from "@colyseus/core";
import type { WatchableMatches } from "@quickpong/shared/protocol/http-answers.ts";
import { encodePlay } from "@quickpong/shared/protocol/input-codec.ts";
import { CloseReason, MatchMessage } from "@quickpong/shared/protocol/messages.ts";
import { segmentsIn } from "@quickpong/shared/protocol/publication.ts";
import { PROTOCOL_VERSION } from "@quickpong/shared/protocol/version.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  enterLobby,
  type Player,
  pairUp,
  takeSeat,
  type Watcher,
  watchMatch,
  withLobby,
} from "../support/player.ts";
import { startServer, type TestServer } from "../support/start.ts";
import { until } from "../support/until.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const snapshot = ({ room }: Player | Watcher) => JSON.stringify(room.state.toJSON());

test.concurrent("WATCH-2: a watcher has what the players have, from the middle of a match to its end", async () => {
  const [left, right] = await pairUp(server.url);
  await Promise.all([left.play("meet"), right.play("meet")]);
  await left.reaches("rally");
  const first = await watchMatch(server.url, left.room.roomId);
  await until("full state", () => first.room.state.flightCount > 0);
  await until("three flights", () => first.room.state.flightCount >= 3);
  const second = await watchMatch(server.url, left.room.roomId);
  await until("two watchers", () => left.state.watchers === 2);
  const list = (await (await fetch(`${server.url}/api/matches`)).json()) as WatchableMatches;
  const shown = { id: left.room.roomId, left: { name: "Ada", bot: "", score: 0 } };
  expect(list.matches).toContainEqual(expect.objectContaining(shown));
  left.room.send(MatchMessage.emote, 5);
  await until("the emote", () => first.emotes.length > 0);
  expect(first.emotes).toEqual([[0, 5]]);
  await right.room.leave();
  await left.reaches("finished");
  await until("the end", () => second.room.state.winner === 1);
  await until("alike", () => snapshot(first) === snapshot(second));
  expect(snapshot(second)).toBe(snapshot(left));
  await left.room.leave();
  await until("closed", () => first.closed && second.closed);
  expect(first.closed).toBe(CloseReason.matchOver);
});

test.concurrent("a player who comes to watch where it is full is told so", async () => {
  const [left, right] = await pairUp(server.url);
  await left.reaches("countdown");
  const { roomId } = left.room;
  // As with a thousand watchers.
  Object.assign(matchMaker.getLocalRoomById(roomId), { maxClients: 2 });
  const body = JSON.stringify({ version: PROTOCOL_VERSION });
  const answer = await fetch(`${server.url}/matchmake/joinById/${roomId}`, {
    method: "POST",
    body,
  });
  expect([answer.status, await answer.json()]).toEqual([503, { code: 503, error: "full" }]);
  await Promise.all([left.room.leave(), right.room.leave()]);
});

test.concurrent("WATCH-2: a watcher knows the time and can do nothing else", async () => {
  const [left, right] = await pairUp(server.url);
  await left.reaches("countdown");
  const watcher = await watchMatch(server.url, left.room.roomId);
  watcher.room.sendBytes(MatchMessage.play, encodePlay({ kind: "ping", id: 7, rtt: 5 }));
  await until("a pong", () => watcher.pongs[0]?.id === 7);
  const before = segmentsIn(left.state.left).length;
  const input = encodePlay({ kind: "input", seq: 0, tick: 5, target: 100 });
  for (const type of [MatchMessage.rematch, MatchMessage.claim]) watcher.room.send(type);
  watcher.room.send(MatchMessage.allowSpectators, false);
  watcher.room.send(MatchMessage.emote, 1);
  for (let n = 0; n < 11; n++) watcher.room.sendBytes(MatchMessage.play, input);
  await until("closed", () => watcher.closed);
  expect(watcher.closed).toBe(CloseReason.misbehaved);
  expect([segmentsIn(left.state.left).length, left.emotes, left.state.watchable]).toEqual([
    before,
    [],
    true,
  ]);
  await until("nobody watches", () => left.state.watchers === 0);
  await Promise.all([left.room.leave(), right.room.leave()]);
});

test.concurrent("there is nothing to watch where no match runs", async () => {
  const refused = { code: 404 };
  await expect(watchMatch(server.url, "nosuchone")).rejects.toMatchObject(refused);
});

test.concurrent("a player who leaves strangers again and again is told to wait, and plays when that is over", async () => {
  const keys = { tab: "somebody-who-leaves", address: undefined };
  const players = await withLobby(async () => {
    const began = performance.now();
    for (let n = 0; n < 2; n++) server.services.leaverPenalties.left(keys, began);
    const leaver = await enterLobby(server.url, keys);
    const held = await until("told", () => leaver.penalties[0]);
    expect(held.leaves).toBe(2);
    expect(held.seconds).toBeLessThanOrEqual(5);
    const other = await enterLobby(server.url);
    const both = await Promise.all([takeSeat(leaver), takeSeat(other)]);
    expect(performance.now() - began).toBeGreaterThanOrEqual(5000);
    return both;
  });
  await Promise.all(players.map(({ room }) => room.leave()));
});
