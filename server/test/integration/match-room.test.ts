/** A match from end to end: a real server, real clients that send inputs. */
import { matchMaker } from "@colyseus/core";
import { END_REASONS } from "@quickpong/shared/match.ts";
import { CloseReason, MatchMessage } from "@quickpong/shared/protocol/messages.ts";
import { segmentsIn } from "@quickpong/shared/protocol/publication.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { enterLobby, type Player, pairUp, takeSeat, withLobby } from "../support/player.ts";
import { startServer, type TestServer } from "../support/start.ts";
import { until } from "../support/until.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

/** Makes the match's next tick throw, as a bug would. */
function breakMatch(roomId: string): void {
  const room = matchMaker.getLocalRoomById(roomId) as unknown as { _serializer: object };
  Object.assign(room._serializer, {
    deliver() {
      throw new Error("on purpose");
    },
  });
}

const reasonOf = (player: Player) => END_REASONS[player.state.endReason - 1];
const leaveAll = (...players: Player[]) => Promise.all(players.map(({ room }) => room.leave()));

test.concurrent("two play to 3 points and then again", async () => {
  const [left, right] = await pairUp(server.url);
  await Promise.all([left.play("meet"), right.play("miss")]);
  await Promise.all([left.reaches("finished"), right.reaches("finished")]);
  for (const { state } of [left, right]) {
    expect([state.left.score, state.right.score]).toEqual([3, 0]);
    expect(state.winner).toBe(1);
  }
  expect(reasonOf(right)).toBe("score");

  left.room.send(MatchMessage.rematch);
  await until("the wish is seen", () => right.state.left.wantsRematch);
  right.room.send(MatchMessage.rematch);
  await Promise.all([left.reaches("countdown"), right.reaches("countdown")]);
  expect(right.state.left.score).toBe(0);
  expect(right.state.left.wins).toBe(1);
  await leaveAll(left, right);

  const lines = () => server.lines.filter(({ match }) => match === left.room.roomId);
  await until("four lines", () => lines().length === 4);
  expect(lines().map(({ msg, reason }) => [msg, reason])).toEqual([
    ["match started", undefined],
    ["match ended", "score"],
    ["match started", undefined],
    ["match ended", "left"],
  ]);
  expect(lines()[1]).toMatchObject({ score: "3:0" });
});

test.concurrent("a player who leaves loses, and the other is told", async () => {
  const [left, right] = await pairUp(server.url);
  await right.reaches("countdown");
  await left.room.leave();
  await right.reaches("finished");
  expect(reasonOf(right)).toBe("left");
  expect(right.state.winner).toBe(2);
  expect(right.state.left.present).toBe(false);
  // Once it is over the server has nothing more to say.
  const { patches } = right;
  await right.ping();
  await right.ping();
  expect(right.patches).toBe(patches);
  await right.room.leave();
});

test.concurrent("a pair whose second player never arrives dissolves in 5 s", async () => {
  const player = await withLobby(async () => {
    const [here, missing] = await Promise.all([enterLobby(server.url), enterLobby(server.url)]);
    await until("offers", () => missing.offers[0]);
    await missing.room.leave();
    return takeSeat(here);
  });
  const begin = performance.now();
  await until("the room closed", () => player.closed);
  expect(player.closed).toBe(CloseReason.opponentMissing);
  expect(performance.now() - begin).toBeLessThan(6000);

  await withLobby(async () => {
    const waiting = await enterLobby(server.url);
    const { ticket } = player.offer;
    const back = await enterLobby(server.url, { ticket });
    const [first, second] = await Promise.all([takeSeat(back), takeSeat(waiting)]);
    expect(back.requeued).toEqual(["opponentMissing"]);
    // The left seat goes to whoever has waited longer.
    expect([first.side, second.side]).toEqual([0, 1]);
    await leaveAll(first, second);
  });
});

test.concurrent("a player who loses the connection comes back to the same seat", async () => {
  const [left, right] = await pairUp(server.url);
  await Promise.all([left.reaches("countdown"), left.ping()]);
  await left.blinks();
  await until("the return is seen", () => right.state.left.present);
  const before = segmentsIn(right.state.left).length;
  left.move(Math.ceil(left.now), 100);
  await until("the input is seen", () => segmentsIn(right.state.left).length > before);
  await leaveAll(left, right);
});

