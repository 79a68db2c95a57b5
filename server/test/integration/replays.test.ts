/** Replays from the match to the link: a real server, a real SQLite file, browsers with cookies. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MatchMessage } from "@quickpong/shared/protocol/messages.ts";
import { REPLAY_ID } from "@quickpong/shared/protocol/replay-id.ts";
import { decodeRecording, isExact } from "@quickpong/shared/replay-codec.ts";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { Browser } from "../support/browser.ts";
import { type Player, takeSeat, type Visitor, withLobby } from "../support/player.ts";
import { startServer, storeOpens, type TestServer } from "../support/start.ts";
import { newFolder } from "../support/test-store.ts";
import { until } from "../support/until.ts";

// Matches are played to a point on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 });

const PAGE = readFileSync(new URL("../../../client/index.html", import.meta.url));
let server: TestServer;
let clientDir: string;
const data = newFolder();
beforeAll(async () => {
  clientDir = mkdtempSync(join(tmpdir(), "quickpong-replays-"));
  writeFileSync(join(clientDir, "index.html"), PAGE);
  server = await startServer({ dataFolder: data.folder, points: 1, clientDir });
  await storeOpens(server);
});
afterAll(async () => {
  await server.close();
  data.remove();
  rmSync(clientDir, { recursive: true });
});

const browser = () => new Browser(server.url);

const seat = async (...visitors: Visitor[]) =>
  (await Promise.all(visitors.map(takeSeat))) as [Player, Player];

/** What the player is told of the game that ends next, once it is saved. */
const savedAfter = async (player: Player, before: number) =>
  until("saved", () => player.lastWord(before), 60_000);

/** Bob's browser keeps what Bob was told to. */
async function claim(own: Browser, player: Player): Promise<string> {
  const secret = player.lastWord()?.claim;
  return (await own.ask("POST", "/api/me/claim", { claim: secret })).body.player.id;
}

async function recordingOf(path: string, headers: Record<string, string> = {}) {
  const answer = await fetch(server.url + path, { headers });
  return { answer, bytes: new Uint8Array(await answer.arrayBuffer()) };
}

test("REPLAY-1, REPLAY-2, REPLAY-8: each game of a match comes by its link as it was played", async () => {
  const [ann, bob] = [browser(), browser()];
  const [one, other] = await withLobby(async () =>
    seat(...(await Promise.all([ann.play({ name: "Ann" }), bob.play({ name: "<b>Bob" })]))),
  );
  await Promise.all([one.play("meet"), other.play("miss")]);
  const first = await savedAfter(one, 0);
  for (const player of [one, other]) player.room.send(MatchMessage.rematch);
  const second = await savedAfter(one, one.saved.indexOf(first) + 1);
  const ids = [first.replay, second.replay] as [string, string];
  for (const id of ids) expect(id).toMatch(REPLAY_ID);
  expect(other.lastWord()?.replay).toBe(ids[0]);
  const id = await claim(ann, one);
  await Promise.all([one.room.leave(), other.room.leave()]);

  const score = one.side === 0 ? [1, 0] : [0, 1];
  const keys = await Promise.all(
    ids.map(async (id) => {
      const { status, body, headers } = await browser().ask("GET", `/api/replays/${id}`);
      expect([status, headers.get("cache-control")]).toEqual([200, "no-store"]);
      expect(body).toMatchObject({ id, kind: "public", score, winner: one.side, reason: "score" });
      expect(body).toMatchObject({ starred: false, mayStar: false, mayDelete: false });
      const { answer, bytes } = await recordingOf(body.recording);
      expect(answer.headers.get("content-type")).toBe("application/octet-stream");
      expect(answer.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
      const recording = decodeRecording(bytes);
      expect(isExact(recording)).toBe(true);
      expect(recording.ending.score).toEqual(score);
      expect(recording.from === undefined).toBe(id === ids[0]);
      const etag = answer.headers.get("etag") ?? "";
      const again = await recordingOf(body.recording, { "If-None-Match": etag });
      expect(again.answer.status).toBe(304);
      const plain = await recordingOf(body.recording, { "Accept-Encoding": "identity" });
      expect(plain.answer.headers.get("content-encoding")).toBeNull();
      expect(plain.bytes).toEqual(bytes);
      return recording.key;
    }),
  );
  // Whoever has seen the first game knows nothing of the serves of the second.
  expect(keys[0]).not.toEqual(keys[1]);

  const { matches } = (await browser().ask("GET", `/api/players/${id}/matches`)).body;
  expect(matches.map(({ replay }: { replay: string }) => replay)).toEqual(ids.toReversed());
  const page = await (await fetch(`${server.url}/replay/${ids[0]}`)).text();
  expect(page).toMatch(/<title>.*1.*: the replay<\/title>/);
  expect(page).not.toContain("<b>Bob");
  expect(page).toContain(`content="${server.url}/replay/${ids[0]}"`);
  await expectPicture(ids[0], page);
  await star(ann, ids[0]);
  await expect
    .poll(async () => (await ann.ask("GET", `/api/replays/${ids[0]}`)).body.verified, {
      timeout: 60_000,
    })
    .toBe(true);
});

/** The page names the match's picture, and it is there. */
async function expectPicture(id: string, page: string): Promise<void> {
  const path = `/api/replays/${id}/picture.png`;
  expect(page).toContain(`<meta property="og:image" content="${server.url}${path}" />`);
  expect(page).toContain('name="twitter:card" content="summary_large_image"');
  const { answer, bytes } = await recordingOf(path);
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "image/png"]);
  expect(answer.headers.get("cache-control")).toBe("public, max-age=604800");
  const png = Buffer.from(bytes);
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
  expect(png.length).toBeLessThan(300_000);
  expect((await recordingOf(`/api/replays/${"b".repeat(16)}/picture.png`)).answer.status).toBe(404);
}

