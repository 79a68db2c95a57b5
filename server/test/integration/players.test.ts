/** Players from their first match to their last: a real server, a real SQLite file, browsers with cookies. */

import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { MatchMessage } from "@quickpong/shared/protocol/messages.ts";
import type { PlayedMatch, SavedNotice } from "@quickpong/shared/protocol/players.ts";
import { FLIGHT_RING, flightAt, publishedSide } from "@quickpong/shared/protocol/publication.ts";
import { PROTOCOL_VERSION } from "@quickpong/shared/protocol/version.ts";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { newSecret } from "../../src/players/secrets.ts";
import { Browser } from "../support/browser.ts";
import {
  enterLobby,
  newTab,
  type Player,
  takeSeat,
  type Visitor,
  withLobby,
} from "../support/player.ts";
import { startServer, storeOpens, type TestServer } from "../support/start.ts";
import { newFolder } from "../support/test-store.ts";
import { until } from "../support/until.ts";

// Matches are played to a point, several side by side, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });

let server: TestServer;
const data = newFolder();
beforeAll(async () => {
  server = await startServer({ dataFolder: data.folder, points: 1 });
  await storeOpens(server);
  // A busy machine may stand still in a match, which is not rated then.
  const never = { get: () => Number.NEGATIVE_INFINITY, set: () => {} };
  Object.defineProperty(server.services.ticker, "stalledAt", never);
});
afterAll(async () => {
  await server.close();
  data.remove();
});

const browser = () => new Browser(server.url);
const recorded = () => server.services.store.figures.saved;

/** Seats these two with each other. */
const seat = (visitors: Promise<Visitor>[]): Promise<[Player, Player]> =>
  Promise.all(visitors)
    .then((all) => Promise.all(all.map(takeSeat)))
    .then(([one, other]) => [one, other] as [Player, Player]);

const meet = (one: Browser, other: Browser, name = "Ann"): Promise<[Player, Player]> =>
  withLobby(() => seat([one.play({ name }), other.play({ name: "Bob" })]));

/** The first of them wins. Returns what both were told of it. */
async function finish([winner, loser]: [Player, Player]): Promise<[SavedNotice, SavedNotice]> {
  const before = winner.saved.length;
  await Promise.all([winner.play("meet"), loser.play("miss")]);
  const told = await until(
    "saved",
    () => {
      const [one, other] = [winner.lastWord(before), loser.lastWord(before)];
      return one && other && ([one, other] as [SavedNotice, SavedNotice]);
    },
    40_000,
  );
  return told;
}

const leave = (players: Player[]) => Promise.all(players.map(({ room }) => room.leave()));

async function playMatch(
  one: Browser,
  other: Browser,
  name = "Ann",
): Promise<[SavedNotice, SavedNotice]> {
  const players = await meet(one, other, name);
  const told = await finish(players);
  await leave(players);
  return told;
}

/** A browser with a player, who has won a match. */
async function withPlayer(): Promise<{ own: Browser; id: string }> {
  const own = browser();
  const [notice] = await playMatch(own, browser());
  const { body } = await own.ask("POST", "/api/me/claim", { claim: notice.claim });
  return { own, id: body.player.id };
}

test.concurrent("TOP-3: a player hears what is lacking, a visitor sees who is listed, and other boards there are none", async () => {
  const { own } = await withPlayer();
  const lacking = await own.ask("GET", "/api/top");
  expect(lacking.status).toBe(200);
  expect(lacking.headers.get("Cache-Control")).toBe("no-store");
  const { missing } = lacking.body;
  expect(missing).toMatchObject({ games: 14, opponents: 5, unsure: true });
  for (const [path, board] of [
    ["/api/top", "month"],
    ["/api/top?board=month", "month"],
    ["/api/top?board=ever", "ever"],
  ] as const) {
    const { status, body } = await browser().ask("GET", path);
    const nobody = { listed: 0, rows: [], own: null, around: [], played: [], missing: null };
    expect([status, body]).toEqual([200, { board, at: expect.any(Number), ...nobody }]);
  }
  for (const [method, path, status] of [
    ["GET", "/api/top?board=week", 400],
    ["GET", "/api/top/1", 404],
    ["POST", "/api/top", 405],
  ] as const)
    expect((await own.ask(method, path, method === "POST" ? {} : undefined)).status).toBe(status);
});

