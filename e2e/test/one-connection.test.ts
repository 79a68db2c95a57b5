/** From the lobby to a seat over one connection: the client's own code against a real server. */
import { joinMatch } from "@quickpong/client/net/colyseus/colyseus-link.ts";
import { enterLobby, type Lobby } from "@quickpong/client/net/colyseus/lobby-connection.ts";
import type { LinkListener } from "@quickpong/client/net/links/match-link.ts";
import { END_REASONS } from "@quickpong/shared/match.ts";
import { CloseReason, type MatchOffer } from "@quickpong/shared/protocol/messages.ts";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { until } from "../chaos/until.ts";
import { type RunningServer, startServer } from "../lib/start-server.ts";

/** The lobby's, as if a proxy in front of it knew nothing of it. */
const lobbyEndpoint = vi.hoisted(() => ({ isShut: false }));
/** Every connection that the SDK has opened since the test began. */
const opened = vi.hoisted(() => {
  const all: WebSocket[] = [];
  globalThis.WebSocket = class extends WebSocket {
    constructor(url: string | URL) {
      super(lobbyEndpoint.isShut ? String(url).replace("/matchmake/", "/nowhere/") : url);
      all.push(this);
    }
  };
  return all;
});

const { CLOSED } = WebSocket;
/** With what a client of Colyseus's says that it has joined. */
const JOIN_ROOM = 10;
/** The close code after which the SDK comes back. */
const MAY_TRY_RECONNECT = 4010;

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());
beforeEach(() => {
  opened.length = 0;
  lobbyEndpoint.isShut = false;
});
afterEach(() => vi.restoreAllMocks());

interface Guest {
  lobby: Lobby;
  offer: MatchOffer;
}

let tabs = 0;
/** Somebody in the queue, and the offer that will come. */
function waitIn(): Promise<{ lobby: Lobby; offer: Promise<MatchOffer> }> {
  const asked = { server: server.url, name: "Ada", tab: `one-connection-${tabs++}` };
  return new Promise((resolve, reject) => {
    let offered = (_: MatchOffer) => {};
    const offer = new Promise<MatchOffer>((found) => {
      offered = found;
    });
    const lobby = enterLobby(asked, {
      status: () => resolve({ lobby, offer }),
      found: (found) => offered(found),
      closed: (code) => reject(new Error(`lobby closed: ${code}`)),
    });
  });
}

async function comeIn(): Promise<Guest> {
  const { lobby, offer } = await waitIn();
  return { lobby, offer: await offer };
}

const bothOffered = (): Promise<[Guest, Guest]> => Promise.all([comeIn(), comeIn()]);
const sit = ({ lobby, offer }: Guest) =>
  joinMatch(offer, { server: server.url, now: () => performance.now() }, lobby);

/** What a link has told. */
function listen(link: Awaited<ReturnType<typeof sit>>) {
  const heard = { patches: 0, pongs: 0, dropped: 0, restored: 0, closed: 0, endReason: 0 };
  const listener: LinkListener = {
    patch: ({ endReason }) => {
      heard.patches++;
      heard.endReason = endReason;
    },
    pong: () => heard.pongs++,
    emote: () => {},
    saved: () => {},
    dropped: () => heard.dropped++,
    restored: () => heard.restored++,
    closed: (code) => {
      heard.closed = code;
    },
  };
  link.listen(listener);
  return heard;
}

/** Has the socket send no more messages that begin with `code`. */
function withhold(socket: WebSocket, code: number): void {
  const send = socket.send.bind(socket);
  socket.send = (data) => {
    if (!(data instanceof Uint8Array) || data[0] !== code) send(data);
  };
}

/** What was asked over HTTP from now on. */
const requests = () => vi.spyOn(globalThis, "fetch").mock.calls;

test("into the lobby goes one WebSocket and no request", async () => {
  const asked = requests();
  const { lobby } = await waitIn();
  expect([asked.length, opened.length]).toEqual([0, 1]);
  lobby.leave();
});

test("where the lobby endpoint does not open a seat is asked for over HTTP", async () => {
  lobbyEndpoint.isShut = true;
  const asked = requests();
  const guests = await bothOffered();
  expect(asked.map(([address]) => new URL(String(address)).pathname)).toEqual(
    Array(2).fill("/matchmake/joinOrCreate/lobby"),
  );
  const links = await Promise.all(guests.map(sit));
  for (const link of links) link.leave();
});