test.concurrent("PRESENCE-4: a line that fails again on the way back costs nothing", async () => {
  const [left, right] = await pairUp(server.url);
  await left.reaches("countdown");
  left.room.reconnection.enabled = false;
  const { roomId, sessionId, reconnectionToken } = left.room;
  const { processId } = left.offer.reservation as { processId: string };
  const seat = `${server.url.replace("http", "ws")}/${processId}/${roomId}?sessionId=${sessionId}`;
  left.room.connection.close(4010);
  await until("the drop is seen", () => !right.state.left.present);
  // Once with the token it had and once with the newer one: gone before it has said anything.
  let token = reconnectionToken.split(":")[1];
  for (const _ of [1, 2]) {
    const socket = new WebSocket(`${seat}&reconnectionToken=${token}`).on("error", () => {});
    socket.once("message", (word: Buffer) => {
      token = word.toString("utf8", 2, 2 + (word[1] as number));
    });
    await until("the return is seen", () => right.state.left.present);
    socket.terminate();
    await until("that drop is seen", () => !right.state.left.present);
  }
  const page = await left.client.reconnect(reconnectionToken);
  await until("the second return is seen", () => right.state.left.present);
  expect(right.phase).not.toBe("finished");
  await Promise.all([page.leave(), right.room.leave()]);
});

test.concurrent("a fresh page takes the seat over from a connection that still stands", async () => {
  const [left, right] = await pairUp(server.url);
  await left.reaches("countdown");
  const token = left.room.reconnectionToken;
  left.room.reconnection.enabled = false;
  const begin = performance.now();
  const page = await left.client.reconnect(token);
  expect(performance.now() - begin).toBeLessThan(2000);
  await until("the old connection closed", () => left.closed);
  expect(left.closed).toBe(CloseReason.takenOver);
  await until("present", () => right.state.left.present);
  expect(page.sessionId).toBe(left.room.sessionId);
  await Promise.all([page.leave(), right.room.leave()]);
});

test.concurrent("an absent player's win can be claimed after 5 s, and their seat is gone", async () => {
  const [left, right] = await pairUp(server.url);
  await left.reaches("countdown");
  // Not before a point is over: two paddles that stand still can be in the ball's way for long.
  await right.play("miss");
  left.room.reconnection.enabled = false;
  left.room.connection.close(4010);
  await until("claimable", () => right.state.claimFrom > 0);
  await until("time to claim", () => right.now > right.state.claimFrom);
  // Its own idea of the time is ahead by a ping's way up, and a claim that comes early is none.
  await right.hears(right.state.claimFrom);
  right.room.send(MatchMessage.claim);
  await right.reaches("finished");
  expect(reasonOf(right)).toBe("absent");
  await expect(left.client.reconnect(left.room.reconnectionToken)).rejects.toThrow();
  await right.room.leave();
});

test.concurrent("pings are answered on the match's clock, and the round trip is shown", async () => {
  const [left, right] = await pairUp(server.url);
  await left.ping();
  await until("rtt", () => right.state.left.rtt === 20);
  expect(left.pongs[0]?.id).toBe(1);
  const times = left.pongs.map(({ received }) => received);
  await left.ping();
  expect(left.pongs[1]?.received).toBeGreaterThan(times[0] ?? 0);
  await leaveAll(left, right);
});

test.concurrent("emotes reach both, not more than three at once; a hidden tab is shown", async () => {
  const [left, right] = await pairUp(server.url);
  for (let n = 0; n < 8; n++) left.room.send(MatchMessage.emote, n);
  left.room.send(MatchMessage.away, true);
  await until("away", () => right.state.left.away);
  expect(right.emotes).toEqual([
    [0, 0],
    [0, 1],
    [0, 2],
  ]);
  expect(left.emotes).toEqual(right.emotes);
  await leaveAll(left, right);
});

test.concurrent("while nobody does anything there is about a keepalive a second", async () => {
  const [left, right] = await pairUp(server.url);
  await left.reaches("countdown");
  const { patches } = left;
  const begin = performance.now();
  await until("two keepalives", () => left.patches >= patches + 2);
  const perSecond = 2000 / (performance.now() - begin);
  expect(perSecond).toBeGreaterThan(0.6);
  expect(perSecond).toBeLessThan(1.6);
  await leaveAll(left, right);
});

test.concurrent("a match that breaks ends alone", async () => {
  const [left, right] = await pairUp(server.url);
  const [other, opponent] = await pairUp(server.url);
  await left.reaches("countdown");
  breakMatch(left.room.roomId);
  await until("closed", () => left.closed && right.closed);
  expect(left.closed).toBe(CloseReason.roomFailed);
  await other.ping();
  expect(other.closed).toBeUndefined();
  await leaveAll(other, opponent);
});
