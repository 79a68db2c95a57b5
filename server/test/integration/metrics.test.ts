import { createRequire } from "node:module";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeName } from "../../src/metrics/close-name.ts";
import { enterLobby, pairUp } from "../support/player.ts";
import { startServer, type TestServer } from "../support/start.ts";
import { until } from "../support/until.ts";

const TOKEN = "a token that nobody guesses";
let server: TestServer;
beforeAll(async () => {
  server = await startServer({ metricsPort: 0, metricsToken: TOKEN });
});
afterAll(() => server.close());

/** The metrics as a map from `name{labels}` to value. */
async function read(): Promise<Map<string, number>> {
  const answer = await fetch(`http://127.0.0.1:${server.metricsPort}/metrics`);
  const lines = (await answer.text()).split("\n").filter((line) => line && !line.startsWith("#"));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.split(" ").at(-1))]),
  );
}

test("every metric of ours has help and a unit in its name", async () => {
  const metrics = await server.services.metrics.registry.getMetricsAsJSON();
  const ours = metrics.filter(({ name }) => name.startsWith("quickpong_"));
  expect(ours.length).toBeGreaterThan(15);
  for (const { name, help } of ours) {
    expect(help).toMatch(/^.{10,}\.$/);
    expect(name).toMatch(
      /_(total|seconds|players|matches|competitions|unreachable|processes|overloaded|failing|results|draining)$|^quickpong_(players|matches)$/,
    );
  }
});

test("a match shows in the metrics", async () => {
  const before = await read();
  const [left, right] = await pairUp(server.url);
  const guest = await enterLobby(server.url);
  await left.reaches("countdown");
  left.room.connection.send(Uint8Array.of(99));
  left.room.connection.close(4010);
  await until("gone", () => !right.state.left.present);
  await until("back", () => right.state.left.present);
  const during = await read();
  expect(during.get("quickpong_matches")).toBe(1);
  expect(during.get("quickpong_players")).toBe(3);
  expect(during.get("quickpong_queue_players")).toBe(1);
  expect(during.get("quickpong_matches_started_total")).toBe(1);
  expect(during.get("quickpong_reconnects_total")).toBe(1);
  expect(during.get('quickpong_violations_total{kind="frame"}')).toBe(
    1 + (before.get('quickpong_violations_total{kind="frame"}') ?? 0),
  );
  expect(during.get("quickpong_wait_seconds_count")).toBe(2);
  expect(during.get("quickpong_sent_bytes_total")).toBeGreaterThan(1000);
  expect(during.get("quickpong_received_bytes_total")).toBeGreaterThan(500);
  expect(during.get("nodejs_eventloop_lag_p99_seconds")).toBeGreaterThan(0);
  await left.room.leave();
  await right.room.leave();
  await guest.room.leave();
  await until("ended", () => server.lines.some(({ msg }) => msg === "match ended"));
  await until("all gone", () => server.services.online() === 0);
  const after = await read();
  expect(after.get('quickpong_matches_ended_total{reason="left"}')).toBe(1);
  expect(after.get('quickpong_disconnects_total{reason="left"}')).toBeGreaterThan(2);
});

test("a player who is cut off in the middle of a flood counts as that, and not as lost", async () => {
  const count = async (reason: string) =>
    (await read()).get(`quickpong_disconnects_total{reason="${reason}"}`) ?? 0;
  const before = [await count("misbehaved"), await count("lost")] as const;
  const guest = await enterLobby(server.url);
  // More than the allowance of bytes, so that nobody waits for an answer to a close.
  for (let n = 0; n < 40; n++) guest.room.connection.send(new Uint8Array(1000));
  await until("closed", () => guest.closed);
  await expect.poll(() => count("misbehaved")).toBe(before[0] + 1);
  expect(await count("lost")).toBe(before[1]);
});

test("the game's port gives the metrics only to who has the token", async () => {
  const ask = (authorization?: string) =>
    fetch(`${server.url}/metrics`, { headers: authorization ? { authorization } : {} });
  expect((await ask()).status).toBe(401);
  expect((await ask("Bearer wrong")).status).toBe(401);
  expect((await ask(`Bearer ${TOKEN}`)).status).toBe(200);
  expect((await fetch(`http://127.0.0.1:${server.metricsPort}/`)).status).toBe(404);
});

test("close codes that clients make up have one name together", () => {
  expect([4104, 1006, 1000, 3999, 4999].map(closeName)).toEqual([
    "misbehaved",
    "lost",
    "left",
    "other",
    "other",
  ]);
});

test("nothing walks all connections to count them", async () => {
  const names = [...(await read()).keys()];
  expect(names.some((name) => name.startsWith("process_"))).toBe(true);
  for (const slow of ["process_open_fds", "nodejs_active_"]) {
    expect(names.filter((name) => name.startsWith(slow))).toEqual([]);
  }
  // Colyseus would start it, and it counts every second.
  const { resolve } = createRequire(import.meta.resolve("@colyseus/core"));
  expect(() => resolve("@pm2/io")).toThrow("Cannot find module");
});