test.concurrent("IDENTITY-1, IDENTITY-5: the first finished match makes a player, the next is theirs", async () => {
  const [ann, bob] = [browser(), browser()];
  expect((await ann.ask("GET", "/api/me")).body).toEqual({ player: null, memory: "ready" });
  const told = await playMatch(ann, bob);
  for (const notice of told) expect(notice).toMatchObject({ state: "saved", opponentId: null });
  for (const [own, notice] of [
    [ann, told[0]],
    [bob, told[1]],
  ] as const) {
    const claimed = await own.ask("POST", "/api/me/claim", { claim: notice.claim });
    expect(claimed.status).toBe(200);
    expect(claimed.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^qp=[\w-]{43}; Max-Age=34560000; Path=\/; HttpOnly; SameSite=Lax$/),
    ]);
    expect(own.cookie).not.toContain(notice.claim);
    // Scripts of the page have read the claim: as a cookie it is nobody's.
    const headers = { Cookie: `qp=${notice.claim}` };
    const asClaim = await fetch(`${server.url}/api/me`, { headers });
    expect(await asClaim.json()).toEqual({ player: null, memory: "ready" });
  }
  const me = (await ann.ask("GET", "/api/me")).body.player;
  expect(me).toMatchObject({ name: "Ann", provisional: true });
  expect(me.rating).toBeGreaterThan(1500);

  const second = await playMatch(ann, bob, "Anna");
  expect(second[0].claim).toBeUndefined();
  expect(second[0].own?.before.rating).toBe(me.rating);
  expect(second[1].opponentId).toBe(me.id);
  const profile = await browser().ask("GET", `/api/players/${me.id}`);
  expect(profile.body).toMatchObject({ id: me.id, name: "Anna", played: 2, won: 2, lost: 0 });
  const matches = (await browser().ask("GET", `/api/players/${me.id}/matches`)).body.matches;
  expect(
    matches.map(({ result, kind }: { result: string; kind: string }) => [result, kind]),
  ).toEqual([
    ["won", "public"],
    ["won", "public"],
  ]);
  const rival = await bob.ask("GET", `/api/players/${me.id}`);
  expect(rival.body.headToHead).toEqual({ won: 0, lost: 2, drawn: 0 });
});

test.concurrent("IDENTITY-5: a page in another site's frame keeps nothing, and its matches are not rated", async () => {
  const { own } = await withPlayer();
  const before = (await own.ask("GET", "/api/me")).body.player.rating;
  const players = await withLobby(() =>
    seat([own.play({ name: "Ann" }), browser().play({ name: "Fay", framed: true })]),
  );
  const [known, framed] = await finish(players);
  expect(known).toMatchObject({ state: "saved", own: null });
  expect(framed.state).toBe("off");
  expect(framed.claim).toBeUndefined();
  expect((await own.ask("GET", "/api/me")).body.player.rating).toBe(before);
  await leave(players);
});

