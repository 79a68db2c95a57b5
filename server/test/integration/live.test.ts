/** What the first page is told to show behind its title: a real server, real matches, a real SQLite file. */
import type { LiveClip } from "@quickpong/shared/protocol/clip.ts";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { Browser } from "../support/browser.ts";
import { enterLobby, takeSeat, withLobby } from "../support/player.ts";
import { startServer, storeOpens, type TestServer } from "../support/start.ts";
import { newFolder } from "../support/test-store.ts";
import { until } from "../support/until.ts";

// Matches are played for some seconds on a machine that may be busy.
vi.setConfig({ testTimeout: 180_000 });

let server: TestServer;
const data = newFolder();
beforeAll(async () => {
  server = await startServer({ dataFolder: data.folder, points: 5 });
  await storeOpens(server);
});
afterAll(async () => {
  await server.close();
  data.remove();
});

async function ask(url = server.url): Promise<LiveClip | null> {
  const answer = await fetch(`${url}/api/live`);
  expect(answer.headers.get("cache-control")).toBe("public, max-age=3");
  expect([200, 204]).toContain(answer.status);
  return answer.status === 200 ? ((await answer.json()) as LiveClip) : null;
}

/** A private match that everybody with its code may watch. */
async function pairPrivately() {
  const host = await enterLobby(server.url, { host: {}, watch: true });
  const code = await until("a code", () => host.invites.at(-1)?.code);
  const friend = await enterLobby(server.url, { code });
  return Promise.all([takeSeat(host), takeSeat(friend)]);
}

/** Two who can be remembered: of strangers nothing is kept. */
async function pairPublicly() {
  const browsers = [new Browser(server.url), new Browser(server.url)] as const;
  const [one, other] = await Promise.all([browsers[0].play(), browsers[1].play()]);
  return Promise.all([takeSeat(one), takeSeat(other)]);
}

test("LIVE-1, LIVE-2, LIVE-3: a public match is shown while it runs, then the day's longest rally; a private one never", async () => {
  expect(await ask()).toBeNull();
  const secret = await withLobby(pairPrivately);
  await Promise.all(secret.map((player) => player.play("meet")));
  const hidden = secret[0].room.roomId;
  // A rally of two who never miss ends when the ball is too fast for them.
  const [left, right] = await withLobby(pairPublicly);
  await Promise.all([left.play("meet"), right.play("meet")]);
  const id = left.room.roomId;

  const live = await vi.waitFor(
    async () => {
      const clip = await ask();
      expect(clip).toMatchObject({ kind: "live", id });
      return clip as LiveClip;
    },
    { timeout: 90_000, interval: 500 },
  );
  expect(Object.keys(live).sort()).toEqual(
    ["flights", "from", "heights", "id", "kind", "paddleLength", "until"].sort(),
  );
  expect(live.flights.length).toBeGreaterThan(2);
  expect(server.services.matchDirectory.recordingOf(id)).not.toBeNull();
  expect(server.services.matchDirectory.get(hidden)?.isRunning()).toBe(true);
  expect(server.services.matchDirectory.get(hidden)?.recordingSoFar()).not.toBeNull();
  expect(server.services.matchDirectory.recordingOf(hidden)).toBeNull();

  await left.room.leave();
  const { replay } = await until("saved", () => right.lastWord(), 60_000);
  const rally = await vi.waitFor(
    async () => {
      const clip = await ask();
      expect(clip).toMatchObject({ kind: "rally", id: replay });
      return clip as LiveClip;
    },
    { timeout: 60_000, interval: 500 },
  );
  expect(rally.flights.length).toBeGreaterThan(1);
  await Promise.all([right, ...secret].map(({ room }) => room.leave()));
});

test("LIVE-3: a server that keeps nothing has nothing to show", async () => {
  const bare = await startServer();
  expect(await ask(bare.url)).toBeNull();
  await bare.close();
});
