/**
 * The bots against a real server: twenty matches on a good network, and on a bad one. The runs need
 * little CPU but much time, so they go side by side, but for the one that looks closely.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, test } from "vitest";
import { inTop } from "../lib/paths.ts";
import { startServer } from "../lib/start-server.ts";
import { childrenOf, processesOnPort, useOfAll } from "../load/process-stats.ts";
import type { Report } from "../load/report.ts";

const folder = mkdtempSync(join(tmpdir(), "quickpong-bots-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  status: number | null;
  output: string;
}

/** Runs the bots; `hook` is done once they have written `text`. */
function bots(args: string, hook?: { text: RegExp; done(pid: number): void }): Promise<Ended> {
  const command = [inTop("e2e/load/main.ts"), ...args.split(" ")];
  // A group of their own, as in a terminal, for who sends it signals.
  const child = spawn(process.execPath, command, { detached: hook !== undefined });
  let output = "";
  let waiting = hook;
  const collect = (chunk: Buffer) => {
    output += chunk;
    if (!waiting?.text.test(output)) return;
    waiting.done(child.pid as number);
    waiting = undefined;
  };
  child.stdout.on("data", collect);
  child.stderr.on("data", collect);
  return new Promise((resolve) => child.on("close", (status) => resolve({ status, output })));
}

const LINUX = process.platform === "linux";
const reportIn = (file: string): Report => JSON.parse(readFileSync(file, "utf8")) as Report;
const contactsIn = ({ picture }: Report): number => picture.ownContacts + picture.opponentContacts;

/**
 * How late bots or server may be for each contact to be as drawn (ms): the short window is 60 ms
 * (RULE-7), and a stall uses up what a player has for the long one. Of a run that other programs have
 * held up for longer, only that it was not wrong for the most part can be said.
 */
const HELD_UP = 60;

/** Contacts that may be drawn otherwise than ruled; `share` of them where nothing was held up. */
function allowed(report: Report, share: number): number {
  const { generator, tickLatenessMsMax } = report;
  const latest = Math.max(generator.lagMsMax, tickLatenessMsMax ?? Number.POSITIVE_INFINITY);
  return contactsIn(report) * (latest > HELD_UP ? 0.4 : share);
}

test("twenty matches of full clients: everybody plays, nobody is lost, no disagreement", async ({
  expect,
}) => {
  const [json, html] = [join(folder, "full.json"), join(folder, "full.html")];
  const { status, output } = await bots(
    `--matches 20 --seconds 8 --ramp 40/s --json ${json} --html ${html} --max joinMsP99=5000`,
  );
  expect(status, output).toBe(0);
  const report = reportIn(json);
  expect(report).toMatchObject({ kind: "full", players: 40, lost: 0, wrongPairs: 0 });
  expect(report.matchesStarted).toBeGreaterThanOrEqual(20);
  expect(report.disagreements).toBeLessThanOrEqual(allowed(report, 0));
  expect(report.picture.ownContacts).toBeGreaterThan(20);
  expect(report.serverCpuMicrosPerMatchSecond).toBeGreaterThan(0);
  expect(report.bytesMemoryPerMatch).toBeGreaterThan(0);
  expect(report.tickLatenessMsP99).toBeGreaterThan(0);
  expect(report.downBytesPerSecond).toBeGreaterThan(50);
  expect(report.upBytesPerSecond).toBeGreaterThan(20);
  expect(existsSync(html)).toBe(true);
});

test.concurrent("twenty matches over a bad network: slower, but still nobody is lost", async ({
  expect,
}) => {
  const json = join(folder, "far.json");
  const args = `--matches 20 --seconds 8 --ramp 40/s --rtt 80 --jitter 15 --loss 0.5 --json ${json}`;
  const { status, output } = await bots(args);
  expect(status, output).toBe(0);
  const report = reportIn(json);
  expect(report).toMatchObject({ players: 40, lost: 0, wrongPairs: 0 });
  expect(report.matchesStarted).toBeGreaterThanOrEqual(20);
  expect(report.rttMs.p50).toBeGreaterThan(80);
  expect(report.inputToPatchMs.p50).toBeGreaterThan(80);
  // The netcode hides all of it but for the rare stall: under 2 % of contacts.
  expect(report.disagreements).toBeLessThanOrEqual(allowed(report, 0.02));
});