test.concurrent("IDENTITY-5: a claim is for browsers without a player, and a rematch is under the same", async () => {
  const { own } = await withPlayer();
  const [newcomer, other] = [browser(), browser()];
  const players = await meet(newcomer, other);
  const [first] = await finish(players);
  const refused = await own.ask("POST", "/api/me/claim", { claim: first.claim });
  expect(refused.status).toBe(409);
  expect(refused.body.player.id).toBeDefined();
  expect((await newcomer.ask("POST", "/api/me/claim", { claim: first.claim })).status).toBe(200);
  players[0].room.send(MatchMessage.rematch);
  await until(
    "the wish is seen",
    () => players[1].state.left.wantsRematch || players[1].state.right.wantsRematch,
  );
  players[1].room.send(MatchMessage.rematch);
  const notices = () => players[0].saved.length;
  const [second] = await finish(players);
  expect(notices()).toBe(2);
  expect(second.claim).toBeUndefined();
  await leave(players);
  const { id } = (await newcomer.ask("GET", "/api/me")).body.player;
  expect((await newcomer.ask("GET", `/api/players/${id}`)).body.played).toBe(2);
  for (const claim of [newSecret(), "x", 7, undefined])
    expect((await browser().ask("POST", "/api/me/claim", { claim })).status).toBe(
      claim === undefined || claim === "x" || claim === 7 ? 400 : 404,
    );
});

test.concurrent("QUEUE-4: two tabs and two devices of one player are never paired in public", async () => {
  const { own, id } = await withPlayer();
  const code = (await own.ask("POST", "/api/me/move-code")).body.code;
  const phone = browser();
  expect((await phone.ask("POST", "/api/move", { code })).body.player.id).toBe(id);
  await withLobby(async () => {
    const alone = await Promise.all([own.play(), own.play(), phone.play()]);
    await until("the lobby knows all", () =>
      alone.every(({ statuses }) => (statuses.at(-1)?.waiting ?? 0) === 3),
    );
    expect(alone.flatMap(({ offers }) => offers)).toEqual([]);
    const stranger = await browser().play();
    await until("an offer", () => stranger.offers[0]);
    await until("theirs", () => alone.some(({ offers }) => offers.length === 1));
    await Promise.all([...alone, stranger].map(({ room }) => room.leave()));
  });
});

test.concurrent("IDENTITY-6: a code brings another device, once; each can be signed out", async () => {
  const { own, id } = await withPlayer();
  const { code, expiresIn } = (await own.ask("POST", "/api/me/move-code")).body;
  expect(code).toMatch(/^[BCDFGHJKMNPRTVXZ]{8}$/);
  expect(expiresIn).toBe(300);
  const typed = `${code.slice(0, 4).toLowerCase()} ${code.slice(4)}`;
  const devices = Array.from({ length: 5 }, browser);
  const moves = await Promise.all(
    devices.map((each) => each.ask("POST", "/api/move", { code: typed })),
  );
  expect(moves.map(({ status }) => status).sort()).toEqual([200, 404, 404, 404, 404]);
  const phone = devices[moves.findIndex(({ status }) => status === 200)] as Browser;
  expect((await phone.ask("GET", "/api/me")).body.player.id).toBe(id);
  expect(phone.cookie).not.toBe(own.cookie);

  const listed = (await own.ask("GET", "/api/me/devices")).body;
  expect(listed.hasRecoveryCode).toBe(false);
  expect(listed.devices.map(({ label }: { label: string }) => label)).toEqual([
    "Firefox, Linux",
    "Firefox, Linux",
  ]);
  const other = listed.devices.find(({ current }: { current: boolean }) => !current);
  expect((await own.ask("DELETE", `/api/me/devices/${other.id}`)).status).toBe(204);
  const gone = await phone.ask("GET", "/api/me");
  expect(gone.body.player).toBeNull();
  expect(phone.cookie).toBe("");
  expect((await own.ask("GET", "/api/me/devices")).body.devices).toHaveLength(1);
  const self = (await own.ask("GET", "/api/me/devices")).body.devices[0];
  await own.ask("DELETE", `/api/me/devices/${self.id}`);
  expect(own.cookie).toBe("");
});

