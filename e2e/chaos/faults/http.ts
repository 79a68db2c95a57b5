/** Requests that no browser sends. */
import { connect } from "node:net";
import { atMost, type Fault } from "../finding.ts";
import { enterLobby, type RawClient } from "../raw-client.ts";
import { timeUntil } from "../until.ts";

const HEAD = "HTTP/1.1\r\nHost: x\r\n";
const UPGRADE =
  "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n" +
  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
const join = (headers: string, body = "") =>
  `POST /matchmake/joinOrCreate/lobby ${HEAD}Content-Type: application/json\r\n${headers}\r\n${body}`;
const joinWith = (body: string) => join(`Content-Length: ${Buffer.byteLength(body)}\r\n`, body);
const upgrade = (path: string, headers = "") => `GET ${path} ${HEAD}${UPGRADE}${headers}\r\n`;

const CORPUS: string[] = [
  "\0\0\0\0",
  "GET\r\n\r\n",
  "GET / HTTP/9.9\r\n\r\n",
  "GET / HTTP/1.1\r\n\r\n",
  "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
  "GET / HTTP/1.1\r\nHost: [\r\n\r\n",
  "GET / HTTP/1.1\r\nHost: x/../y\r\n\r\n",
  "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nHost: [c\r\n\r\n",
  `GET http://[ ${HEAD}\r\n`,
  `GET //[ ${HEAD}\r\n`,
  `GET /${"x".repeat(3000)} ${HEAD}\r\n`,
  `GET / ${HEAD}X: ${"x".repeat(100_000)}\r\n\r\n`,
  `GET /%2e%2e/%2e%2e/package.json ${HEAD}\r\n`,
  `GET /%00.js ${HEAD}\r\n`,
  `GET /%.js ${HEAD}\r\n`,
  `GET /assets/%c0%ae%c0%ae/x.js ${HEAD}\r\n`,
  `DELETE / ${HEAD}\r\n`,
  `TRACE / ${HEAD}\r\n`,
  `CONNECT x:1 ${HEAD}\r\n`,
  `POST / ${HEAD}Content-Length: 0\r\n\r\n`,
  join("Content-Length: 150000000\r\n", "{".repeat(60_000)),
  join("Content-Length: -1\r\n"),
  join("Content-Length: 1e9\r\n"),
  join("Content-Length: 2\r\nTransfer-Encoding: chunked\r\n", "2\r\n{}\r\n0\r\n\r\n"),
  join("Transfer-Encoding: chunked\r\n", "ffffffff\r\n"),
  joinWith(""),
  joinWith("null"),
  joinWith("["),
  joinWith(`{"version":1,"name":${"[".repeat(900)}`),
  joinWith('{"version":NaN}'),
  joinWith('{"__proto__":{"version":1}}x'),
  `POST /matchmake/create/match ${HEAD}Content-Length: 2\r\n\r\n{}`,
  `POST /matchmake/joinById/__proto__ ${HEAD}Content-Length: 2\r\n\r\n{}`,
  `POST /matchmake/__proto__/lobby ${HEAD}Content-Length: 2\r\n\r\n{}`,
  `POST /matchmake/reconnect/constructor ${HEAD}Content-Length: 2\r\n\r\n{}`,
  upgrade("/"),
  upgrade("//["),
  upgrade("/abcdefghi/__proto__?sessionId=abcdefghi"),
  upgrade("/abcdefghi/abcdefghi"),
  upgrade("/matchmake/lobby"),
  upgrade("/matchmake/lobby?options=%7B%22name%22"),
  upgrade("/matchmake/lobby?options=%FF%00"),
  upgrade("/abcdefghi/abcdefghi?sessionId=%00"),
  upgrade("/abcdefghi/abcdefghi?sessionId=abcdefghi", "Sec-WebSocket-Extensions: ;;;\r\n"),
  upgrade("/abcdefghi/abcdefghi?sessionId=abcdefghi", "Content-Length: 5\r\n"),
  `GET /abcdefghi/abcdefghi?sessionId=abcdefghi ${HEAD}Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n`,
];

/** These wait for the rest of themselves. */
const UNFINISHED: string[] = [
  "",
  "\r\n\r\n\r\n",
  `GET / ${HEAD}`,
  "POST /matchmake",
  join("Content-Length: 100\r\n", "{"),
];