test("a seat that is here needs no other connection", async () => {
  const guests = await bothOffered();
  expect(guests.map(({ offer }) => offer.sameProcess)).toEqual([true, true]);
  const [link, other] = await Promise.all(guests.map(sit));
  if (!link || !other) throw new Error("no seats");
  const heard = listen(link);
  link.play({ kind: "ping", id: 1, rtt: 0 });
  await until("state and pong", () => heard.patches && heard.pongs);
  // Leaving the lobby afterwards, as the page does, must not close the match.
  for (const { lobby } of guests) lobby.leave();
  link.play({ kind: "ping", id: 2, rtt: 0 });
  await until("another pong", () => heard.pongs === 2);
  expect(opened.length).toBe(2);
  link.leave();
  other.leave();
});

test("the state is there before anybody has said that they are", async () => {
  const guests = await bothOffered();
  for (const socket of opened) withhold(socket, JOIN_ROOM);
  const links = await Promise.all(guests.map(sit));
  const heard = links.map(listen);
  await until("both states", () => heard.every(({ patches }) => patches));
  for (const link of links) link.leave();
});

test("a player who loses the connection comes back to the match, not to the lobby", async () => {
  const guests = await bothOffered();
  const [link, other] = await Promise.all(guests.map(sit));
  if (!link || !other) throw new Error("no seats");
  const heard = listen(link);
  await until("the state", () => heard.patches);
  opened[0]?.close(MAY_TRY_RECONNECT);
  opened[1]?.close(MAY_TRY_RECONNECT);
  await until("the drop", () => heard.dropped);
  await until("the return", () => heard.restored);
  const patches = heard.patches;
  await until("the state anew", () => heard.patches > patches);
  expect(opened.length).toBe(4);
  link.leave();
  other.leave();
});

test("a player who leaves while the connection is lost does not keep the opponent waiting (PRESENCE-6)", async () => {
  const guests = await bothOffered();
  const [link, other] = await Promise.all(guests.map(sit));
  if (!link || !other) throw new Error("no seats");
  const [heard, heardByOther] = [listen(link), listen(other)];
  await until("both states", () => heard.patches && heardByOther.patches);
  opened[0]?.close(MAY_TRY_RECONNECT);
  await until("the drop", () => heard.dropped || heardByOther.dropped);
  const [lost, left] = heard.dropped ? [link, heardByOther] : [other, heard];
  lost.leave();
  await until("the end for who is left", () => left.endReason);
  expect(END_REASONS[left.endReason - 1]).toBe("left");
});

test("with the lobby's connection lost, the seat is taken over a new one", async () => {
  const guests = await bothOffered();
  guests[0].lobby.leave();
  await until("the end of it", () => opened.some(({ readyState }) => readyState === CLOSED));
  const links = await Promise.all(guests.map(sit));
  expect(opened.length).toBe(3);
  for (const link of links) link.leave();
});

test("a lobby that did not make the offer is not asked for its seat", async () => {
  const guests = await bothOffered();
  const again = await waitIn();
  const links = await Promise.all([
    sit({ offer: guests[0].offer, lobby: again.lobby }),
    sit(guests[1]),
  ]);
  expect(opened.length).toBe(4);
  for (const link of links) link.leave();
  // Whose connection it is still waits.
  const [offer] = await Promise.all([again.offer, comeIn()]);
  expect(offer.sameProcess).toBe(true);
  again.lobby.leave();
});

test("a lobby that does not answer is not waited for, until nobody else waits", async () => {
  const guests = await bothOffered();
  for (const socket of opened) socket.send = () => {};
  const links = await Promise.all(guests.map(sit));
  const heard = links.map(listen);
  await until("the state", () => heard.every(({ patches }) => patches));
  expect(opened.length).toBe(4);
  for (const link of links) link.leave();
});

test("a server that stalls lets in who asked it, though they have asked again meanwhile", async () => {
  const guests = await bothOffered();
  server.process.kill("SIGSTOP");
  const seats = Promise.all(guests.map(sit));
  try {
    await until("the second asking", () => opened.length === 4);
  } finally {
    server.process.kill("SIGCONT");
  }
  const links = await seats;
  const heard = links.map(listen);
  await until("the state", () => heard.every(({ patches }) => patches));
  const open = () => opened.filter(({ readyState }) => readyState !== CLOSED);
  await until("one connection for each", () => open().length === 2);
  expect(heard.map(({ dropped, closed }) => [dropped, closed])).toEqual([
    [0, 0],
    [0, 0],
  ]);
  for (const link of links) link.leave();
});

test("a player who comes when the opponent has been sent away is sent away, too", async () => {
  const [early, late] = await bothOffered();
  const heard = listen(await sit(early));
  // The match waits 5 s for the other one (PRESENCE-1).
  await until("the end", () => heard.closed);
  expect(heard.closed).toBe(CloseReason.opponentMissing);
  await expect(sit(late)).rejects.toMatchObject({ code: CloseReason.opponentMissing });
});