test.concurrent("IDENTITY-6: a device with a player of its own is asked first; nothing is merged", async () => {
  const [{ own, id }, { own: phone, id: given }] = await Promise.all([withPlayer(), withPlayer()]);
  const { code } = (await own.ask("POST", "/api/me/move-code")).body;
  const asked = await phone.ask("POST", "/api/move", { code });
  expect(asked.status).toBe(409);
  expect(asked.body.player.id).toBe(given);
  const moved = await phone.ask("POST", "/api/move", { code, replace: true });
  expect([moved.status, moved.body.player.id]).toEqual([200, id]);
  // Nobody can reach that player any more.
  expect((await own.ask("GET", `/api/players/${given}`)).status).toBe(404);
  expect((await own.ask("GET", `/api/players/${id}`)).body.played).toBe(1);
});

test.concurrent("a recovery code brings the player back as often as it is needed, until there is a new one", async () => {
  const { own, id } = await withPlayer();
  const first = (await own.ask("POST", "/api/me/recovery-code")).body.code;
  expect(first).toMatch(/^[a-z2-7]{26}$/);
  expect((await own.ask("GET", "/api/me/devices")).body.hasRecoveryCode).toBe(true);
  for (const typed of [first, first.toUpperCase(), first.replace(/(.{5})/g, "$1-")])
    expect((await browser().ask("POST", "/api/move", { code: typed })).body.player.id).toBe(id);
  const second = (await own.ask("POST", "/api/me/recovery-code")).body.code;
  expect((await browser().ask("POST", "/api/move", { code: first })).status).toBe(404);
  // A player who is given up and has one can still be reached.
  const other = await withPlayer();
  const { code } = (await other.own.ask("POST", "/api/me/move-code")).body;
  await own.ask("POST", "/api/move", { code, replace: true });
  expect((await browser().ask("POST", "/api/move", { code: second })).body.player.id).toBe(id);
});

test.concurrent("IDENTITY-7: everything is given as a file, and deleted with one request", async () => {
  const [ann, bob] = [browser(), browser()];
  const told = await playMatch(ann, bob);
  await ann.ask("POST", "/api/me/claim", { claim: told[0].claim });
  await bob.ask("POST", "/api/me/claim", { claim: told[1].claim });
  const { id } = (await ann.ask("GET", "/api/me")).body.player;
  const exported = await ann.ask("GET", "/api/me/export");
  expect(exported.headers.get("content-disposition")).toBe(
    `attachment; filename="quickpong-${id}.json"`,
  );
  expect(JSON.stringify(exported.body)).toContain("Ann");
  const { code } = (await ann.ask("POST", "/api/me/move-code")).body;
  const cookie = ann.cookie;
  expect((await ann.ask("DELETE", "/api/me")).status).toBe(204);
  expect(ann.cookie).toBe("");
  expect((await bob.ask("GET", `/api/players/${id}`)).status).toBe(404);
  expect((await browser().ask("POST", "/api/move", { code })).status).toBe(404);
  const rival = (await bob.ask("GET", "/api/me")).body.player.id;
  const { matches } = (await bob.ask("GET", `/api/players/${rival}/matches`)).body;
  expect(matches[0].opponent).toMatchObject({ id: null, name: "" });

  // A browser that still has the cookie is like a new one.
  ann.cookie = cookie;
  const [notice] = await playMatch(ann, browser());
  const anew = (await ann.ask("POST", "/api/me/claim", { claim: notice.claim })).body.player;
  expect(anew.id).not.toBe(id);
  expect((await ann.ask("GET", `/api/players/${anew.id}`)).body.played).toBe(1);
});

test.concurrent("IDENTITY-7: a player who is deleted in the middle of a match leaves nothing, and the opponent is rated", async () => {
  const { own, id } = await withPlayer();
  const other = await withPlayer();
  const players = await meet(other.own, own);
  const seen = () => publishedSide(players[1].state, players[0].side);
  const before = (await other.own.ask("GET", "/api/me")).body.player;
  await until("the rating", () => seen().rating === before.rating && seen().provisional);
  await own.ask("DELETE", "/api/me");
  const [notice, gone] = await finish(players);
  await until("the new rating", () => seen().rating === notice.own?.after.rating);
  await leave(players);
  expect(notice.own?.after.rating).toBeGreaterThan(notice.own?.before.rating ?? Number.NaN);
  expect(notice.opponentId).toBeNull();
  expect(gone.claim).toBeUndefined();
  expect((await other.own.ask("GET", `/api/players/${id}`)).status).toBe(404);
});

