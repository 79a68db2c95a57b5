/** However the bytes arrive, the messages are those that `ws` alone would read. */
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { CloseReason } from "@quickpong/shared/protocol/messages.ts";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { violations } from "../../src/limits/violations.ts";
import { Connection } from "../../src/ws/connection.ts";
import { frameOf } from "../../src/ws/frames.ts";
import { fastPathFault, takeReader } from "../../src/ws/ws-internals.ts";
import { until } from "../support/until.ts";

/** How often due ticks were run. */
const breaks = { count: 0 };
let server: WebSocketServer;
beforeAll(async () => {
  server = new WebSocketServer({
    port: 0,
    host: "127.0.0.1",
    perMessageDeflate: false,
    maxPayload: 1024,
  });
  await once(server, "listening");
});
afterAll(() => {
  for (const client of server.clients) client.terminate();
  server.close();
});

/** An open WebSocket: the client's end as bytes, and the server's. */
async function opened() {
  const { port } = server.address() as AddressInfo;
  const client = connect({ port, host: "127.0.0.1", noDelay: true });
  client.on("error", () => {});
  const connected = once(server, "connection") as Promise<[WebSocket, IncomingMessage]>;
  client.write(
    "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
      "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n",
  );
  const [socket, request] = await connected;
  socket.on("error", () => {});
  return { client, socket, stream: request.socket };
}

/** The same with a connection, and what it lets through to Colyseus. */
async function open(fastPath: boolean) {
  const { client, socket, stream } = await opened();
  const heard: Buffer[] = [];
  socket.on("message", (data: Buffer) => heard.push(Buffer.from(data)));
  const options = { fastPath, runDueTicks: () => void breaks.count++ };
  const connection = new Connection(socket, stream, options);
  await once(client, "data");
  return { client, socket, stream, connection, heard };
}

/** A client's frame with a mask that is not nothing. */
function frame(payload: Buffer, first = 0x82): Buffer {
  const mask = [1, 2, 254, 4];
  const { length } = payload;
  const head = length < 126 ? [first, 128 + length] : [first, 254, length >> 8, length & 255];
  const masked = payload.map((byte, i) => byte ^ (mask[i & 3] as number));
  return Buffer.concat([Buffer.from(head), Buffer.from(mask), masked]);
}

const payloads = fc.array(fc.uint8Array({ maxLength: 200 }), { minLength: 1, maxLength: 12 });
const input = Buffer.from([17, 0, 0, 7, 10, 0, 0, 64, 1]);

describe.each([
  ["fast", true],
  ["ordinary", false],
])("on the %s path", (_, fastPath) => {
  test("any messages in any chunks arrive whole and in order", async () => {
    const { client, connection, heard } = await open(fastPath);
    await fc.assert(
      fc.asyncProperty(payloads, fc.array(fc.nat(60), { maxLength: 10 }), async (all, cuts) => {
        heard.length = 0;
        connection.budget.refill(60_000);
        const sent = all.map((bytes) => Buffer.from(bytes));
        let rest = Buffer.concat(sent.map((payload) => frame(payload)));
        for (const cut of cuts) {
          if (cut === 0) continue;
          client.write(rest.subarray(0, cut));
          rest = rest.subarray(cut);
          await new Promise((resolve) => setImmediate(resolve));
        }
        if (rest.length > 0) client.write(rest);
        await until("all heard", () => heard.length === sent.length);
        expect(heard).toEqual(sent);
      }),
      { numRuns: 60 },
    );
    client.destroy();
  });

  test("pings, fragments and text between messages are treated as ever", async () => {
    const { client, socket, heard } = await open(fastPath);
    const pings: string[] = [];
    socket.on("ping", (data: Buffer) => pings.push(data.toString()));
    client.write(
      Buffer.concat([
        frame(Buffer.from("one")),
        frame(Buffer.from("p"), 0x89),
        frame(Buffer.from("two, first half, "), 0x02),
      ]),
    );
    await until("a ping", () => pings.length === 1);
    // While a message is in pieces, whole ones may not come between; pings may.
    client.write(frame(Buffer.from("q"), 0x89));
    client.write(frame(Buffer.from("second half"), 0x80));
    client.write(frame(Buffer.from("three")));
    await until("three messages", () => heard.length === 3);
    expect(heard.map(String)).toEqual(["one", "two, first half, second half", "three"]);
    expect(pings).toEqual(["p", "q"]);
    client.destroy();
  });

  test("what Colyseus and the room send arrives in order as ever, whatever its size", async () => {
    const { port } = server.address() as AddressInfo;
    const connected = once(server, "connection") as Promise<[WebSocket, IncomingMessage]>;
    const client = new WebSocket(`ws://127.0.0.1:${port}`);
    const got: Buffer[] = [];
    client.on("message", (data: Buffer, isBinary) => isBinary && got.push(data));
    const [socket, request] = await connected;
    const connection = new Connection(socket, request.socket, { fastPath, runDueTicks() {} });
    const uncork = connection.cork();
    const sent = [0, 1, 125, 126, 65_535, 65_536].map((length) => Buffer.alloc(length, 0xfe));
    for (const message of sent) socket.send(message, { binary: true });
    connection.write(frameOf("a") + frameOf("b".repeat(126)) + frameOf("c".repeat(65_535)));
    uncork();
    await new Promise((resolve) => socket.send(Buffer.from("last"), { binary: true }, resolve));
    await until("all", () => got.length === sent.length + 4);
    const written = ["a", "b".repeat(126), "c".repeat(65_535), "last"];
    expect(got).toEqual([...sent, ...written.map((text) => Buffer.from(text))]);
    client.terminate();
  });

  test.each([
    ["an unmasked message", Buffer.from([0x82, 1, 65])],
    [
      "a whole message inside one in pieces",
      Buffer.concat([frame(Buffer.from("a"), 0x02), frame(Buffer.from("b"))]),
    ],
    ["reserved bits", frame(Buffer.from("a"), 0xc2)],
  ])("%s ends the connection, as ever", async (_, bytes) => {
    const { client, socket, heard } = await open(fastPath);
    client.write(bytes);
    await until("closed", () => socket.readyState !== 1);
    expect(heard).toEqual([]);
    client.destroy();
  });

  test("after a closing handshake nothing more is read", async () => {
    const { client, socket, heard } = await open(fastPath);
    client.write(Buffer.concat([frame(Buffer.from("a")), frame(Buffer.from([3, 232]), 0x88)]));
    client.write(frame(Buffer.from("b")));
    await until("closed", () => socket.readyState === 3);
    expect(heard.map(String)).toEqual(["a"]);
  });

  test("SECURITY: a ping takes of the allowance as a message does, and too many end the connection", async () => {
    const { client, socket, connection } = await open(fastPath);
    const before = violations.rate;
    let pings = 0;
    socket.on("ping", () => pings++);
    // Of many in one chunk `ws` itself makes an end.
    const ping = async () => {
      const sent = pings;
      client.write(frame(Buffer.alloc(0), 0x89));
      await until("it is read", () => pings > sent || socket.readyState !== 1);
    };
    while (pings < 5) await ping();
    let left = 0;
    while (connection.budget.takeFrame()) left++;
    expect(left).toBe(245);
    connection.budget.refill(100);
    while (socket.readyState === 1) await ping();
    // 8 more, and the one that was too many.
    expect([pings, violations.rate - before]).toEqual([14, 1]);
  });

  test("a message that is too long is answered with 1009, whatever follows it", async () => {
    const { client, socket } = await open(fastPath);
    const codes: number[] = [];
    socket.on("close", (code) => codes.push(code));
    client.write(frame(Buffer.alloc(2000)).subarray(0, 500));
    await until("it is closing", () => socket.readyState !== 1);
    for (let n = 0; n < 5; n++) client.write(Buffer.alloc(500));
    client.end();
    await until("closed", () => codes.length > 0);
  });
});

