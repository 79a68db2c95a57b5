/** Private rooms and bots from end to end: a real server, real clients. */
import type { InviteAnswer } from "@quickpong/shared/protocol/http-answers.ts";
import { CloseReason, LobbyRequest, MatchMessage } from "@quickpong/shared/protocol/messages.ts";
import { CLASSIC_RULES } from "@quickpong/shared/rules.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { enterLobby, newTab, takeSeat, watchMatch, withLobby } from "../support/player.ts";
import { loseOffer, startServer, type TestServer } from "../support/start.ts";
import { until } from "../support/until.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const HOST = { pointsToWin: 11, pace: 1.25, watch: false };
const host = async (options: object = {}) => {
  const visitor = await enterLobby(server.url, { name: "Ann", host: HOST, ...options });
  const { code } = await until("a code", () => visitor.invites[0]);
  return { visitor, code };
};
const ask = async (code: string): Promise<InviteAnswer> =>
  (await (await fetch(`${server.url}/api/invites/${code}`)).json()) as InviteAnswer;

test.concurrent("two friends meet by a code, by the host's rules; a third is told", async () => {
  const { visitor, code } = await host();
  expect(visitor.invites[0]).toMatchObject({ role: "host", host: "Ann", hostHere: true });
  expect(await ask(code.toLowerCase())).toMatchObject({ state: "waiting", host: "Ann" });
  const friend = await enterLobby(server.url, { name: "Bob", code });
  const [left, right] = await Promise.all([takeSeat(visitor), takeSeat(friend)]);
  expect(left.offer).toMatchObject({ opponent: "Bob", side: 0, code, bot: "" });
  expect(right.offer).toMatchObject({ opponent: "Ann", rules: { pointsToWin: 11, pace: 1.25 } });
  await left.reaches("countdown");
  expect([left.state.rules?.pointsToWin, left.state.rules?.pace]).toEqual([11, 1.25]);
  expect(await ask(code)).toMatchObject({ state: "full", players: ["Ann", "Bob"], watch: false });
  const third = await enterLobby(server.url, { code });
  await until("turned away", () => third.closed);
  expect(third.closed).toBe(CloseReason.inviteFull);
  await Promise.all([left.room.leave(), right.room.leave()]);
  await until("over", () => server.services.invites.get(code)?.phase === "over");
  expect(await ask(code)).toEqual({ state: "over" });
  const late = await enterLobby(server.url, { code });
  await until("turned away", () => late.closed);
  expect(late.closed).toBe(CloseReason.inviteOver);
});

test.concurrent("INVITE-5: of two friends one never hears of their match: they meet in the next one", async () => {
  const { visitor, code } = await host();
  loseOffer(server, visitor.room.sessionId);
  const friend = await enterLobby(server.url, { name: "Bob", code });
  const alone = await takeSeat(friend);
  await until("void", () => alone.closed);
  expect([alone.closed, visitor.closed]).toEqual([CloseReason.opponentMissing, undefined]);
  const again = await enterLobby(server.url, { name: "Bob", code });
  const [left, right] = await Promise.all([takeSeat(visitor), takeSeat(again)]);
  expect(left.room.roomId).toBe(right.room.roomId);
  await Promise.all([left.room.leave(), right.room.leave()]);
});

test.concurrent("a room with rules of its own is played by them; one with none that are any is not opened", async () => {
  const own = { ...CLASSIC_RULES, paddleLength: 220, shortest: 220, paddleSpeed: 640 };
  const { visitor, code } = await host({ host: { ...HOST, own } });
  const friend = await enterLobby(server.url, { name: "Bob", code });
  const [left, right] = await Promise.all([takeSeat(visitor), takeSeat(friend)]);
  await left.reaches("countdown");
  expect([left.state.rules, right.offer.rules]).toEqual([own, own]);
  await Promise.all([left.room.leave(), right.room.leave()]);
  const bad = { ...HOST, own: { ...own, paddleLength: 1e6 } };
  const refused = await enterLobby(server.url, { name: "Eve", host: bad });
  await until("turned away", () => refused.closed);
  expect(refused.closed).toBe(CloseReason.badRules);
});

test.concurrent("a code that nobody has is unknown", async () => {
  expect(await ask("BCDFGH")).toEqual({ state: "unknown" });
  for (const code of ["BCDFGH", 7, null, "__proto__"]) {
    const visitor = await enterLobby(server.url, { code });
    await until("turned away", () => visitor.closed);
    expect(visitor.closed).toBe(CloseReason.inviteUnknown);
  }
});