test.concurrent("IDENTITY-6: a match counts for the player of a device that is signed out in it, a rematch does not", async () => {
  const { own, id } = await withPlayer();
  const other = browser();
  const { code } = (await own.ask("POST", "/api/me/move-code")).body;
  const phone = browser();
  await phone.ask("POST", "/api/move", { code });
  const players = await meet(other, phone);
  await until("it has begun", () => players.every(({ phase }) => phase !== "waiting"));
  const { devices } = (await own.ask("GET", "/api/me/devices")).body;
  const away = devices.find(({ current }: { current: boolean }) => !current);
  await own.ask("DELETE", `/api/me/devices/${away.id}`);
  const [won, lost] = await finish(players);
  expect(won.opponentId).toBe(id);
  expect(lost.own?.after.rating).toBeLessThan(lost.own?.before.rating ?? Number.NaN);
  const profile = async () => (await own.ask("GET", `/api/players/${id}`)).body;
  expect(await profile()).toMatchObject({ played: 2, lost: 1, rating: lost.own?.after.rating });
  players[0].room.send(MatchMessage.rematch);
  await until("the wish is seen", () => {
    const { left, right } = players[1].state;
    return left.wantsRematch || right.wantsRematch;
  });
  players[1].room.send(MatchMessage.rematch);
  const [again, nobody] = await finish(players);
  await leave(players);
  expect(again.opponentId).toBeNull();
  expect(nobody).toMatchObject({ state: "off", own: null });
  expect(nobody.claim).toBeUndefined();
  expect(await profile()).toMatchObject({ played: 2 });
});

test.concurrent.each([
  ["forged", () => newSecret()],
  ["of 4 kB", () => "a".repeat(4096)],
  ["nonsense", () => "%%%"],
])("IDENTITY-3: a browser whose cookie is %s plays as a new one", async (_, value) => {
  const own = browser();
  own.cookie = `qp=${value()}`;
  const [notice] = await playMatch(own, browser());
  expect(notice.claim).toBeDefined();
  const claimed = await own.ask("POST", "/api/me/claim", { claim: notice.claim });
  expect(claimed.body.player.id).toMatch(/^[a-z2-7]{16}$/);
});

test("IDENTITY-2: a player who plays keeps the cookie for another 400 days", async () => {
  const { own } = await withPlayer();
  const options = JSON.stringify({ version: PROTOCOL_VERSION, name: "Ann", tab: newTab() });
  const address = `${server.url.replace("http", "ws")}/matchmake/lobby?${new URLSearchParams({ options })}`;
  const socket = new WebSocket(address, { headers: own.headers });
  const [answer] = (await once(socket, "upgrade")) as [IncomingMessage];
  expect(answer.headers["set-cookie"]?.[0]).toMatch(/Max-Age=34560000/);
  expect(answer.headers["set-cookie"]?.[0]).toContain(own.cookie);
  socket.terminate();
});

test.concurrent("pages of other origins change nothing, by POST or DELETE", async () => {
  const { own, id } = await withPlayer();
  const evil = { Origin: "https://evil.example" };
  for (const [method, path] of [
    ["DELETE", "/api/me"],
    ["POST", "/api/me/move-code"],
    ["POST", "/api/me/claim"],
    ["POST", "/api/move"],
  ] as const)
    expect((await own.ask(method, path, {}, evil)).status, path).toBe(403);
  expect((await own.ask("GET", "/api/me")).body.player.id).toBe(id);
});

test.concurrent("RESULT-2: matches of programs are not recorded", async () => {
  const players = await withLobby(() => seat([enterLobby(server.url), enterLobby(server.url)]));
  const [notice] = await finish(players);
  await leave(players);
  expect(notice).toEqual({
    state: "off",
    own: null,
    opponent: null,
    opponentId: null,
    replay: null,
  });
});

