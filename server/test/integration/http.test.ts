/** Everything that is asked over HTTP, honestly and otherwise. */
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { Agent, type IncomingMessage, request } from "node:http";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { PROTOCOL_VERSION } from "@quickpong/shared/protocol/version.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { createLimits } from "../../src/limits/limits.ts";
import { startServer, type TestServer } from "../support/start.ts";
import { until } from "../support/until.ts";

const PAGE = "<!doctype html><title>Quickpong: Pong for two, anywhere on the net</title>";
const SCRIPT = "console.log('pong');".repeat(100);
let server: TestServer;
/** One that is told by a proxy who asks. */
let behind: TestServer;
let clientDir: string;

beforeAll(async () => {
  clientDir = mkdtempSync(join(tmpdir(), "quickpong-client-"));
  mkdirSync(join(clientDir, "assets"));
  const write = (name: string, content: string) => {
    writeFileSync(join(clientDir, name), content);
    writeFileSync(join(clientDir, `${name}.br`), brotliCompressSync(content));
    writeFileSync(join(clientDir, `${name}.gz`), gzipSync(content));
  };
  write("index.html", PAGE);
  write("assets/main-a1B2c3D4.js", SCRIPT);
  writeFileSync(join(clientDir, "icon.svg"), "<svg/>");
  writeFileSync(join(clientDir, "assets/large-a1B2c3D4.bin"), Buffer.alloc(3_000_000));
  writeFileSync(join(clientDir, ".secret"), "hidden");
  server = await startServer({
    clientDir,
    origins: ["http://elsewhere.example"],
    frames: ["https://school.example", "https://office.example"],
  });
  behind = await startServer({ clientDir, proxies: 1 });
});
afterAll(async () => {
  await behind.close();
  await server.close();
});

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(server.url + path, { headers });
const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  fetch(server.url + path, { method: "POST", body, headers });

/** Sends bytes as they are and returns what comes back until the connection is closed. */
function raw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, "127.0.0.1", () => socket.write(text));
    let answer = "";
    socket.setTimeout(15_000, () => reject(new Error("no answer")));
    socket.on("data", (data) => {
      answer += data;
    });
    socket.on("close", () => resolve(answer));
    socket.on("error", () => resolve(answer));
  });
}

/** Before 24.9 Node hears an upgrade in every offer of another protocol. */
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
const isChoosy = major > 24 || minor >= 9;

