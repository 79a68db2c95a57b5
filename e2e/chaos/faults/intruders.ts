/** Clients that want something that is not theirs: a paddle off the court, a seat, a page's visitors. */
import { setTimeout as sleep } from "node:timers/promises";
import { segmentsIn } from "@quickpong/shared/protocol/publication.ts";
import { DEFAULT_RULES, paddleRange } from "@quickpong/shared/rules.ts";
import { WebSocket } from "ws";
import { atLeast, atMost, type Fault } from "../finding.ts";
import { askForSeat, pairUp, RawClient } from "../raw-client.ts";
import type { ServerEnv } from "../server-env.ts";
import { Track } from "../track.ts";
import { timeUntil, until } from "../until.ts";

/** Inputs as bytes: kind, seq, tick (3), target in sixty-fourths (2). */
const OUT_OF_RANGE: number[][] = [
  [17, 0, 0, 1, 0, 0, 0, 255, 127],
  [17, 0, 0, 2, 0, 0, 0, 0, 128],
  [17, 0, 0, 3, 255, 255, 255, 0, 0],
  [17, 0, 1, 255, 255, 255],
  [17, 0, 2, 7, 255, 255],
  [13, 4, 0xcb, 0x7f, 0xf8, 0, 0, 0, 0, 0, 0],
  [13, 4, 0xca, 0x7f, 0x80, 0, 0],
  [13, 4, 0x7f],
  [13, 3, 0xcb, 0x46, 0x29, 0x3e, 0x59, 0x39, 0xa0, 0x8c, 0xea],
];

const range: Fault = {
  name: "NaN and range",
  guarantee: "No number from outside puts a paddle off the court or beyond its speed.",
  async play(env) {
    const [bad, other] = await pairUp(env.url);
    const track = new Track(other);
    const most = paddleRange(other.state.rules ?? DEFAULT_RULES);
    bad.move(0, most);
    for (const frame of OUT_OF_RANGE) bad.send(Uint8Array.from(frame));
    // From one end of the court to beyond the other takes 0.8 s.
    await sleep(1000);
    const numbers = [other.opponent.rtt, other.state.tick, other.state.phaseEnds];
    for (const { tick, y, target } of segmentsIn(other.opponent)) numbers.push(tick, y, target);
    const { furthest, fastest } = track.extremes(600);
    for (const each of [bad, other]) each.leave();
    return [
      atMost("not a number", numbers.filter((n) => !Number.isFinite(n)).length, 0),
      atMost("furthest", furthest, most, "u"),
      atMost("fastest, of the limit", fastest, 1.05),
    ];
  },
};

/** Whether somebody gets a seat this way. */
async function getsIn(env: ServerEnv, room: string, token: string): Promise<boolean> {
  try {
    const seat = await askForSeat(env.url, `reconnect/${room}`, { reconnectionToken: token });
    const thief = new RawClient(env.url, { ...seat, reconnectionToken: token });
    await timeUntil(() => thief.joined || thief.closed, 1000);
    thief.socket.terminate();
    return thief.joined;
  } catch {
    return false;
  }
}

/** Whether somebody gets into a room with the words of another. */
async function walksIn(env: ServerEnv, victim: RawClient, token?: string): Promise<boolean> {
  const seat = { ...victim.seat, ...(token !== undefined && { reconnectionToken: token }) };
  const thief = new RawClient(env.url, seat);
  await timeUntil(() => thief.joined || thief.closed, 1000);
  thief.socket.terminate();
  return thief.joined;
}

const tokens: Fault = {
  name: "stolen token",
  guarantee: "Guessed, foreign, used and left tokens open no seat; their owners play on.",
  async play(env) {
    const [a, b] = await pairUp(env.url);
    const [c, d] = await pairUp(env.url);
    const [aRoom, cRoom] = [a.seat.roomId, c.seat.roomId];
    const old = a.token;
    const back = await askForSeat(env.url, `reconnect/${aRoom}`, { reconnectionToken: old });
    const returned = new RawClient(env.url, { ...back, reconnectionToken: old });
    await until("back", () => returned.joined);
    d.leave();
    await until("left", () => d.closed);
    const tries = await Promise.all([
      getsIn(env, aRoom, old),
      getsIn(env, cRoom, b.token),
      getsIn(env, aRoom, c.token),
      getsIn(env, cRoom, d.token),
      getsIn(env, aRoom, ""),
      getsIn(env, aRoom, "x".repeat(9)),
      getsIn(env, aRoom, "__proto__"),
      walksIn(env, b),
      walksIn(env, b, ""),
      walksIn(env, b, old),
      walksIn(env, c, b.token),
      walksIn(env, d),
    ]);
    const refused = tries.filter((got) => !got).length / tries.length;
    const unharmed = [b, c, returned].filter(({ closed }) => !closed).length;
    for (const each of [b, c, returned]) each.leave();
    return [atLeast("refused", 100 * refused, 100, "%"), atLeast("owners playing", unharmed, 3)];
  },
};

/** Origins that look right to a careless check. */
const evilOrigins = (host: string): string[] => [
  "http://evil.example",
  "https://evil.example",
  "null",
  "",
  "file://",
  `http://${host}.evil.example`,
  `http://evil.example/${host}`,
  `http://${host}@evil.example`,
  `http://${host}/`,
  `ftp://${host}`,
  "http://localhost.evil.example",
  "http://127.0.0.1.evil.example:80",
  "http://evil.example#http://localhost",
  "http://localhost:1:2",
];

const origins: Fault = {
  name: "evil origin",
  guarantee: "No page of another origin joins, connects or reads an answer.",
  async play(env) {
    const { host } = new URL(env.url);
    const places = ["abcdefghi/abcdefghi?sessionId=abcdefghi", "matchmake/lobby?options=%7B%7D"];
    let refused = 0;
    let readable = 0;
    const all = evilOrigins(host);
    for (const origin of all) {
      const headers = { Origin: origin, "Content-Type": "application/json" };
      const url = `${env.url}/matchmake/joinOrCreate/lobby`;
      const answer = await fetch(url, { method: "POST", headers, body: "{}" });
      if (answer.status === 403) refused++;
      if (answer.headers.has("access-control-allow-origin")) readable++;
      for (const place of places) {
        const socket = new WebSocket(`ws://${host}/${place}`, { headers: { Origin: origin } });
        const status = await new Promise<number>((resolve) => {
          socket.on("unexpected-response", (_, { statusCode }) => resolve(statusCode ?? 0));
          socket.on("open", () => resolve(101));
        });
        socket.on("error", () => {}).terminate();
        if (status === 403) refused++;
      }
    }
    return [
      atLeast("refused", (100 * refused) / (3 * all.length), 100, "%"),
      atMost("answers readable", readable, 0),
    ];
  },
};

export const intruderFaults = [range, tokens, origins];
