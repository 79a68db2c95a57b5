/** The server as a process: how it starts, what it says, how it ends. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { CloseReason } from "@quickpong/shared/protocol/messages.ts";
import { PROTOCOL_VERSION } from "@quickpong/shared/protocol/version.ts";
import { afterAll, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { enterLobby, pairUp } from "../support/player.ts";
import { until } from "../support/until.ts";

const MAIN = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill("SIGKILL");
});

interface Run {
  child: ChildProcess;
  out: string;
  err: string;
  /** It has ended, and everything it wrote has arrived. */
  closed: boolean;
}

const DEFAULTS = { HOST: "127.0.0.1", PORT: "0", QUICKPONG_DATA: "off" };

function start(env: Record<string, string>): Run {
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env["PATH"], ...DEFAULTS, ...env },
  });
  running.add(child);
  const run: Run = { child, out: "", err: "", closed: false };
  child.on("close", () => {
    run.closed = true;
  });
  child.stdout?.on("data", (data) => {
    run.out += data;
  });
  child.stderr?.on("data", (data) => {
    run.err += data;
  });
  return run;
}
/** Enough for five to start at once on a machine that is busy with other things (ms). */
const PATIENCE = 50_000;
vi.setConfig({ testTimeout: 60_000 });
/** Within this (ms) a second signal is the same one: see main.ts. */
const SAME_SIGNAL = 200;
const ended = (run: Run) => until("exit", () => run.closed, PATIENCE);
const addressOf = (run: Run) =>
  until("the address", () => /http:\/\/localhost:\d+/.exec(run.out)?.[0], PATIENCE);

test.concurrent("a bad setting is told in a line, with exit code 1", async () => {
  const run = start({ PORT: "pong", QUICKPONG_SPEED: "9" });
  await ended(run);
  expect(run.child.exitCode).toBe(1);
  expect(run.err.trim().split("\n")).toEqual([
    expect.stringContaining("QUICKPONG_SPEED: no such setting"),
    "PORT=pong: expected a whole number from 0 to 65535",
  ]);
});

/** A `systemd-notify` that writes down what it is told, in a folder for PATH. */
function fakeSystemd(): { path: string; told: () => string[] } {
  const path = mkdtempSync(join(tmpdir(), "quickpong-systemd-"));
  const file = join(path, "told");
  const script = `#!/bin/sh\necho "$@" >> ${file}\n`;
  writeFileSync(join(path, "systemd-notify"), script, { mode: 0o755 });
  const told = () => (existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : []);
  return { path, told };
}

test.concurrent("systemd is told that it is ready and at work, until it hangs", async () => {
  const systemd = fakeSystemd();
  const run = start({
    PATH: `${systemd.path}:${process.env["PATH"]}`,
    NOTIFY_SOCKET: "/run/systemd/notify",
    WATCHDOG_USEC: "400000",
  });
  await addressOf(run);
  await until("signs of life", () => systemd.told().length > 5, PATIENCE);
  expect([...new Set(systemd.told())]).toEqual(["READY=1", "WATCHDOG=1"]);
  run.child.kill("SIGSTOP");
  // Once what was on its way has arrived there is nothing for the time of five of them; else this never ends.
  let before: number;
  do {
    before = systemd.told().length;
    await sleep(500);
  } while (systemd.told().length > before);
  run.child.kill("SIGKILL");
  await ended(run);
  rmSync(systemd.path, { recursive: true });
});

test.concurrent("a process that systemd did not mean tells it nothing of a watchdog", async () => {
  const systemd = fakeSystemd();
  const run = start({
    PATH: `${systemd.path}:${process.env["PATH"]}`,
    NOTIFY_SOCKET: "/run/systemd/notify",
    WATCHDOG_USEC: "20000",
    WATCHDOG_PID: "1",
  });
  await addressOf(run);
  await until("message", () => systemd.told().length > 0, PATIENCE);
  run.child.kill("SIGTERM");
  await ended(run);
  expect([run.child.exitCode, systemd.told()]).toEqual([0, ["READY=1"]]);
  rmSync(systemd.path, { recursive: true });
});

test.concurrent("a taken port is told in a line, with exit code 1", async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
  const { port } = taken.address() as { port: number };
  const run = start({ PORT: String(port) });
  await ended(run);
  taken.close();
  expect(run.child.exitCode).toBe(1);
  expect(run.err).toBe(`Port ${port} is taken. Set PORT to another.\n`);
});

test.concurrent("it ends although nobody reads what it says any more", async () => {
  const run = start({ QUICKPONG_DRAIN_SECONDS: "0" });
  await addressOf(run);
  run.child.stdout?.destroy();
  run.child.kill("SIGTERM");
  const { child } = run;
  await until("exit", () => child.exitCode !== null || child.signalCode !== null, 15_000);
  expect(child.exitCode).toBe(0);
});