test.runIf(isChoosy)(
  "a client that offers another protocol besides is answered in this one",
  async () => {
    const offer =
      "Connection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n";
    const answer = await raw(`GET /healthz HTTP/1.1\r\nHost: localhost\r\n${offer}\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  },
);

test.each(["/", "/play", "/r/ABCDE", "/watch/x1Y2", "/practice", "/no/such/route"])(
  "%s is the client's page, never from a cache unasked",
  async (path) => {
    const answer = await get(path);
    expect(await answer.text()).toBe(PAGE);
    expect(answer.headers.get("cache-control")).toBe("no-cache");
    expect(answer.headers.get("content-type")).toBe("text/html;charset=utf-8");
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'self'");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  },
);

test("hashed files are kept for good and come compressed", async () => {
  for (const [accepted, encoding] of [
    ["gzip, deflate, br", "br"],
    ["gzip", "gzip"],
    ["identity", null],
  ] as const) {
    const answer = await get("/assets/main-a1B2c3D4.js", { "accept-encoding": accepted });
    expect(answer.headers.get("content-encoding")).toBe(encoding);
    expect(answer.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(answer.headers.get("content-type")).toContain("javascript");
    expect(await answer.text()).toBe(SCRIPT);
  }
  const icon = await get("/icon.svg");
  expect(icon.headers.get("cache-control")).toBe("no-cache");
});

test("a file that has not changed is not sent again, however it is compressed", async () => {
  const path = "/assets/main-a1B2c3D4.js";
  const tags = new Set<string>();
  for (const accepted of ["br", "gzip", "identity"]) {
    const headers = { "accept-encoding": accepted };
    const etag = (await get(path, headers)).headers.get("etag") ?? "";
    // Strong: other bytes, another tag.
    expect(etag).toMatch(/^"[\w-]{22}"$/);
    tags.add(etag);
    for (const known of [etag, `"other", ${etag}`, `W/${etag}`, "*"]) {
      const answer = await get(path, { ...headers, "if-none-match": known });
      expect([answer.status, await answer.text()]).toEqual([304, ""]);
      expect(answer.headers.get("etag")).toBe(etag);
      expect(answer.headers.get("cache-control")).toContain("immutable");
      expect(answer.headers.get("vary")).toBe("Accept-Encoding");
    }
    expect((await get(path, { ...headers, "if-none-match": '"other"' })).status).toBe(200);
  }
  expect(tags.size).toBe(3);
});

test("a compression is not sent to who refuses it, nor where there is none", async () => {
  const codings = async (path: string, accepted: string) =>
    (await get(path, { "accept-encoding": accepted })).headers.get("content-encoding");
  const path = "/assets/main-a1B2c3D4.js";
  expect(await codings(path, "br;q=0, gzip;q=0.5")).toBe("gzip");
  expect(await codings(path, "BR ; q=0.001")).toBe("br");
  expect(await codings(path, "brotli, x-gzip, deflate")).toBe(null);
  expect(await codings("/icon.svg", "br")).toBe(null);
});

test("HEAD says what GET would, without the file", async () => {
  const answer = await raw(
    "HEAD /assets/main-a1B2c3D4.js HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
  );
  expect(answer).toContain(`\r\nContent-Length: ${SCRIPT.length}\r\n`);
  expect(answer.endsWith("\r\n\r\n")).toBe(true);
});

test("a client that is built anew or removed changes nothing for a server that runs", async () => {
  const paths = ["/", "/icon.svg", "/assets/main-a1B2c3D4.js"];
  const texts = () => Promise.all(paths.map(async (path) => (await get(path)).text()));
  writeFileSync(join(clientDir, "index.html"), "newer");
  rmSync(join(clientDir, "icon.svg"));
  expect(await texts()).toEqual([PAGE, "<svg/>", SCRIPT]);
  rmSync(clientDir, { recursive: true });
  expect(await texts()).toEqual([PAGE, "<svg/>", SCRIPT]);
});

test("SECURITY: files have a budget of their own, which a class behind one address does not use up", async () => {
  const ask = async (path: string, from: string) => {
    const headers = { "x-forwarded-for": from, "accept-encoding": "identity" };
    return (await fetch(behind.url + path, { headers })).status;
  };
  // More than an address may have of other requests.
  for (let n = 0; n < 450; n++) expect(await ask("/icon.svg", "198.51.100.20")).toBe(200);
  expect(await ask("/api/online", "198.51.100.20")).toBe(200);
  // 3 MB each: 15,000 units of 10 kB are gone after 50 and a few more.
  let large = 0;
  while ((await ask("/assets/large-a1B2c3D4.bin", "198.51.100.21")) === 200) large++;
  expect(large).toBeGreaterThanOrEqual(50);
  expect(large).toBeLessThan(80);
  expect(await ask("/api/online", "198.51.100.21")).toBe(200);
  // 100 cold visitors, 30 files and 500 kB each.
  const { files } = createLimits();
  for (let n = 0; n < 3000; n++) expect(files.take("a school", 0, 2)).toBe(true);
});

test.each([
  "/assets/missing-a1B2c3D4.js",
  "/assets/missing",
  "/assets/main-a1B2c3D4.js.br",
  "/favicon.ico",
  "/.secret",
  "/.well-known/security",
  "/../package.json",
  "/%2e%2e/package.json",
])("%s is not found", async (path) => {
  const answer = await raw(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
  expect(answer).toMatch(/^HTTP\/1\.1 404 /);
});

test("a nonsensical range is ignored", async () => {
  const answer = await get("/icon.svg", { range: "bytes=5-2" });
  expect([answer.status, await answer.text()]).toEqual([200, "<svg/>"]);
});

test("health and the number of players", async () => {
  const health = await get("/healthz");
  expect(health.status).toBe(200);
  expect(await health.json()).toMatchObject({ status: "ok", online: 0, matches: 0 });
  expect(await (await get("/api/online")).json()).toEqual({ online: 0, waiting: 0 });
});

test("a client that does not wait for answers is cut off after the first, and nothing more is read", async () => {
  const line = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";
  let requests = 0;
  const count = ({ request }: { request: IncomingMessage }) => {
    if (request.socket.localPort === server.port) requests++;
  };
  // Node's own word for every request that it hands out.
  subscribe("http.server.request.start", count as never);
  const answers = await raw(line.repeat(2000));
  unsubscribe("http.server.request.start", count as never);
  expect(answers.split("HTTP/1.1 200 ").length).toBeLessThanOrEqual(2);
  expect(requests).toBe(2);
});

test("a client that asks one after the other is answered on one connection, until it asks too often", async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const sockets = new Set<Socket>();
  const ask = (from: string) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const headers = { "x-forwarded-for": from };
      request(`${behind.url}/api/online`, { agent, headers }, (answer) =>
        answer.resume().once("end", () => resolve(answer)),
      )
        .once("socket", (socket) => sockets.add(socket))
        .once("error", reject)
        .end();
    });
  for (let n = 0; n < 400; n++) expect((await ask("198.51.100.7")).statusCode).toBe(200);
  expect(sockets.size).toBe(1);
  let answer: IncomingMessage;
  do answer = await ask("198.51.100.7");
  while (answer.statusCode === 200);
  expect([answer.statusCode, answer.headers.connection]).toEqual([429, "close"]);
  expect((await ask("198.51.100.8")).statusCode).toBe(200);
  agent.destroy();
});

test("errors in browsers are logged, cut to size, a few from each address", async () => {
  const report = JSON.stringify({
    message: "x".repeat(500),
    stack: 7,
    where: "/play",
    secret: "y",
  });
  const send = () => post("/client-errors", report, { "user-agent": "A Browser" });
  const statuses: number[] = [];
  for (let n = 0; n < 7; n++) statuses.push((await send()).status);
  expect(statuses).toEqual([204, 204, 204, 204, 204, 429, 429]);
  const line = await until("the line", () =>
    server.lines.find(({ msg }) => msg === "error in a browser"),
  );
  expect(line["client"]).toEqual({
    message: "x".repeat(300),
    where: "/play",
    agent: "A Browser",
  });
});

test("only the lobby can be joined, and only with a body that is short and an object", async () => {
  const joined = await post("/matchmake/joinOrCreate/lobby", "{}");
  expect(await joined.json()).toMatchObject({ name: "lobby", sessionId: expect.any(String) });
  for (const path of ["joinOrCreate/match", "create/match", "join/lobby", "x/lobby"]) {
    expect((await post(`/matchmake/${path}`, "{}")).status).toBe(404);
  }
  const watch = await post("/matchmake/joinById/x", JSON.stringify({ version: PROTOCOL_VERSION }));
  expect(watch.status).toBe(404);
  const join = (body: string) => post("/matchmake/joinOrCreate/lobby", body);
  for (const body of ["", "null", "[]", "{", "7"]) expect((await join(body)).status).toBe(400);
  expect((await join(JSON.stringify({ name: "x".repeat(5000) }))).status).toBe(413);
  const reconnect = await post("/matchmake/reconnect/__proto__", '{"reconnectionToken":"x"}');
  expect(reconnect.status).toBeGreaterThanOrEqual(500);
  expect((await post("/matchmake/reconnect/lobby", "{}")).status).toBe(404);
});

test("a body of unknown length is not read", async () => {
  const answer = await raw(
    "POST /matchmake/joinOrCreate/lobby HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n",
  );
  expect(answer).toMatch(/^HTTP\/1\.1 411 /);
});

test("pages of other origins can't join, but for those allowed", async () => {
  const join = (origin: string) => post("/matchmake/joinOrCreate/lobby", "{}", { origin });
  expect((await join("http://evil.example")).status).toBe(403);
  expect((await join(server.url)).status).toBe(200);
  // A development server on this machine.
  expect((await join("http://localhost:5173")).status).toBe(200);
  const allowed = await join("http://elsewhere.example");
  expect(allowed.headers.get("access-control-allow-origin")).toBe("http://elsewhere.example");
});

test("pages of the origins that are named may show ours in a frame and connect, and nobody else's", async () => {
  const ancestors = async (url: string) =>
    /frame-ancestors ([^;]*)/.exec(
      (await fetch(url)).headers.get("content-security-policy") ?? "",
    )?.[1];
  expect(await ancestors(server.url)).toBe("'self' https://school.example https://office.example");
  expect(await ancestors(behind.url)).toBe("'self'");
  // But for a replay without its tools.
  expect(await ancestors(`${behind.url}/embed/abcdefghijklmnop`)).toBe("'self' *");
  expect(await ancestors(`${behind.url}/replay/abcdefghijklmnop`)).toBe("'self'");
  const join = (origin: string) => post("/matchmake/joinOrCreate/lobby", "{}", { origin });
  const allowed = await join("https://school.example");
  expect(allowed.headers.get("access-control-allow-origin")).toBe("https://school.example");
  expect((await join("https://other.example")).status).toBe(403);
});

test.each(["DELETE", "PUT", "PATCH"])("%s is not allowed", async (method) => {
  expect((await fetch(server.url, { method })).status).toBe(405);
});

test.each([
  ["a broken Host", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n"],
  ["a Host with a path", "GET / HTTP/1.1\r\nHost: x/../y\r\n\r\n"],
  ["no path", "GET http://[ HTTP/1.1\r\nHost: x\r\n\r\n"],
  ["an endless path", `GET /${"x".repeat(3000)} HTTP/1.1\r\nHost: x\r\n\r\n`],
  ["an upgrade with a broken Host", upgrade("/abcdefghi/abcdefghi?sessionId=abcdefghi", "a b")],
  ["an upgrade to nowhere", upgrade("//[", "x")],
])("%s is a bad request", async (_, text) => {
  expect(await raw(text.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"))).toMatch(
    /^HTTP\/1\.1 40[04] /,
  );
});

test.each([
  ["/", 404],
  ["/abcdefghi/__proto__?sessionId=abcdefghi", 404],
  ["/abcdefghi/abcdefghi", 400],
  ["/abcdefghi/abcdefghi?sessionId=%00", 400],
  ["/matchmake/lobby", 400],
  ["/matchmake/lobby?options=%5B%5D", 400],
  ["/matchmake/match?options=%7B%7D", 404],
])("a WebSocket to %s is refused", async (path, status) => {
  expect(await raw(upgrade(path, "x"))).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
});

test("a client that is refused a WebSocket can't keep the connection open", async () => {
  const socket = connect({ port: server.port, host: "127.0.0.1", allowHalfOpen: true }, () =>
    socket.write(upgrade("/", "x")),
  );
  let gone = false;
  socket.resume().on("error", () => {
    gone = true;
  });
  await until("the end", () => socket.readableEnded);
  // What arrives for a socket that is only half closed is taken; one that is closed resets.
  await until("a reset", () => {
    socket.write("x");
    return gone;
  });
});

test("a WebSocket to a room that is gone is told so", async () => {
  const socket = new WebSocket(`${server.url}/abcdefghi/abcdefghi?sessionId=abcdefghi`);
  const messages: Buffer[] = [];
  socket.on("message", (data: Buffer) => messages.push(data));
  let code = 0;
  socket.on("close", (with_) => {
    code = with_;
  });
  await until("closed", () => code);
  expect(code).toBe(4002);
  expect(messages[0]?.subarray(1).toString()).toContain("expired");
});

test("a client that comes to the lobby endpoint with a page that is too old is told so", async () => {
  const socket = new WebSocket(`${server.url}/matchmake/lobby?options=${encodeURIComponent("{}")}`);
  const messages: Buffer[] = [];
  socket.on("message", (data: Buffer) => messages.push(data));
  await until("message", () => messages.length);
  expect(messages[0]?.toString()).toContain("version");
  await until("closed", () => socket.readyState === WebSocket.CLOSED);
});

test.each(["/abcdefghi/abcdefghi?sessionId=abcdefghi", "/matchmake/lobby?options=%7B%7D"])(
  "a page of another origin can't open a WebSocket to %s",
  async (path) => {
    const answer = await raw(
      upgrade(path, "x").replace("\r\n\r\n", "\r\nOrigin: http://evil.example\r\n\r\n"),
    );
    expect(answer).toMatch(/^HTTP\/1\.1 403 /);
  },
);

test("nothing of this was an error of the server", () => {
  expect(server.lines.filter(({ level }) => Number(level) >= 50)).toEqual([]);
});

function upgrade(path: string, host: string): string {
  return `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n`;
}