test.concurrent("RATE-4: private matches and bots' are in the history, and not rated", async () => {
  const { own, id } = await withPlayer();
  const { rating } = (await own.ask("GET", "/api/me")).body.player;
  const host = await own.play({ host: { pointsToWin: 3, pace: 1, watch: false } });
  const { code } = await until("a code", () => host.invites[0]);
  // Two tabs of one player may play each other in private.
  const guest = await own.play({ code });
  const players = await Promise.all([takeSeat(host), takeSeat(guest)]);
  const told = await finish(players as [Player, Player]);
  await leave(players);
  expect(told.map(({ state, own: change }) => [state, change])).toEqual([
    ["saved", null],
    ["saved", null],
  ]);
  const bot = await withLobby(async () => {
    const visitor = await own.play();
    visitor.room.send(0, 0);
    return takeSeat(visitor);
  });
  const before = bot.saved.length;
  await bot.play("miss");
  await until("saved", () => bot.lastWord(before), 30_000);
  await bot.room.leave();
  const { matches } = (await own.ask("GET", `/api/players/${id}/matches`)).body;
  expect(
    matches.slice(0, 2).map(({ kind, rated }: { kind: string; rated: null }) => [kind, rated]),
  ).toContainEqual(["bot", null]);
  expect((await own.ask("GET", "/api/me")).body.player.rating).toBe(rating);
});

test.concurrent("RATE-4: who leaves before both have hit the ball changes no rating, who leaves later loses", async () => {
  const [{ own: ann, id }, { own: bob }] = await Promise.all([withPlayer(), withPlayer()]);
  const leaveOnce = async (when: (player: Player) => boolean) => {
    const players = await meet(ann, bob);
    await Promise.all(players.map((player) => player.play("meet")));
    await until("the time has come", () => when(players[0]), 20_000);
    await players[1].room.leave();
    const notice = await until("saved", () => players[0].lastWord(), 20_000);
    await players[0].room.leave();
    return notice;
  };
  expect(await leaveOnce(({ phase }) => phase === "countdown")).toMatchObject({ own: null });
  const hits = ({ state }: Player) =>
    flightAt(state, state.flightCount + FLIGHT_RING - 1)?.hits ?? 0;
  const { own: change } = await leaveOnce((player) => hits(player) >= 3);
  expect(change?.after.rating).toBeGreaterThan(change?.before.rating ?? Number.NaN);
  const { matches } = (await ann.ask("GET", `/api/players/${id}/matches`)).body;
  const shown = matches.map(({ reason, rated }: PlayedMatch) => [reason, rated === null]);
  expect(shown).toEqual([
    ["left", false],
    ["left", true],
    ["score", false],
  ]);
});

test("requests that make no sense are refused", async () => {
  const own = browser();
  for (const path of ["/api/me/devices", "/api/me/export"])
    expect((await own.ask("GET", path)).status, path).toBe(401);
  for (const path of ["/api/me/move-code", "/api/me/recovery-code"])
    expect((await own.ask("POST", path)).status, path).toBe(401);
  expect((await own.ask("DELETE", "/api/me")).status).toBe(401);
  expect((await own.ask("GET", `/api/players/${"a".repeat(16)}`)).status).toBe(404);
  expect((await own.ask("GET", "/api/players/x")).status).toBe(404);
  expect((await own.ask("GET", `/api/players/${"a".repeat(16)}/matches?before=x`)).status).toBe(
    400,
  );
  expect((await own.ask("PUT", "/api/me")).status).toBe(405);
  expect((await own.ask("POST", "/api/move", { code: "B".repeat(600) })).status).toBe(413);
  expect((await own.ask("POST", "/api/move", { code: "BCDFGHJK" })).status).toBe(404);
  expect(recorded()).toBeGreaterThan(0);
});
