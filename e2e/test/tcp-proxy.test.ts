import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type ProxyOptions, startProxy, type TcpProxy } from "../lib/proxy/tcp-proxy.ts";

/** An echo server, and whatever a test has opened to it. */
let echo: Server;
let served: Socket[] = [];
const opened: { stop(): unknown }[] = [];

beforeEach(async () => {
  served = [];
  echo = createServer({ noDelay: true }, (socket) => {
    served.push(socket);
    socket.on("error", () => {});
    socket.pipe(socket);
  });
  await new Promise<void>((resolve) => echo.listen(0, "127.0.0.1", resolve));
});

afterEach(async () => {
  for (const each of opened.splice(0)) await each.stop();
  for (const socket of served) socket.destroy();
  await new Promise((resolve) => echo.close(resolve));
});

async function proxyWith(options: Omit<ProxyOptions, "target">): Promise<TcpProxy> {
  const proxy = await startProxy({ target: (echo.address() as AddressInfo).port, ...options });
  opened.push(proxy);
  return proxy;
}

async function client(proxy: TcpProxy): Promise<Socket> {
  const socket = connect({ port: proxy.port, host: "127.0.0.1", noDelay: true });
  opened.push({ stop: () => socket.destroy() });
  await once(socket, "connect");
  return socket;
}

/** Sends `text` and returns how long its echo took (ms). */
async function echoTime(socket: Socket, text: string): Promise<number> {
  const begin = performance.now();
  socket.write(text);
  let heard = "";
  while (heard.length < text.length) {
    const [data] = (await once(socket, "data")) as [Buffer];
    heard += data.toString();
  }
  expect(heard).toBe(text);
  return performance.now() - begin;
}

test("a perfect link passes everything on, and counts it", async () => {
  const proxy = await proxyWith({});
  const socket = await client(proxy);
  await echoTime(socket, "hello");
  const large = "0123456789".repeat(100_000);
  await echoTime(socket, large);
  expect(proxy.connections[0]?.bytes).toEqual({
    up: 5 + large.length,
    down: 5 + large.length,
  });
});

test("the round trip takes as long as the link says, and may change while it is open", async () => {
  const proxy = await proxyWith({ quality: { rtt: 60, jitter: 0, loss: 0 } });
  const socket = await client(proxy);
  expect(await echoTime(socket, "a")).toBeGreaterThanOrEqual(59);
  proxy.setQuality({ rtt: 120, jitter: 0, loss: 0 });
  expect(await echoTime(socket, "b")).toBeGreaterThanOrEqual(119);
});

test("with jitter and loss everything still arrives in order", async () => {
  const proxy = await proxyWith({ quality: { rtt: 4, jitter: 5, loss: 0.02 } });
  const socket = await client(proxy);
  let heard = "";
  const all = Array.from({ length: 200 }, (_, i) => `${i},`).join("");
  const complete = new Promise<void>((resolve) => {
    socket.on("data", (data) => {
      heard += data.toString();
      if (heard.length >= all.length) resolve();
    });
  });
  for (let i = 0; i < 200; i++) {
    socket.write(`${i},`);
    // One write, one packet: the event loop turns once between two.
    await new Promise((resolve) => setImmediate(resolve));
  }
  await complete;
  expect(heard).toBe(all);
});

test("connections differ when each has a link of its own", async () => {
  const proxy = await proxyWith({
    quality: (n) => ({ rtt: n === 0 ? 0 : 80, jitter: 0, loss: 0 }),
  });
  const [near, far] = [await client(proxy), await client(proxy)];
  const far1 = echoTime(far, "far");
  await echoTime(near, "near");
  expect(await far1).toBeGreaterThanOrEqual(79);
});

test("a stall holds everything back, then delivers it", async () => {
  const proxy = await proxyWith({});
  const socket = await client(proxy);
  await echoTime(socket, "before");
  proxy.stall(150);
  expect(await echoTime(socket, "after")).toBeGreaterThanOrEqual(149);
  proxy.connections[0]?.stall(150, "down");
  expect(await echoTime(socket, "again")).toBeGreaterThanOrEqual(149);
});

test("a reset reaches both ends", async () => {
  const proxy = await proxyWith({});
  const socket = await client(proxy);
  await echoTime(socket, "before");
  const ends = [once(socket, "error"), once(served[0] as Socket, "error")];
  proxy.connections[0]?.reset();
  const codes = (await Promise.all(ends)).map(([error]) => (error as NodeJS.ErrnoException).code);
  expect(codes).toEqual(["ECONNRESET", "ECONNRESET"]);
  await expect.poll(() => proxy.connections.length).toBe(0);
});

test("while it refuses, nobody gets through; afterwards everybody does", async () => {
  const proxy = await proxyWith({});
  proxy.refuse(true);
  const refused = connect({ port: proxy.port, host: "127.0.0.1" });
  const [error] = (await once(refused, "error")) as [NodeJS.ErrnoException];
  expect(error.code).toBe("ECONNRESET");
  proxy.refuse(false);
  await echoTime(await client(proxy), "hello");
});

test("the end of a stream comes after its data, and only that direction ends", async () => {
  const proxy = await proxyWith({ quality: { rtt: 20, jitter: 0, loss: 0 } });
  const socket = await client(proxy);
  socket.end("last words");
  const [data] = (await once(socket, "data")) as [Buffer];
  expect(data.toString()).toBe("last words");
  await once(socket, "end");
});

test("a server that is not there resets the client", async () => {
  const proxy = await proxyWith({});
  await new Promise((resolve) => echo.close(resolve));
  const socket = connect({ port: proxy.port, host: "127.0.0.1" });
  const [error] = (await once(socket, "error")) as [NodeJS.ErrnoException];
  expect(error.code).toBe("ECONNRESET");
});
