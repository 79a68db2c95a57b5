/** The game behind a proxy that serves it below a path and says neither that path nor the host. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inTop, VITE_CLI } from "../lib/paths.ts";
import { type Program, provide, startNginx } from "../lib/programs.ts";
import { freePort } from "../lib/start-server.ts";
import { expect, type RunningServer, startServer, test } from "./fixtures.ts";
import { close, inMatch, meet, newPlayer, seen } from "./support/players.ts";

/** nginx as most people set it up: Host is the upstream's own name, and the location's path is cut off. */
const location = (port: number, upstream: number): string => `
  server {
    listen 127.0.0.1:${port};
    location /pong/ {
      proxy_http_version 1.1;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection upgrade;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_pass http://127.0.0.1:${upstream}/;
    }
  }`;

function buildFor(publicUrl: string, outDir: string): void {
  const args = [VITE_CLI(), "build", "--outDir", outDir, "--emptyOutDir", "--logLevel", "warn"];
  const env = { ...process.env, NODE_ENV: "production", PUBLIC_URL: publicUrl };
  const { status } = spawnSync(process.execPath, args, { cwd: inTop("client"), env });
  expect(status, "the client's build").toBe(0);
}

let missing: string | undefined;
let clientDir: string;
let server: RunningServer;
let nginx: Program;
let proxy: string;

test.beforeAll(async () => {
  missing = provide(["nginx"]);
  if (missing !== undefined) return;
  const port = await freePort();
  proxy = `http://127.0.0.1:${port}`;
  const PUBLIC_URL = `${proxy}/pong/`;
  clientDir = mkdtempSync(join(tmpdir(), "quickpong-client-"));
  buildFor(PUBLIC_URL, clientDir);
  const env = { PUBLIC_URL, QUICKPONG_CLIENT_DIR: clientDir, QUICKPONG_PROXIES: "1" };
  server = await startServer({ env });
  nginx = await startNginx(port, location(port, server.port));
});

test.afterAll(async () => {
  if (missing !== undefined) return;
  await nginx.stop();
  await server.stop();
  rmSync(clientDir, { recursive: true });
});

test("below a path two play, come back after a refresh, and every address is below it", async ({
  browser,
}) => {
  test.skip(missing !== undefined, missing);
  const requests: string[] = [];
  const ann = await newPlayer(browser, proxy, "Ann", {}, "/pong/");
  const bob = await newPlayer(browser, proxy, "Bob", {}, "/pong/");
  ann.page.on("request", (request) => requests.push(new URL(request.url()).pathname));
  ann.page.on("websocket", (socket) => requests.push(new URL(socket.url()).pathname));
  await meet(ann, bob);
  expect(new URL(ann.page.url()).pathname).toBe("/pong/play");
  await seen(ann, ({ phase }) => phase === "rally");
  await ann.page.reload();
  await inMatch(ann);
  for (const path of requests) expect(path).toMatch(/^\/pong\//);
  expect(requests.some((path) => path.startsWith("/pong/matchmake/"))).toBe(true);
  expect([...ann.errors, ...bob.errors]).toEqual([]);
  await close(ann, bob);
});
