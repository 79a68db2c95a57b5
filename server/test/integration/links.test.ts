/** What a shared link says of itself to whoever fetches it: a real server with the client's own page. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Browser } from "../support/browser.ts";
import { ARENA, begin } from "../support/competitor.ts";
import { enterLobby, pairUp, takeSeat, withLobby } from "../support/player.ts";
import { startServer, type TestServer } from "../support/start.ts";
import { newFolder } from "../support/test-store.ts";
import { until } from "../support/until.ts";

const PAGE = readFileSync(new URL("../../../client/index.html", import.meta.url));
const data = newFolder();
let clientDir: string;
/** Behind a proxy, which tells who asks. */
let server: TestServer;
/** Its players know it as https://example.org/pong. */
let below: TestServer;

beforeAll(async () => {
  clientDir = mkdtempSync(join(tmpdir(), "quickpong-links-"));
  writeFileSync(join(clientDir, "index.html"), PAGE);
  const publicAddress = { origin: "https://example.org", basePath: "/pong" };
  below = await startServer({ clientDir, publicAddress });
  // Rooms are those of the server that was started last.
  server = await startServer({ clientDir, dataFolder: data.folder, points: 1, proxies: 1 });
});
afterAll(async () => {
  await server.close();
  await below.close();
  data.remove();
  rmSync(clientDir, { recursive: true });
});

async function preview(path: string, headers: Record<string, string> = {}, from = server) {
  const answer = await fetch(from.url + path, { headers });
  expect(answer.status).toBe(200);
  const html = await answer.text();
  const of = (name: string) => new RegExp(`="${name}"\\s+content="([^"]*)"`).exec(html)?.[1];
  return {
    lang: /<html lang="([^"]*)"/.exec(html)?.[1],
    title: /<title>([^<]*)</.exec(html)?.[1],
    shared: of("og:title"),
    description: of("og:description"),
    image: of("og:image"),
    url: of("og:url"),
  };
}

const HOST = { pointsToWin: 11, watch: false };
async function openRoom(url: string, name = "Ann") {
  const visitor = await enterLobby(url, { name, host: HOST });
  const { code } = await until("a code", () => visitor.invites[0]);
  return { visitor, code };
}

test("the game's own page names itself, by whole addresses, in the reader's language", async () => {
  const title = "Quickpong: Pong for two, anywhere on the net";
  expect(await preview("/")).toMatchObject({
    lang: "en",
    title,
    shared: title,
    image: `${server.url}/social.png`,
    url: `${server.url}/`,
  });
  const german = await preview("/", { "accept-language": "de-AT,de;q=0.9,en;q=0.5" });
  expect(german).toMatchObject({ lang: "de", title: "Quickpong: Pong zu zweit, überall im Netz" });
  const chinese = await preview("/", { "accept-language": "zh-CN" });
  expect(chinese.lang).toBe("zh-Hans");
  for (const path of ["/play", "/practice", "/r", "/no/such", "/watch/nothing", "/r/%E0%A4%A"])
    expect(await preview(path)).toMatchObject({ title, url: `${server.url}/` });
});

test("a link to an arena, or to the screen of one, says what it is; one that nobody has says nothing", async () => {
  const { code } = await begin(server.url, ARENA);
  const title = "An arena on Quickpong";
  for (const place of ["arena", "screen"])
    expect(await preview(`/${place}/${code.toLowerCase()}`)).toMatchObject({
      title,
      shared: title,
    });
  const german = await preview(`/cup/${code}`, { "accept-language": "de" });
  expect(german.title).toBe("Eine Arena auf Quickpong");
  expect((await preview("/arena/BCDFGH")).title).toBe(
    "Quickpong: Pong for two, anywhere on the net",
  );
});

test("behind a proxy and below a path, the addresses are those that players know", async () => {
  const top = "https://example.org/pong";
  expect(await preview("/pong/", {}, below)).toMatchObject({
    image: `${top}/social.png`,
    url: `${top}/`,
  });
  const forwarded = { "x-forwarded-host": "pong.example", "x-forwarded-proto": "https" };
  expect(await preview("/", forwarded)).toMatchObject({
    image: "https://pong.example/social.png",
  });
});

test("INVITE-7: a link says who invites, however often it is opened, and takes no place by it", async () => {
  const { visitor, code } = await openRoom(server.url);
  const path = `/r/${code}`;
  for (let n = 0; n < 20; n++)
    expect(await preview(path)).toMatchObject({
      title: "Ann invites you to a match",
      shared: "Ann invites you to a match",
      description: expect.stringContaining("first to 11 points"),
      url: server.url + path,
    });
  expect(server.services.invites.get(code)).toMatchObject({ phase: "waiting", guest: undefined });
  const friend = await enterLobby(server.url, { name: "O'Neil", code });
  const players = await Promise.all([takeSeat(visitor), takeSeat(friend)]);
  expect(await preview(path)).toMatchObject({ title: "Ann against O&#39;Neil" });
  await players[0]?.reaches("countdown");
  await Promise.all(players.map(({ room }) => room.leave()));
  await until("over", () => server.services.invites.get(code)?.phase === "over");
  expect((await preview(path)).title).toContain("Quickpong: ");
});