interface Answer {
  status: number;
  ms: number;
}

/** Status 0: closed without a word, which is as good as any refusal. */
function send(port: number, text: string): Promise<Answer> {
  return new Promise((resolve) => {
    const begin = performance.now();
    const socket = connect(port, "127.0.0.1", () => socket.write(text, "latin1"));
    const done = (status: number) => {
      socket.destroy();
      resolve({ status, ms: performance.now() - begin });
    };
    socket.setTimeout(15_000, () => done(599));
    socket.once("data", (data) => done(Number(data.toString("latin1", 9, 12))));
    socket.on("close", () => done(0));
    socket.on("error", () => done(0));
  });
}

const corpus: Fault = {
  name: "HTTP corpus",
  guarantee: "Requests that no browser sends are refused at once and break nothing.",
  play: (env) =>
    env.meanwhile(async () => {
      const { port } = env.server;
      const answers = await Promise.all(CORPUS.map((text) => send(port, text)));
      // What a stray path is told is the client's page, and a room that is gone says so by WebSocket.
      const errors = answers.filter(
        ({ status }) => status >= 500 && status !== 503 && status < 520,
      );
      return [
        ...env.survived(),
        atMost("errors of the server", errors.length, 0),
        atMost("slowest answer", Math.max(...answers.map(({ ms }) => ms)), 1000, "ms"),
      ];
    }),
};

const unfinished: Fault = {
  name: "unfinished requests",
  guarantee: "Who does not finish asking is closed within 12 s.",
  slow: true,
  async play(env) {
    const answers = await Promise.all(UNFINISHED.map((text) => send(env.server.port, text)));
    return [atMost("slowest", Math.max(...answers.map(({ ms }) => ms)), 12_000, "ms")];
  },
};

/** Connections, and requests on each: a chunk of them is as much as Node reads in one go. */
const PIPELINES = 100;
const PIPELINED = 2300;

/** How long a connection on which that is written stays open (ms). */
function lasts(port: number, text: string): Promise<number> {
  return new Promise((resolve) => {
    const begin = performance.now();
    const socket = connect(port, "127.0.0.1", () => socket.write(text, "latin1"));
    socket.setTimeout(15_000, () => socket.destroy());
    socket.on("error", () => {}).once("close", () => resolve(performance.now() - begin));
    socket.resume();
  });
}

const pipelined: Fault = {
  name: "pipelined requests",
  guarantee:
    "Who asks and asks without waiting for answers is closed at once; others stay punctual.",
  play: (env) =>
    env.meanwhile(async () => {
      const text = `GET / ${HEAD}\r\n`.repeat(PIPELINED);
      const times = Array.from({ length: PIPELINES }, () => lasts(env.server.port, text));
      return [
        ...env.survived(),
        atMost("slowest closed after", Math.max(...(await Promise.all(times))), 1000, "ms"),
      ];
    }),
};

/** Wishes of the wrong shape, which are good JSON and get as far as the lobby. */
const WISHES: object[] = [
  { ticket: { toString: 1, valueOf: 1 } },
  { ticket: [[]], name: { toString: null } },
  { tab: { length: 3 } },
  { host: { pointsToWin: {}, pace: "x", watch: 7 } },
  { host: [], code: 5 },
  { code: { slice: 1 } },
  { code: "x".repeat(1500) },
  { name: "\u0301".repeat(700) },
  { address: { a: 1 }, keys: [] },
  { visitor: { credential: 7, ownPage: true }, identity: { kind: "credential" }, account: [] },
  JSON.parse('{"__proto__":{"version":0},"constructor":{"prototype":1}}'),
];

const wishes: Fault = {
  name: "strange wishes",
  guarantee: "Options of any shape are taken for none; nobody is kept waiting and nothing throws.",
  async play(env) {
    const errors = env.errors;
    const guests: RawClient[] = [];
    for (const wish of WISHES) guests.push(await enterLobby(env.url, "Odd", false, wish));
    const answered = () => guests.every(({ joined, closed }) => joined || closed);
    const ms = await timeUntil(answered, 3000);
    for (const guest of guests) guest.leave();
    return [
      ...env.survived(),
      atMost("answered after", ms, 1000, "ms"),
      atMost("errors logged", env.errors - errors, 0),
    ];
  },
};

export const httpFaults = [corpus, pipelined, wishes, unfinished];
