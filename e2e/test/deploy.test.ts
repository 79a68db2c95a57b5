/** What is in server/deploy works: its steps, its names, its units. */
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Metrics } from "@quickpong/server/metrics/metrics.ts";
import type { Sources } from "@quickpong/server/metrics/sources.ts";
import { expect, test } from "vitest";
import { runDockerfile } from "../dev/run-dockerfile.ts";
import { inTop, TOP } from "../lib/paths.ts";
import { freePort } from "../lib/start-server.ts";

const read = (file: string): string => readFileSync(inTop("server/deploy", file), "utf8");

test("the Dockerfile's steps, but for the client's build, end in a server that serves it", async () => {
  const root = mkdtempSync(join(tmpdir(), "quickpong-image-"));
  // Building the client again would take longer than all the rest.
  const dist = join(root, "client/app/client/dist");
  mkdirSync(dist, { recursive: true });
  writeFileSync(join(dist, "index.html"), "<title>Quickpong</title>");
  const built = runDockerfile(inTop("server/deploy/Dockerfile"), TOP, root, ["client"]);
  const port = await freePort();
  const settings = { HOST: "127.0.0.1", PORT: String(port), QUICKPONG_DATA: "off" };
  const env = { ...process.env, ...built.env, ...settings };
  const run = ([command, ...args]: string[]) =>
    [command === "node" ? process.execPath : String(command), args] as const;
  const child = spawn(...run(built.command), { cwd: built.workdir, env });
  const isHealthy = (settings: object) =>
    spawnSync(...run(built.healthcheck), {
      cwd: built.workdir,
      env: { ...env, ...settings },
    }).status === 0;
  try {
    const ask = (path: string) => fetch(`http://127.0.0.1:${port}${path}`).catch(() => undefined);
    for (let n = 0; n < 200 && !(await ask("/healthz")); n++) await sleep(50);
    expect((await ask("/healthz"))?.status).toBe(200);
    expect(await (await ask("/"))?.text()).toContain("<title>Quickpong");
    expect(isHealthy({})).toBe(true);
    expect(isHealthy({ HOST: "0.0.0.0" })).toBe(true);
    expect(isHealthy({ PORT: String(await freePort()) })).toBe(false);
    expect(isHealthy({ HOST: "127.0.0.2" })).toBe(false);
  } finally {
    child.kill("SIGKILL");
    rmSync(root, { recursive: true, force: true });
  }
}, 300_000);

test("dashboard and alerts know only metrics that there are", async () => {
  const metrics = new Metrics();
  const zero = () => 0;
  const sources = {
    traffic: () => ({}),
    violations: () => ({}),
    ticks: () => ({}),
    cluster: () => ({}),
  };
  metrics.watch(
    new Proxy(sources, { get: (has, key) => Reflect.get(has, key) ?? zero }) as unknown as Sources,
  );
  const names = metrics.registry.getMetricsAsArray().map(({ name }) => name);
  for (const file of ["grafana/dashboard.json", "alerts.yml"]) {
    const used = read(file).match(/\b(quickpong|nodejs|process)_\w+/g) ?? [];
    expect(used.length).toBeGreaterThan(5);
    for (const name of new Set(used))
      expect(names).toContain(name.replace(/_(bucket|count|sum)$/, ""));
  }
});

test("the dashboard has a unit, a place and a query for every panel", () => {
  const { panels } = JSON.parse(read("grafana/dashboard.json")) as {
    panels: { title: string; targets: object[]; fieldConfig: { defaults: { unit: string } } }[];
  };
  expect(new Set(panels.map(({ title }) => title)).size).toBe(panels.length);
  for (const { targets, fieldConfig } of panels) {
    expect(targets.length).toBeGreaterThan(0);
    expect(fieldConfig.defaults.unit).toBeTruthy();
  }
});

test("process managers wait longer than the server drains", () => {
  const drain = (text: string) => Number(/QUICKPONG_DRAIN_SECONDS[=:] ?"?(\d+)/.exec(text)?.[1]);
  const unit = read("quickpong.service");
  expect(Number(/TimeoutStopSec=(\d+)/.exec(unit)?.[1])).toBeGreaterThan(drain(unit));
  const compose = read("compose.yaml");
  expect(Number(/stop_grace_period: (\d+)s/.exec(compose)?.[1])).toBeGreaterThan(drain(compose));
});

const systemd = spawnSync("systemd-analyze", ["--version"]).status === 0;
test.runIf(systemd)("the unit is one that systemd reads without a word", () => {
  const { stderr } = spawnSync(
    "systemd-analyze",
    ["verify", inTop("server/deploy/quickpong.service")],
    {
      encoding: "utf8",
    },
  );
  const words = stderr.split("\n").filter((line) => line.includes("quickpong.service:"));
  // There is nothing in /opt here.
  const complaints = words.filter((line) => !line.includes("is not executable"));
  expect(complaints).toEqual([]);
});