test.concurrent("full clients play matches to the end, and again", { timeout: 120_000 }, async ({
  expect,
}) => {
  const args = "--matches 20 --seconds 100 --points 3 --skill beginner --ramp 100";
  const { status, output } = await bots(`${args} --min matchesFinished=1`, {
    text: /(2[1-9]|[3-9]\d) matches started/,
    done: (pid) => process.kill(pid, "SIGTERM"),
  });
  expect(status, output).toBe(0);
  expect(output).toMatch(/errors +none/);
});

test.concurrent("light clients play matches to the end, and again", async ({ expect }) => {
  const json = join(folder, "light.json");
  const { status, output } = await bots(
    `--light --matches 20 --seconds 25 --points 3 --skill beginner --ramp 200 --min matchesFinished=1 --json ${json}`,
  );
  expect(status, output).toBe(0);
  const report = reportIn(json);
  expect(report).toMatchObject({ kind: "light", lost: 0, wrongPairs: 0, disagreements: 0 });
  expect(report.matchesStarted).toBeGreaterThan(20);
});

test.concurrent("a server in two processes is one server, and both count", async ({ expect }) => {
  const json = join(folder, "two.json");
  const { status, output } = await bots(
    `--light --matches 10 --processes 2 --seconds 6 --ramp 100 --json ${json}`,
  );
  expect(status, output).toBe(0);
  const report = reportIn(json);
  expect(report).toMatchObject({ players: 20, lost: 0, wrongPairs: 0 });
  expect(report.serverCpuMicrosPerMatchSecond).toBeGreaterThan(0);
  expect(report.tickLatenessMsP99).toBeGreaterThan(0);
});

test.concurrent("bots play on a server that runs already, and find out what it uses", async ({
  expect,
}) => {
  const server = await startServer({ env: { QUICKPONG_DRAIN_SECONDS: "0" } });
  const json = join(folder, "url.json");
  const url = server.url.replace("http", "ws");
  const { status, output } = await bots(
    `--light --matches 2 --seconds 3 --url ${url} --json ${json}`,
  );
  await server.stop();
  expect(status, output).toBe(0);
  const report = reportIn(json);
  expect(report).toMatchObject({ players: 4, lost: 0, wrongPairs: 0 });
  expect(report.tickLatenessMsP99).toBeGreaterThan(0);
  if (LINUX) expect(report.serverCpuMicrosPerMatchSecond).toBeGreaterThan(0);
});

test.concurrent("of a server in several processes that runs already each is found", {
  skip: !LINUX,
}, async ({ expect }) => {
  const server = await startServer({ args: [inTop("server/src/main.ts"), "--processes", "2"] });
  // The first that is up answers for both.
  await expect.poll(() => processesOnPort(server.port).length, { timeout: 20_000 }).toBe(2);
  const pids = processesOnPort(server.port);
  // The third child is the Redis that they share.
  const children = childrenOf(server.process.pid as number);
  expect(children).toEqual(expect.arrayContaining(pids));
  expect(children).toHaveLength(pids.length + 1);
  // Those that a process has started belong to it, and nobody counts twice.
  const supervisor = server.process.pid as number;
  const cpu = (all: number[]) => useOfAll(all)?.cpuMicros ?? Number.NaN;
  expect(cpu([supervisor])).toBeGreaterThan(cpu(pids));
  expect(cpu([supervisor, ...pids])).toBeLessThan(cpu([supervisor]) + cpu(pids));
  await server.stop();
  expect(useOfAll(pids)).toBeUndefined();
});

test.concurrent("a crossed threshold fails the run and is named", async ({ expect }) => {
  const { status, output } = await bots("--light --matches 1 --seconds 1 --max players=1");
  expect(status).toBe(1);
  expect(output).toContain("FAILED: players is 2, over 1");
});