test("a public match is named by its players, and no more once it is gone", async () => {
  const players = await pairUp(server.url);
  await until("to be seen", () => {
    return server.services.matchDirectory.get(players[0].room.roomId)?.isWatchable();
  });
  const path = `/watch/${players[0].room.roomId}`;
  expect(await preview(path, { "accept-language": "fr" })).toMatchObject({
    title: "Ada contre Ada, en direct",
    url: server.url + path,
  });
  await Promise.all(players.map(({ room }) => room.leave()));
  await until("gone", () => !server.services.matchDirectory.get(players[0].room.roomId));
  expect((await preview(path)).url).toBe(`${server.url}/`);
});

test("a player's page has the name and the rating", async () => {
  const own = new Browser(server.url);
  const players = await withLobby(async () => {
    const visitors = await Promise.all([own.play({ name: "Zoë" }), enterLobby(server.url)]);
    return Promise.all(visitors.map(takeSeat));
  });
  await Promise.all([players[0]?.play("meet"), players[1]?.play("miss")]);
  const notice = await until("saved", () => players[0]?.saved[0], 40_000);
  const { body, status } = await own.ask("POST", "/api/me/claim", { claim: notice.claim });
  expect([status, notice]).toEqual([200, expect.objectContaining({ state: "saved" })]);
  const { id, rating } = body.player;
  expect(await preview(`/player/${id}`)).toMatchObject({
    title: "Zoë on Quickpong",
    description: expect.stringContaining(`Rating: ${rating}?.`),
    url: `${server.url}/player/${id}`,
  });
  await Promise.all(players.map(({ room }) => room.leave()));
  await own.ask("DELETE", "/api/me");
  for (const gone of [id, "a".repeat(16), "x", "A".repeat(16)])
    expect((await preview(`/player/${gone}`)).url).toBe(`${server.url}/`);
}, 60_000);

test("SECURITY: codes tried by opening links spend what trying elsewhere spends, and the page still comes", async () => {
  const { visitor, code } = await openRoom(server.url, "Bea");
  const from = (address: string) => ({ "x-forwarded-for": address });
  const look = (path: string, address: string) => preview(path, from(address));
  const ask = async (address: string) =>
    (await fetch(`${server.url}/api/invites/${code}`, { headers: from(address) })).status;
  expect((await look(`/r/${code}`, "198.51.100.7")).title).toContain("Bea");
  for (let n = 0; n < 120; n++) await look(`/r/BCDFG${"BCDFGHJKMN"[n % 10]}`, "198.51.100.8");
  expect(await ask("198.51.100.8")).toBe(429);
  expect((await look(`/r/${code}`, "198.51.100.8")).title).not.toContain("Bea");
  // The other way round.
  for (let n = 0; n < 120; n++) await ask("198.51.100.9");
  expect((await look(`/watch/${code}`, "198.51.100.9")).title).not.toContain("Bea");
  expect((await look(`/r/${code}`, "198.51.100.10")).title).toContain("Bea");
  await visitor.room.leave();
});

test("a page made for its address is compressed, tagged and not sent again, as one from the build is", async () => {
  const tags = new Set<string>();
  for (const [accepted, encoding] of [
    ["gzip, br", "br"],
    ["gzip", "gzip"],
    ["identity", null],
  ] as const) {
    const headers = { "accept-encoding": accepted };
    const answer = await fetch(server.url, { headers });
    expect(answer.headers.get("content-encoding")).toBe(encoding);
    expect(answer.headers.get("vary")).toBe("Accept-Language, Accept-Encoding");
    expect(answer.headers.get("cache-control")).toBe("no-cache");
    expect(await answer.text()).toContain(`${server.url}/social.png`);
    const etag = answer.headers.get("etag") ?? "";
    expect(etag).toMatch(/^"[\w-]{22}"$/);
    tags.add(etag);
    const again = await fetch(server.url, { headers: { ...headers, "if-none-match": etag } });
    expect([again.status, again.headers.get("etag")]).toEqual([304, etag]);
    const other = { ...headers, "if-none-match": etag, "accept-language": "ja" };
    expect((await fetch(server.url, { headers: other })).status).toBe(200);
  }
  expect(tags.size).toBe(3);
  const head = await fetch(server.url, { method: "HEAD" });
  expect([head.status, await head.text()]).toEqual([200, ""]);
  expect(Number(head.headers.get("content-length"))).toBeGreaterThan(500);
});

test("nothing of this was an error of the server", () => {
  for (const { lines } of [server, below])
    expect(lines.filter(({ level }) => Number(level) >= 50)).toEqual([]);
});