async function star(own: Browser, id: string): Promise<void> {
  const path = `/api/replays/${id}`;
  expect((await browser().ask("PUT", `${path}/star`)).status).toBe(401);
  expect((await own.ask("PUT", `${path}/star`)).status).toBe(204);
  expect((await own.ask("GET", path)).body).toMatchObject({ starred: true, keptUntil: null });
  expect((await own.ask("DELETE", `${path}/star`)).status).toBe(204);
  expect((await own.ask("GET", path)).body).toMatchObject({ starred: false, mayStar: true });
  expect((await own.ask("DELETE", path)).status).toBe(403);
  expect((await own.ask("POST", `${path}/star`)).status).toBe(405);
  const evil = { Origin: "https://evil.example" };
  expect((await own.ask("PUT", `${path}/star`, undefined, evil)).status).toBe(403);
  for (const none of [`/api/replays/${"a".repeat(16)}`, "/api/replays/x", "/api/replays"])
    expect((await own.ask("GET", none)).status, none).toBe(404);
}

test("REPLAY-10: a private game's replay is no cache's, and either player deletes it for both", async () => {
  const [ann, bob] = [browser(), browser()];
  const host = await ann.play({ name: "Ann", host: { pointsToWin: 3, pace: 1, watch: false } });
  const { code } = await until("a code", () => host.invites[0]);
  const [one, other] = await seat(host, await bob.play({ name: "Bob", code }));
  await one.reaches("countdown");
  await other.room.leave();
  const { replay: id } = await savedAfter(one, 0);
  const annId = await claim(ann, one);
  const { body } = await browser().ask("GET", `/api/replays/${id}`);
  expect(body).toMatchObject({ kind: "private", reason: "left", mayDelete: false });
  const { answer, bytes } = await recordingOf(body.recording);
  expect(answer.headers.get("cache-control")).toBe("private, no-cache");
  expect(isExact(decodeRecording(bytes))).toBe(true);
  const picture = await recordingOf(`/api/replays/${id}/picture.png`);
  expect([picture.answer.status, picture.answer.headers.get("cache-control")]).toEqual([
    200,
    "private, no-cache",
  ]);
  const listed = async (own: Browser) =>
    (await own.ask("GET", `/api/players/${annId}/matches`)).body.matches[0].replay;
  expect([await listed(ann), await listed(browser())]).toEqual([id, null]);
  expect((await browser().ask("DELETE", `/api/replays/${id}`)).status).toBe(401);
  expect((await ann.ask("DELETE", `/api/replays/${id}`)).status).toBe(204);
  expect((await ann.ask("GET", `/api/replays/${id}`)).status).toBe(404);
  for (const gone of [body.recording, `/api/replays/${id}/picture.png`])
    expect((await recordingOf(gone)).answer.status).toBe(404);
  await one.room.leave();
});
