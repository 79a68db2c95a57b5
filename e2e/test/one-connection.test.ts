/** From the lobby to a seat over one connection: the client's own code against a real server. */
import { joinMatch } from "@quickpong/client/net/colyseus-link.ts";
import { enterLobby, type Lobby } from "@quickpong/client/net/colyseus-lobby.ts";
import type { LinkListener } from "@quickpong/client/net/link.ts";
import type { MatchOffer } from "@quickpong/shared/protocol/messages.ts";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { until } from "../chaos/until.ts";
import { type RunningServer, startServer } from "../tools/start-server.ts";

/** Every connection that the SDK has opened since the test began. */
const opened = vi.hoisted(() => {
  const all: WebSocket[] = [];
  globalThis.WebSocket = class extends WebSocket {
    constructor(...how: ConstructorParameters<typeof WebSocket>) {
      super(...how);
      all.push(this);
    }
  };
  return all;
});

/** The close code after which the SDK comes back. */
const MAY_TRY_RECONNECT = 4010;

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());
beforeEach(() => {
  opened.length = 0;
});

interface Guest {
  lobby: Lobby;
  offer: MatchOffer;
}

let tabs = 0;
async function comeIn(): Promise<Guest> {
  const asked = { server: server.url, name: "Ada", tab: `one-connection-${tabs++}` };
  return new Promise((resolve, reject) => {
    const lobby = enterLobby(asked, {
      status: () => {},
      found: (offer) => resolve({ lobby, offer }),
      closed: (code) => reject(new Error(`lobby closed: ${code}`)),
    });
  });
}

const bothOffered = (): Promise<[Guest, Guest]> => Promise.all([comeIn(), comeIn()]);
const sit = ({ lobby, offer }: Guest) =>
  joinMatch(offer, { server: server.url, now: () => performance.now() }, lobby);

/** What a link has told. */
function listen(link: Awaited<ReturnType<typeof sit>>) {
  const heard = { patches: 0, pongs: 0, dropped: 0, restored: 0, closed: 0 };
  const listener: LinkListener = {
    patch: () => heard.patches++,
    pong: () => heard.pongs++,
    emote: () => {},
    dropped: () => heard.dropped++,
    restored: () => heard.restored++,
    closed: (code) => {
      heard.closed = code;
    },
  };
  link.listen(listener);
  return heard;
}

test("a seat that is here needs no other connection", async () => {
  const guests = await bothOffered();
  expect(guests.map(({ offer }) => offer.here)).toEqual([true, true]);
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

test("who loses the connection comes back to the match, not to the lobby", async () => {
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

test("with the lobby's connection lost, the seat is taken over a new one", async () => {
  const guests = await bothOffered();
  guests[0].lobby.leave();
  await until("the end of it", () => opened.some(({ readyState }) => readyState === 3));
  const links = await Promise.all(guests.map(sit));
  expect(opened.length).toBe(3);
  for (const link of links) link.leave();
});

test("who asks too late for the seat is told so", async () => {
  const [late] = await bothOffered();
  // The match gives up on both after 5 s (PRESENCE-1), and its room goes.
  const health = async () => (await fetch(`${server.url}/healthz`)).json();
  await expect.poll(health, { timeout: 20_000 }).toMatchObject({ matches: 0 });
  await expect(sit(late)).rejects.toMatchObject({ code: expect.any(Number) });
});