test.concurrent("it says which address to open, and ends cleanly during a match", async () => {
  const run = start({ QUICKPONG_DRAIN_SECONDS: "0" });
  const url = await addressOf(run);
  const [left, right] = await pairUp(url);
  await left.reaches("countdown");
  run.child.kill("SIGTERM");
  await ended(run);
  expect(run.child.exitCode).toBe(0);
  expect(run.err).toBe("");
  await until("closed", () => left.closed && right.closed);
  expect([left.closed, right.closed]).toEqual([CloseReason.shutdown, CloseReason.shutdown]);
  const lines = run.out
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => JSON.parse(line));
  expect(lines.map(({ msg }) => msg)).toEqual([
    "server started",
    "match started",
    "server ending",
    "matches cut short",
    "match ended",
    "server ended",
  ]);
});

test.concurrent("a seat that nobody takes does not keep a server that ends", async () => {
  const run = start({ QUICKPONG_DRAIN_SECONDS: "0" });
  const url = await addressOf(run);
  const guest = await enterLobby(url);
  const join = { version: PROTOCOL_VERSION, name: "Eve", tab: "a tab that never comes" };
  const body = JSON.stringify(join);
  const asked = await fetch(`${url}/matchmake/joinOrCreate/lobby`, { method: "POST", body });
  expect(asked.status).toBe(200);
  const begin = performance.now();
  run.child.kill("SIGINT");
  await ended(run);
  expect([run.child.exitCode, guest.closed]).toEqual([0, CloseReason.shutdown]);
  expect(run.out).toContain("server ended");
  // It would be 10 s, or 5 s and by force.
  expect(performance.now() - begin).toBeLessThan(4500);
});

test.concurrent("young objects get little room, so that collecting them takes no time", async () => {
  const token = "a token that nobody guesses";
  const run = start({ QUICKPONG_METRICS_TOKEN: token });
  const url = await addressOf(run);
  const answer = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${token}` } });
  const size = /^nodejs_heap_space_size_total_bytes{space="new"} (\d+)/m.exec(await answer.text());
  // Left to itself V8 has 32 MB of it by the time the server is up.
  expect(Number(size?.[1])).toBeLessThanOrEqual(8 * 1024 * 1024);
  run.child.kill("SIGINT");
  await ended(run);
});

test.concurrent("SIGTERM lets a match be played to its end, and nobody else in", async () => {
  const run = start({ QUICKPONG_POINTS: "3", QUICKPONG_DRAIN_SECONDS: "60" });
  const url = await addressOf(run);
  const [left, right] = await pairUp(url);
  const guest = await enterLobby(url);
  await left.reaches("countdown");
  run.child.kill("SIGTERM");
  await until("the guest is told", () => guest.closed);
  expect(guest.closed).toBe(CloseReason.shutdown);
  const join = await fetch(`${url}/matchmake/joinOrCreate/lobby`, { method: "POST", body: "{}" });
  expect([join.status, join.headers.get("retry-after")]).toEqual([503, "5"]);
  const socket = new WebSocket(`${url}/matchmake/lobby?options=%7B%7D`);
  const refused = new Promise((resolve) => socket.once("error", resolve));
  expect(String(await refused)).toContain("503");
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  const ready = await fetch(`${url}/readyz`);
  expect([ready.status, await ready.json()]).toEqual([
    503,
    expect.objectContaining({ status: "draining" }),
  ]);
  // Somebody's network fails even now.
  left.room.connection.close(4010);
  await until("gone", () => !right.state.left.present);
  await until("back", () => right.state.left.present);
  await left.room.leave();
  await until("closed", () => right.closed);
  expect(right.closed).toBe(CloseReason.shutdown);
  await ended(run);
  expect(run.child.exitCode).toBe(0);
});

test.concurrent("the deadline and a second signal both end it", async () => {
  const runs = ["1", "60"].map((seconds) => start({ QUICKPONG_DRAIN_SECONDS: seconds }));
  const all = runs.map(async (run, n) => {
    const url = await addressOf(run);
    const [left] = await pairUp(url);
    await left.reaches("countdown");
    run.child.kill("SIGTERM");
    if (n === 1) {
      await until("it ends", () => run.out.includes("server ending"), PATIENCE);
      await sleep(SAME_SIGNAL + 50);
      run.child.kill("SIGTERM");
    }
    await ended(run);
    return run.child.exitCode;
  });
  expect(await Promise.all(all)).toEqual([0, 1]);
});
