/** What happens to processes from outside: one is stopped, their supervisor is killed, nobody reads their log. */
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { inTop } from "../../lib/paths.ts";
import { freePort, type RunningServer, startServer } from "../../lib/start-server.ts";
import { atLeast, atMost, type Fault } from "../finding.ts";
import { pairUp } from "../raw-client.ts";
import { timeUntil, until } from "../until.ts";

const MAIN = inTop("server/src/main.ts");

function launch(port: number, processes: number): Promise<RunningServer> {
  const args = [MAIN, "--processes", String(processes)];
  return startServer({ port, args, env: { QUICKPONG_DRAIN_SECONDS: "30" } });
}

/** The worker of this name, by the log. */
function pidOf(server: RunningServer, name: string): number {
  const starts = server
    .log()
    .split("\n")
    .filter((line) => line.includes('"server started"') && line.includes(`"process":"${name}"`));
  return starts.length > 0 ? (JSON.parse(starts.at(-1) as string) as { pid: number }).pid : 0;
}

const CONNECTIONS = 45;
/** What takes longer (ms) is counted as hanging. */
const HANGS = 6000;

/** How long a request on a connection of its own takes (ms). */
const timeAlone = (url: string): Promise<number> =>
  new Promise((resolve) => {
    const begin = performance.now();
    const done = () => resolve(performance.now() - begin);
    const asked = request(`${url}/healthz`, { agent: false, timeout: HANGS }, (answer) =>
      answer.resume().once("end", done),
    );
    asked
      .once("timeout", () => asked.destroy())
      .once("error", done)
      .end();
  });

const stopped: Fault = {
  name: "worker stopped",
  guarantee: "Who comes meanwhile is answered by the others, and another process takes its place.",
  slow: true,
  async play() {
    const server = await launch(await freePort(), 3);
    const pid = await until("its name", () => pidOf(server, "p2"));
    await until("all are up", () => server.log().includes("Quickpong is up"), 20_000);
    const begin = performance.now();
    process.kill(pid, "SIGSTOP");
    const times: number[] = [];
    // At once, and while it is known.
    for (let n = 0; n < 3; n++) {
      const some = Array.from({ length: CONNECTIONS / 3 }, () => timeAlone(server.url));
      times.push(...(await Promise.all(some)));
      await sleep(500);
    }
    await until("another", () => pidOf(server, "p2") !== pid, 30_000);
    const replaced = performance.now() - begin;
    await server.stop();
    return [
      atMost(`hanging of ${CONNECTIONS}`, times.filter((ms) => ms >= HANGS).length, 0),
      atMost("slowest answer", Math.max(...times), HANGS, "ms"),
      atMost("replaced after", replaced, 20_000, "ms"),
    ];
  },
};

const launcherKilled: Fault = {
  name: "supervisor killed",
  guarantee: "Started anew at once it finds its port free, while matches of before go on.",
  slow: true,
  async play() {
    const port = await freePort();
    const server = await launch(port, 2);
    await until("all are up", () => server.log().includes("Quickpong is up"), 20_000);
    const players = await pairUp(server.url);
    server.process.kill("SIGKILL");
    const next = await launch(port, 2);
    await until("all are up", () => next.log().includes("Quickpong is up"), 20_000);
    const lost = players.filter(({ closed }) => closed !== undefined).length;
    const others = await pairUp(next.url);
    for (const player of [...players, ...others]) player.leave();
    await next.stop();
    return [
      atMost("found the port taken", Number(next.log().includes("is taken")), 0),
      atMost("players of before lost", lost, 0),
      atLeast("players after", others.length, 2),
    ];
  },
};

/** Logs 2 MB a second: an error, which is a bug, each millisecond. */
const CHATTER = `data:text/javascript,setInterval(()=>Promise.reject(new Error("x".repeat(1000))),1)`;
const UNREAD_MS = 5000;
/** What the process may grow by (MB); twenty times that is not written meanwhile. */
const GROWTH_MAX = 60;

function residentMb(pid: number | undefined): number {
  const [, pages] = readFileSync(`/proc/${pid}/statm`, "latin1").split(" ");
  return (Number(pages) * 4096) / 1e6;
}

const unreadLog: Fault = {
  name: "log that nobody reads",
  guarantee:
    "It costs lines, which are counted, and bounded memory; the server goes on and ends cleanly.",
  slow: true,
  async play() {
    const env = { QUICKPONG_METRICS_TOKEN: "chaos chaos chaos" };
    const server = await startServer({ args: ["--import", CHATTER, MAIN], env });
    server.process.stdout?.pause();
    await pairUp(server.url);
    const before = residentMb(server.process.pid);
    const times: number[] = [];
    for (const end = performance.now() + UNREAD_MS; performance.now() < end; await sleep(100))
      times.push(await timeAlone(server.url));
    const grown = residentMb(server.process.pid) - before;
    const headers = { authorization: "Bearer chaos chaos chaos" };
    const metrics = await (await fetch(`${server.url}/metrics`, { headers })).text();
    const lines = Number(/^quickpong_log_lines_lost_total (\d+)/m.exec(metrics)?.[1]);
    server.process.kill("SIGTERM");
    const ended = await timeUntil(() => server.process.exitCode !== null, 10_000);
    await server.crash();
    return [
      atLeast("lines counted", lines, 1),
      atMost("memory", grown, GROWTH_MAX, "MB"),
      atMost("slowest answer", Math.max(...times), 1000, "ms"),
      atMost("ended after", ended, 8000, "ms"),
      atMost("exit status", server.process.exitCode ?? 1, 0),
    ];
  },
};

export const processFaults = [stopped, launcherKilled, unreadLog];
