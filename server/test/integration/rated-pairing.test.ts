/** Pairing by rating from end to end: a real store, a real server, players known by their cookies. */
import { Client } from "@colyseus/sdk";
import { LOBBY_ROOM } from "@quickpong/shared/protocol/messages.ts";
import { PROTOCOL_VERSION } from "@quickpong/shared/protocol/version.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newSecret } from "../../src/players/secrets.ts";
import { isProvisional } from "../../src/rating/rating.ts";
import type { Store } from "../../src/store/store.ts";
import { enterLobby, newTab, takeSeat, type Visitor, visitorIn } from "../support/player.ts";
import { claimOf, credentialOf, DAY, hashOf, resultOf, STRANGER } from "../support/results.ts";
import { startServer, type TestServer } from "../support/start.ts";
import { newFolder } from "../support/test-store.ts";
import { until } from "../support/until.ts";

/** Two strong players and two weak ones, by their secrets. */
const STRONG = [newSecret(), newSecret()] as const;
const WEAK = [newSecret(), newSecret()] as const;
/** Days of matches before this one. */
const DAYS = 12;

const data = newFolder();
let server: TestServer;
beforeAll(async () => {
  server = await startServer({ dataFolder: data.folder });
  await playBefore(server.services.store);
}, 60_000);
afterAll(async () => {
  await server.close();
  data.remove();
});

/** Each strong player beats each weak one every day; those alike win in turn. */
async function playBefore(store: Store): Promise<void> {
  const now = Date.now();
  for (const secret of [...STRONG, ...WEAK]) {
    const claim = newSecret();
    const endedAt = now - 30 * DAY;
    await store.record(resultOf(claimOf(claim), STRANGER, { endedAt, rated: false }));
    await store.redeemClaim(hashOf(claim), { hash: hashOf(secret), label: "" }, endedAt + 1000);
  }
  for (let day = 1; day <= DAYS; day++) {
    const inTurn = (pair: readonly [string, string]) => (day % 2 ? pair : pair.toReversed());
    const pairs = [
      ...STRONG.flatMap((strong) => WEAK.map((weak) => [strong, weak])),
      inTurn(STRONG),
      inTurn(WEAK),
    ];
    for (const [winner = "", loser = ""] of pairs) {
      const endedAt = now - (DAYS - day) * DAY - DAY / 2;
      await store.record(resultOf(credentialOf(winner), credentialOf(loser), { endedAt }));
    }
  }
}

/** Presses Play in a browser that has this secret. */
async function enter(secret: string): Promise<Visitor> {
  const client = new Client(server.url, { headers: { cookie: `qp=${secret}` } });
  const join = { version: PROTOCOL_VERSION, name: "Ada", tab: newTab() };
  const visitor = visitorIn(client, await client.joinOrCreate(LOBBY_ROOM, join));
  await queued(visitor);
  return visitor;
}

/** Until somebody is in the queue, or has been paired. */
async function queued(visitor: Visitor): Promise<void> {
  await until("a place in the queue", () => visitor.offers[0] ?? visitor.statuses[0]);
}

/** The rooms that these are offered. */
async function roomsOf(...visitors: Visitor[]): Promise<string[]> {
  const players = await Promise.all(visitors.map(takeSeat));
  const rooms = players.map(({ room }) => room.roomId);
  await Promise.all(players.map(({ room }) => room.leave()));
  return rooms;
}

test("what is stored: two settled strong players and two settled weak ones, over 450 points apart", async () => {
  const known = [...STRONG, ...WEAK].map((secret) =>
    server.services.store.findPlayer(hashOf(secret), Date.now()),
  );
  const [a, b, c, d] = (await Promise.all(known)).map((player) => player!.rating);
  for (const rating of [a!, b!, c!, d!]) expect(isProvisional(rating)).toBe(false);
  for (const [x, y] of [
    [a!, b!],
    [c!, d!],
  ] as const)
    expect(Math.abs(x.rating - y.rating)).toBeLessThan(150);
  expect(Math.min(a!.rating, b!.rating) - Math.max(c!.rating, d!.rating)).toBeGreaterThan(450);
});

test("QUEUE-4: where few come, a strong and a weak player are paired at once", async () => {
  const weak = await enter(WEAK[0]);
  const strong = await enter(STRONG[0]);
  const [one, other] = await roomsOf(weak, strong);
  expect(one).toBe(other);
});

test("QUEUE-4: two tabs of one account are not paired, but with the next who comes", async () => {
  const tabs = [await enter(WEAK[0]), await enter(WEAK[0])] as const;
  await until("both waiting", () => tabs[1].statuses.at(-1)?.waiting === 2);
  const guest = await enterLobby(server.url);
  const [one, other] = await roomsOf(tabs[0], guest);
  expect(one).toBe(other);
  expect(tabs[1].offers).toEqual([]);
  await tabs[1].room.leave();
});

test("QUEUE-4: where many come, the near ones are paired, and the others after 3 s", async () => {
  const many = await Promise.all(Array.from({ length: 20 }, () => enterLobby(server.url)));
  await roomsOf(...many);
  const begin = performance.now();
  const [strong, ...near] = await Promise.all([STRONG[0], ...WEAK].map(enter));
  const [one, other] = await roomsOf(...near);
  expect(one).toBe(other);
  const again = await enter(WEAK[0]);
  const [first, second] = await roomsOf(strong!, again);
  expect(first).toBe(second);
  expect(performance.now() - begin).toBeGreaterThan(2900);
}, 30_000);
