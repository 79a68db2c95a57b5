/** Requests as proxies and load balancers make them. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { startServer, type TestServer } from "../support/start.ts";

let clientDir: string;
let server: TestServer;
/** Its players know it as https://example.org/pong. */
let below: TestServer;

beforeAll(async () => {
  clientDir = mkdtempSync(join(tmpdir(), "quickpong-client-"));
  writeFileSync(join(clientDir, "index.html"), "<title>Quickpong</title>");
  server = await startServer({ clientDir });
  const publicAddress = { origin: "https://example.org", basePath: "/pong" };
  below = await startServer({ clientDir, publicAddress, proxies: 1 });
});
afterAll(async () => {
  await server.close();
  await below.close();
  rmSync(clientDir, { recursive: true });
});

/** Sends bytes as they are and returns the answer's first line. */
function statusLine(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, "127.0.0.1", () => socket.write(text));
    socket.once("data", (data) => {
      resolve(data.toString().split("\r\n", 1)[0] ?? "");
      socket.destroy();
    });
    socket.once("error", reject);
  });
}

test.each([
  ["HTTP/1.0 without Host", "GET /healthz HTTP/1.0\r\n\r\n", "200"],
  ["HTTP/1.1 without Host", "GET /readyz HTTP/1.1\r\n\r\n", "200"],
  ["HEAD", "HEAD /healthz HTTP/1.0\r\n\r\n", "200"],
  ["a page without Host", "GET / HTTP/1.0\r\n\r\n", "400"],
  ["a page by HTTP/1.1 without Host", "GET / HTTP/1.1\r\n\r\n", "400"],
])("a probe by %s is answered with its due", async (_, text, status) => {
  expect(await statusLine(text)).toContain(` ${status} `);
});

test("connections stay open for longer than balancers keep theirs, 60 s", async () => {
  const seconds = async ({ url }: TestServer) => {
    const { headers } = await fetch(`${url}/healthz`);
    return Number(/timeout=(\d+)/.exec(headers.get("keep-alive") ?? "")?.[1]);
  };
  expect(await seconds(server)).toBeGreaterThan(60);
  // Google's keep theirs for 600 s.
  expect(await seconds(below)).toBeGreaterThan(600);
});

test.each(["/pong/readyz", "/readyz"])(
  "below a path %s is answered, whether or not the proxy cuts the path off",
  async (path) => {
    expect((await fetch(below.url + path)).status).toBe(200);
    expect(await (await fetch(`${below.url}/pong/r/BCDFGH`)).text()).toContain("Quickpong");
  },
);

test.each(["/pong/matchmake/lobby", "/matchmake/lobby"])(
  "behind a proxy that hides the host the lobby opens at %s for the public address",
  async (path) => {
    const socket = new WebSocket(`${below.url}${path}?options=%7B%7D`, {
      origin: "https://example.org",
      headers: { "x-forwarded-for": "203.0.113.9" },
    });
    const answer = await new Promise((resolve) => {
      socket.once("open", () => resolve("open"));
      socket.once("error", ({ message }) => resolve(message));
    });
    expect(answer).toBe("open");
    socket.terminate();
  },
);

test("a page whose host a proxy hides is refused with a line that says what to do", async () => {
  const headers = { origin: "https://pong.example" };
  for (let n = 0; n < 10; n++) {
    const answer = await fetch(`${server.url}/matchmake/joinOrCreate/lobby`, {
      method: "POST",
      body: "{}",
      headers,
    });
    expect(answer.status).toBe(403);
  }
  const lines = server.lines.filter(({ msg }) => String(msg).startsWith("page refused"));
  expect(lines).toHaveLength(3);
  expect(lines[0]).toMatchObject({
    origin: "https://pong.example",
    host: `127.0.0.1:${server.port}`,
    msg: expect.stringContaining("proxy_set_header Host"),
  });
});