test("messages don't pass the stream, unless it is paused, and matches get a break after each", async () => {
  const { client, stream, heard } = await open(true);
  let passed = 0;
  stream.on("data", () => passed++);
  breaks.count = 0;
  client.write(frame(Buffer.from("one")));
  await until("one", () => heard.length === 1);
  expect([passed, breaks.count]).toEqual([0, 1]);
  stream.pause();
  client.write(frame(Buffer.from("two")));
  await until("it waits", () => stream.readableLength > 0);
  expect(heard).toHaveLength(1);
  stream.resume();
  await until("two", () => heard.length === 2);
  expect(passed).toBe(1);
  client.destroy();
});

test("what a player says while playing goes to whoever plays there, whole or in halves", async () => {
  const { client, connection, heard } = await open(true);
  const plays: number[][] = [];
  connection.player = (bytes, from, to) => plays.push([...bytes.subarray(from, to)]);
  client.write(Buffer.concat([frame(input), frame(Buffer.from("other")), frame(input)]));
  await until("a play", () => plays.length === 2 && heard.length === 1);
  expect(plays[0]).toEqual([...input.subarray(2)]);
  client.write(frame(input).subarray(0, 5));
  await new Promise((resolve) => setImmediate(resolve));
  client.write(frame(input).subarray(5));
  // `ws` has put it together: it comes the long way, through the guard.
  await until("the one in halves", () => heard.length === 2);
  client.write(frame(input));
  await until("the short way again", () => plays.length === 3);
  client.destroy();
});

test("SECURITY: beyond the allowance plays go to the guard, and a flood of bytes ends it", async () => {
  const { client, socket, connection, heard } = await open(true);
  let plays = 0;
  connection.player = () => plays++;
  client.write(Buffer.concat(Array.from({ length: 300 }, () => frame(input))));
  await until("all taken", () => plays + heard.length === 300);
  expect(plays).toBe(250);
  expect(connection.admit(false)).toBe(false);
  connection.budget.refill(1000);
  client.write(frame(input));
  await until("one more", () => plays === 251);
  client.write(Buffer.concat(Array.from({ length: 1200 }, () => frame(Buffer.alloc(20)))));
  await until("closed", () => socket.readyState === 3);
  expect(violations.bytes).toBeGreaterThan(0);
  expect(connection.endedFor).toBe(CloseReason.misbehaved);
});

test("the ordinary path lets due ticks run, counts what comes and ends a flood unheard", async () => {
  const { client, socket, connection, heard } = await open(false);
  expect(connection.isFast).toBe(false);
  breaks.count = 0;
  connection.alive = false;
  client.write(frame(input));
  await until("a play for the guard", () => heard.length === 1);
  expect([breaks.count, connection.alive, heard[0]]).toEqual([1, true, input]);
  client.write(Buffer.concat(Array.from({ length: 1200 }, () => frame(Buffer.alloc(20)))));
  await until("closed", () => socket.readyState === 3);
  expect(connection.endedFor).toBe(CloseReason.misbehaved);
  expect(heard.length).toBeLessThan(1200);
});

test("the receiver of another version is left alone, and its messages take the ordinary path", async () => {
  const { socket, stream } = await opened();
  const { _receiver: receiver } = socket as unknown as { _receiver: object };
  Object.assign(receiver, { _state: "start" });
  expect(takeReader(socket, stream)).toBeUndefined();
  expect(stream.listenerCount("data")).toBe(1);
  expect(fastPathFault).toBeUndefined();
  socket.terminate();
});
