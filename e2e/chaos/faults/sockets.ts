/** What can be done to a WebSocket below its messages, and to sockets that are no WebSockets yet. */
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { atMost, type Fault } from "../finding.ts";
import { enterLobby, pairUp, type RawClient } from "../raw-client.ts";
import type { ServerEnv } from "../server-env.ts";
import { timeUntil, until } from "../until.ts";

/** A client that breaks the protocol must be out so soon (ms). */
const OUT_AFTER = 1000;
/** A mask of zeros is a valid one. */
const MASK = [0, 0, 0, 0];
const frame = (first: number, payload: number[] = []): number[] => [
  first,
  0x80 | payload.length,
  ...MASK,
  ...payload,
];

/** Bytes that no WebSocket library sends. */
const CORPUS: number[][] = [
  [0x82, 0x01, 10],
  [...frame(0xc2, [10])],
  [...frame(0x92, [10])],
  [...frame(0x83)],
  [...frame(0x8f)],
  [...frame(0x80)],
  [0x89, 0xfe, 0x03, 0xe8, ...MASK],
  [...frame(0x09, [1])],
  [...frame(0x88, [0])],
  [...frame(0x88, [0x03, 0xed])],
  [...frame(0x88, [0xff, 0xff])],
  [...frame(0x88, [0x03, 0xe8, 0xff, 0xfe])],
  [...frame(0x81, [0xff, 0xfe, 0xfd])],
  [0x82, 0xff, 0x00, 0x20, 0, 0, 0, 0, 0, 0, ...MASK],
  [0x82, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, ...MASK],
  [0x82, 0xfe, 0xff, 0xff, ...MASK],
  [...frame(0x02, [13]), ...frame(0x02, [13])],
  [...frame(0x88, [0x03, 0xe8]), ...frame(0x82, [19, 255, 1])],
];

const corpus: Fault = {
  name: "WebSocket corpus",
  guarantee: "Who breaks the protocol below the messages is out within 1 s; nobody else notices.",
  play: (env) =>
    env.meanwhile(async () => {
      const errors = env.errors;
      let slowest = 0;
      for (const bytes of CORPUS) {
        const bad = await enterLobby(env.url, "Raw", true);
        await until("in", () => bad.joined);
        bad.write(Buffer.from(bytes));
        slowest = Math.max(slowest, await timeUntil(() => bad.closed, 3000));
        bad.socket.terminate();
      }
      return [
        ...env.survived(),
        atMost("sender out after", slowest, OUT_AFTER, "ms"),
        atMost("errors logged", env.errors - errors, 0),
      ];
    }),
};

/** Written again and again, as fast as the socket takes them. */
const FLOODS: [string, number[], ((bad: RawClient) => void)?][] = [
  ["pings", frame(0x89)],
  ["pongs", frame(0x8a)],
  ["empty fragments", frame(0x00)],
  ["frames after leaving", frame(0x82), (bad) => bad.send(Uint8Array.of(12))],
  ["whole messages", frame(0x82, [17, 0, 2, 1, 0, 0])],
];
const BLOCK = 32 * 1024;

/** Has the client's socket carry nothing else; says how long it lasts (ms). */
function blast(bad: RawClient, bytes: readonly number[]): Promise<number> {
  const block = Buffer.alloc(BLOCK - (BLOCK % bytes.length), Uint8Array.from(bytes));
  const write = () => {
    if (bad.closed === undefined && bad.pending < 4 * BLOCK) bad.write(block);
  };
  const timer = setInterval(write, 1);
  write();
  return timeUntil(() => bad.closed, 3000).finally(() => clearInterval(timer));
}

const floods: Fault = {
  name: "floods below the messages",
  guarantee:
    "Pings, fragments and frames of nobody, at line rate: out within 1 s, others punctual.",
  play: (env) =>
    env.meanwhile(async () => {
      const figures = [];
      for (const [what, bytes, before] of FLOODS) {
        const [bad, other] = await pairUp(env.url);
        // A fragment needs something to go on.
        if (bytes[0] === 0) bad.write(Buffer.from(frame(0x02, [17])));
        before?.(bad);
        figures.push(atMost(what, await blast(bad, bytes), OUT_AFTER, "ms"));
        bad.socket.terminate();
        other.leave();
      }
      return figures;
    }),
};

/** Twenty pairs: a flood from many at once. */
const PAIRS = 20;

const manyFloods: Fault = {
  name: "40 floods at once",
  guarantee: "Forty who flood at the same moment are all out within 1 s, others punctual.",
  slow: true,
  play: (env) =>
    env.meanwhile(async () => {
      const bad: RawClient[] = [];
      for (let n = 0; n < PAIRS; n++) bad.push(...(await pairUp(env.url)));
      await env.tell("reset");
      const bytes = frame(0x82, [17, 0, 2, 1, 0, 0]);
      const times = await Promise.all(bad.map((each) => blast(each, bytes)));
      return [atMost("slowest out after", Math.max(...times), OUT_AFTER, "ms")];
    }),
};

const UPGRADE =
  "Host: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n" +
  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
const REFUSED = 200;

/** Keeps its own end open, whatever the other one does. */
function clinging(port: number, text: string): Socket {
  const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true }, () =>
    socket.write(text),
  );
  return socket.on("error", () => {}).resume();
}

async function held(env: ServerEnv): Promise<number> {
  return (await env.vitals()).sockets;
}

const refusals: Fault = {
  name: "refused and not gone",
  guarantee: "Who is refused and keeps the connection open keeps nothing open at the server.",
  play: (env) =>
    env.meanwhile(async () => {
      const before = await held(env);
      const line = (n: number) => `GET ${n % 2 ? "/" : "/p1/abcdefghi"} HTTP/1.1\r\n${UPGRADE}`;
      const sockets = Array.from({ length: REFUSED }, (_, n) => clinging(env.server.port, line(n)));
      await until("refused", () => sockets.every(({ bytesRead }) => bytesRead > 0));
      await sleep(500);
      const more = (await held(env)) - before;
      for (const socket of sockets) socket.destroy();
      // Requests of the watchdog and of bots come and go.
      return [atMost("sockets still open", Math.max(0, more), 10)];
    }),
};

export const socketFaults = [corpus, floods, manyFloods, refusals];