test.concurrent("Ctrl-C ends a long run, with the report so far and no server left behind", async ({
  expect,
}) => {
  let servers: number[] = [];
  const { status, output } = await bots("--light --matches 2 --seconds 60", {
    text: /4 in a match/,
    done(pid) {
      servers = childrenOf(pid);
      // The terminal tells the whole group, and npm tells them again. Two of one kind may become one.
      process.kill(-pid, "SIGINT");
      process.kill(-pid, "SIGTERM");
    },
  });
  expect(status, output).toBe(0);
  expect(output).toContain("Interrupted");
  expect(output).toMatch(/matches +2 started/);
  // The server has answered after the Ctrl-C.
  expect(output).toMatch(/server memory +[\d.]+ kB/);
  if (LINUX) expect(servers.length).toBeGreaterThan(0);
  for (const pid of servers) expect(() => process.kill(pid, 0)).toThrow("ESRCH");
});

test.concurrent("a run that is ended before everybody is there reports what came until then", async ({
  expect,
}) => {
  const { status, output } = await bots("--light --matches 100 --ramp 4", {
    text: /in a match/,
    done: (pid) => process.kill(pid, "SIGTERM"),
  });
  expect(status, output).toBe(0);
  expect(output).toMatch(/joins +\d+ of \d+;/);
  expect(output).toMatch(/held over (?!0 )[\d.]+ s/);
});

test.concurrent("a player who is cut off at the end is lost, though it still tries to come back", async ({
  expect,
}) => {
  const server = await startServer();
  // A line comes every 2 s: on a busy machine a shorter run would be over before the one that is waited for.
  const { status, output } = await bots(`--matches 2 --seconds 12 --url ${server.url}`, {
    text: /4 in a match/,
    done: () => void server.crash(),
  });
  expect(status, output).toBe(1);
  expect(output).toContain("FAILED: 4 players were lost");
  expect(output).toContain("4 x no connection at the end");
});

test.concurrent("a server that hangs loses its players, and holds nothing up", {
  skip: !LINUX,
}, async ({ expect }) => {
  const { status, output } = await bots("--light --matches 2 --seconds 12", {
    text: /4 in a match/,
    done: (pid) => process.kill(childrenOf(pid)[0] as number, "SIGSTOP"),
  });
  expect(status, output).toBe(1);
  expect(output).toContain("FAILED: 4 players were lost");
});

test.concurrent("a lobby that never says a word is given up", async ({ expect }) => {
  const hole = createServer((_, response) => response.end("{}"));
  hole.on("upgrade", () => {});
  await new Promise<void>((resolve) => hole.listen(0, "127.0.0.1", resolve));
  const { port } = hole.address() as AddressInfo;
  const { status, output } = await bots(
    `--light --matches 1 --seconds 1 --url http://127.0.0.1:${port}`,
  );
  hole.closeAllConnections();
  hole.close();
  expect(status, output).toBe(1);
  expect(output).toMatch(/joins +0 of 2/);
  expect(output).toContain("FAILED: 2 players were lost");
});

test.concurrent("a file that cannot be written is noticed before the run", async ({ expect }) => {
  const { status, output } = await bots(`--html ${join(folder, "nowhere", "a.html")}`);
  expect(status).toBe(1);
  expect(output).toMatch(/^Cannot write to .*a\.html: ENOENT/);
});

test.concurrent("a player who does not read on ends the run, which still keeps its report", async ({
  expect,
}) => {
  const json = join(folder, "unread.json");
  const args = `--light --matches 2 --seconds 600 --json ${json}`.split(" ");
  const child = spawn(process.execPath, [inTop("e2e/load/main.ts"), ...args]);
  let errors = "";
  child.stderr.on("data", (chunk) => {
    errors += chunk;
  });
  child.stdout.once("data", () => child.stdout.destroy());
  const [status] = await once(child, "close");
  expect(status, errors).toBe(0);
  expect(errors).toBe("");
  expect(reportIn(json)).toMatchObject({ players: 4, lost: 0, interrupted: true });
});

test.concurrent("a wrong option is explained", async ({ expect }) => {
  const { status, output } = await bots("--matches none");
  expect(status).toBe(1);
  expect(output).toContain("--matches none: expected a whole number");
});
