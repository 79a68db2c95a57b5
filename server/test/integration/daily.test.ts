/** The daily, on a real server with a real SQLite file, by browsers with cookies. */
import { CloseReason, MatchMessage } from "@quickpong/shared/protocol/messages.ts";
import { FLIGHT_RING, flightAt } from "@quickpong/shared/protocol/publication.ts";
import { PROTOCOL_VERSION } from "@quickpong/shared/protocol/version.ts";
import { afterAll, beforeAll, test, vi } from "vitest";
import { Browser } from "../support/browser.ts";
import { enterLobby, type Player, takeSeat } from "../support/player.ts";
import { startServer, storeOpens, type TestServer } from "../support/start.ts";
import { newFolder } from "../support/test-store.ts";
import { until } from "../support/until.ts";

// A try takes four seconds at least, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });

let server: TestServer;
const data = newFolder();
beforeAll(async () => {
  server = await startServer({ dataFolder: data.folder });
  await storeOpens(server);
});
afterAll(async () => {
  await server.close();
  data.remove();
});

const begin = async (browser: Browser, name = "Ann"): Promise<Player> =>
  takeSeat(await browser.play({ name, daily: true }));
const lastWord = (player: Player) => until("saved", () => player.lastWord(), 40_000);
const daily = async (browser: Browser) => (await browser.ask("GET", "/api/daily")).body;

/** Lets the first ball pass. */
async function miss(browser: Browser, name?: string) {
  const player = await begin(browser, name);
  await player.play("miss");
  const notice = await lastWord(player);
  await player.room.leave();
  return notice;
}

test.concurrent("DAILY-3, DAILY-4, DAILY-5: a newcomer's try makes a player, and after three there is none", async ({
  expect,
}) => {
  const ann = new Browser(server.url);
  const before = await daily(ann);
  expect(before).toMatchObject({ memory: "ready", own: null });
  expect(before.endsIn).toBeGreaterThan(0);
  const player = await begin(ann);
  expect(player.offer).toMatchObject({ bot: "wall", side: 0 });
  await player.play("miss");
  const notice = await lastWord(player);
  expect(notice).toMatchObject({ state: "saved", own: null, replay: null });
  expect(notice.daily).toEqual({ day: expect.any(Number), hits: 0, triesLeft: 2 });
  // Another one is another seat.
  const { flightCount } = player.state;
  player.room.send(MatchMessage.rematch);
  await player.ping();
  expect([player.phase, player.state.flightCount]).toEqual(["finished", flightCount]);
  const { body } = await ann.ask("POST", "/api/me/claim", { claim: notice.claim });
  const { id } = body.player;
  await player.room.leave();

  // Given up in the middle.
  const second = await begin(ann);
  await second.reaches("countdown");
  const left = async () => (await daily(ann)).own.triesLeft;
  await expect.poll(left, { timeout: 20_000 }).toBe(1);
  await second.room.leave();
  expect((await miss(ann)).daily).toMatchObject({ triesLeft: 0 });
  const { own, rows } = await daily(ann);
  const row = rows.find((each: { id: string }) => each.id === id);
  expect(row).toMatchObject({ name: "Ann", hits: 0 });
  expect(own).toEqual({ triesLeft: 0, best: row, streak: 1 });

  const fourth = await begin(ann);
  await until("turned away", () => fourth.closed === CloseReason.noTries, 20_000);
  expect((await daily(ann)).own.triesLeft).toBe(0);
  const { matches } = (await ann.ask("GET", `/api/players/${id}/matches`)).body;
  expect(
    matches.every(
      ({ kind, replay }: { kind: string; replay: unknown }) => kind === "daily" && replay === null,
    ),
  ).toBe(true);
});

test.concurrent("DAILY-3: the server counts the hits, also of a try that is given up", async ({
  expect,
}) => {
  const bob = new Browser(server.url);
  const { claim } = await miss(bob, "Bob");
  await bob.ask("POST", "/api/me/claim", { claim });
  const player = await begin(bob, "Bob");
  await player.play("meet");
  const { state } = player;
  const flight = () => flightAt(state, state.flightCount + FLIGHT_RING - 1);
  // A ball that has come back from the player, whoever was served to.
  const hits = () => Math.ceil((flight()?.hits ?? 0) / 2);
  await until("two hits", () => hits() >= 2 && flight()?.ruling === "open", 40_000);
  const seen = hits();
  await player.room.leave();
  const best = async () => (await daily(bob)).own.best?.hits ?? 0;
  await expect.poll(best, { timeout: 20_000 }).toBeGreaterThan(0);
  // One more may have been ruled meanwhile, and the last of these may have been the wall's.
  expect([seen - 1, seen, seen + 1]).toContain(await best());
});

test.concurrent("DAILY-4: a program may try, and nothing is kept", async ({ expect }) => {
  const program = await takeSeat(await enterLobby(server.url, { daily: true }));
  await program.play("miss");
  const told = await lastWord(program);
  expect(told).toMatchObject({ state: "off", daily: { hits: 0, triesLeft: null } });
  await program.room.leave();
});

test.concurrent("DAILY-6: nobody watches a try, and it is in no list", async ({ expect }) => {
  const player = await begin(new Browser(server.url));
  await player.reaches("countdown");
  expect(player.state.watchable).toBe(false);
  const { body } = await new Browser(server.url).ask("GET", "/api/matches");
  expect(body.matches).toEqual([]);
  const { status } = await new Browser(server.url).ask(
    "POST",
    `/matchmake/joinById/${player.room.roomId}`,
    { version: PROTOCOL_VERSION },
  );
  expect(status).toBe(404);
  await player.room.leave();
});

test.concurrent("DAILY-4: other methods and paths are none", async ({ expect }) => {
  const ann = new Browser(server.url);
  expect((await ann.ask("POST", "/api/daily", {})).status).toBe(405);
  expect((await ann.ask("GET", "/api/daily/1")).status).toBe(404);
});