test.concurrent("a host whose page is refreshed comes back to the room; leaving closes it", async () => {
  const tab = newTab();
  const { visitor, code } = await host({ tab });
  visitor.room.connection.close();
  await until("away", () => server.services.invites.get(code)?.hostHere === false);
  const friend = await enterLobby(server.url, { code });
  await until("told", () => friend.invites.at(-1)?.hostHere === false);
  const back = await enterLobby(server.url, { tab, name: "Ann", code });
  const players = await Promise.all([takeSeat(back), takeSeat(friend)]);
  expect(players.map(({ side }) => side)).toEqual([0, 1]);
  await Promise.all(players.map(({ room }) => room.leave()));

  const second = await host();
  await second.visitor.room.leave();
  await until("over", () => server.services.invites.get(second.code)?.phase === "over");
});

test.concurrent("INVITE-6: a player who waits in a room whose host opens another is told", async () => {
  const tab = newTab();
  const { visitor, code } = await host({ tab });
  visitor.room.connection.close();
  await until("away", () => server.services.invites.get(code)?.hostHere === false);
  const friend = await enterLobby(server.url, { code });
  await until("told", () => friend.invites.at(-1)?.hostHere === false);
  const second = await host({ tab });
  await until("turned away", () => friend.closed);
  expect(friend.closed).toBe(CloseReason.inviteOver);
  // The same tab once more, as a duplicate of the page has it.
  const third = await host({ tab });
  await until("the page before is told", () => second.visitor.closed);
  expect(second.visitor.closed).toBe(CloseReason.takenOver);
  await third.visitor.room.leave();
});

test.concurrent("when the guest never takes the seat the code is good again", async () => {
  const { visitor, code } = await host();
  const friend = await enterLobby(server.url, { code });
  await until("an offer", () => friend.offers[0]);
  await friend.room.leave();
  const alone = await takeSeat(visitor);
  await until("closed", () => alone.closed);
  expect(alone.closed).toBe(CloseReason.opponentMissing);
  expect(await ask(code)).toMatchObject({ state: "waiting", hostHere: false });
});

test.concurrent("WATCH-3: a private match is watched by its code, while the host agrees", async () => {
  const { visitor, code } = await host();
  const friend = await enterLobby(server.url, { code });
  const [left, right] = await Promise.all([takeSeat(visitor), takeSeat(friend)]);
  await left.reaches("countdown");
  const refused = { code: 404 };
  await expect(watchMatch(server.url, code)).rejects.toMatchObject(refused);
  await expect(watchMatch(server.url, left.room.roomId)).rejects.toMatchObject(refused);
  right.room.send(MatchMessage.allowSpectators, true);
  left.room.send(MatchMessage.allowSpectators, true);
  await until("consent", () => right.state.watchable);
  expect(await ask(code)).toMatchObject({ state: "full", watch: true });
  await expect(watchMatch(server.url, left.room.roomId)).rejects.toMatchObject(refused);
  const watcher = await watchMatch(server.url, code);
  await until("a watcher", () => left.state.watchers === 1);
  const list = (await (await fetch(`${server.url}/api/matches`)).json()) as { matches: object[] };
  expect(JSON.stringify(list)).not.toContain(left.room.roomId);
  left.room.send(MatchMessage.allowSpectators, false);
  await until("sent away", () => watcher.closed);
  expect(watcher.closed).toBe(CloseReason.notWatchable);
  await Promise.all([left.room.leave(), right.room.leave()]);
});

test.concurrent("QUEUE-3: a player who is tired of waiting plays a bot, labelled as one, and again at once", async () => {
  await withLobby(async () => {
    const visitor = await enterLobby(server.url);
    await until("status", () => visitor.statuses[0]?.waiting === 1);
    visitor.room.send(LobbyRequest.bot, 2);
    const player = await takeSeat(visitor);
    expect(player.offer).toMatchObject({ opponent: "Bot", bot: "lulu", side: 0 });
    await player.play("miss");
    await player.reaches("rally");
    expect(player.state.right).toMatchObject({ name: "Bot", bot: "lulu", present: true });
    await player.reaches("finished", 40_000);
    player.room.send(MatchMessage.rematch);
    await player.reaches("countdown");
    expect(player.state.right?.wins).toBe(1);
    await player.room.leave();
    await until("the room gone", () => !server.services.matchDirectory.get(player.room.roomId));
  });
}, 60_000);
