/** Connections that are no players: that don't read, don't join, don't even ask. */
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { atMost, type Fault } from "../finding.ts";
import { enterLobby, pairUp, type RawClient, takeSeat } from "../raw-client.ts";
import type { ServerEnv } from "../server-env.ts";
import { timeUntil, until } from "../until.ts";

/** Output to a slow reader (bytes/s), and what may wait for one: 64 kB and half a second of it. */
const SPILL = 200_000;
const UNSENT_MAX = 64 * 1024 + SPILL / 2;
const ZOMBIES = 200;
const HALF_OPEN = 500;
/** Pairing of honest players while others misbehave (ms). */
const JOIN_MAX = 500;

const slowReader: Fault = {
  name: "slow reader",
  guarantee: "Who does not read, but keeps talking, costs little memory and is closed.",
  play: (env) =>
    env.meanwhile(async () => {
      const [bad, other] = await pairUp(env.url);
      const { roomId: room, sessionId: session } = bad.seat;
      bad.socket.pause();
      const talk = setInterval(() => bad.play({ kind: "ping", id: 1, rtt: 0 }), 50);
      const { worstBytes, ms } = await env.tell<{ worstBytes: number; ms: number }>("spill", {
        room,
        session,
        rate: SPILL,
      });
      clearInterval(talk);
      bad.socket.terminate();
      other.leave();
      return [
        atMost("waiting", worstBytes / 1000, UNSENT_MAX / 1000, "kB"),
        atMost("closed after", ms, 2000, "ms"),
      ];
    }),
};

/** How long honest players take to find each other, at worst of a few (ms). */
async function joinTimes(env: ServerEnv, pairs: number): Promise<number> {
  let worst = 0;
  for (let n = 0; n < pairs; n++) worst = Math.max(worst, await env.joinTime());
  return worst;
}

const zombies: Fault = {
  name: "zombie joiners",
  guarantee: "200 joins that are never finished are nobody's opponents and hold nobody up.",
  play: (env) =>
    env.meanwhile(async () => {
      const before = await env.vitals();
      const all: RawClient[] = [];
      for (let n = 0; n < ZOMBIES; n++) all.push(await enterLobby(env.url, "Zombie", true));
      await until("in", () => all.every(({ joined }) => joined));
      // A client that has not confirmed joining is told nothing, so an offer would show as a match only.
      const { matches } = await env.vitals();
      const worst = await joinTimes(env, 5);
      for (const { socket } of all) socket.terminate();
      return [
        atMost("matches of zombies", Math.max(0, matches - before.matches), 0),
        atMost("slowest honest pair", worst, JOIN_MAX, "ms"),
      ];
    }),
};

const noShow: Fault = {
  name: "opponent never arrives",
  guarantee: "Who sits alone is told so within 6 s.",
  slow: true,
  async play(env) {
    const guests = await Promise.all([enterLobby(env.url), enterLobby(env.url)]);
    const [honest] = guests as [RawClient, RawClient];
    const player = await takeSeat(env.url, honest);
    const ms = await timeUntil(() => player.closed, 10_000);
    guests[1]?.leave();
    return [
      atMost("told after", ms, 6000, "ms"),
      atMost("code - 4101", Math.abs(Number(player.closed) - 4101), 0),
    ];
  },
};

const zombiesLeave: Fault = {
  name: "zombie joiners, over time",
  guarantee: "Who never confirms joining is shown out within 17 s.",
  slow: true,
  async play(env) {
    const all: RawClient[] = [];
    for (let n = 0; n < ZOMBIES; n++) all.push(await enterLobby(env.url, "Zombie", true));
    const ms = await timeUntil(() => all.every(({ closed }) => closed), 25_000);
    return [atMost("all out after", ms, 17_000, "ms")];
  },
};

function halfOpen(port: number): Socket {
  const socket = connect(port, "127.0.0.1", () => socket.write("GET / HTTP/1.1\r\nHost: x\r\n"));
  // Unread, the answer would keep it open at this end.
  return socket.on("error", () => {}).resume();
}

const halfOpenSockets: Fault = {
  name: "500 half-open connections",
  guarantee: "They are gone within 10 s, and meanwhile joining takes under 500 ms.",
  slow: true,
  play: (env) =>
    env.meanwhile(async () => {
      const sockets = Array.from({ length: HALF_OPEN }, () => halfOpen(env.server.port));
      await until("all open", () => sockets.every(({ connecting }) => !connecting));
      const begin = performance.now();
      const worst = await joinTimes(env, 10);
      await timeUntil(() => sockets.every(({ closed }) => closed), 15_000);
      const gone = performance.now() - begin;
      for (const socket of sockets) socket.destroy();
      return [
        atMost("gone after", gone, 10_000, "ms"),
        atMost("slowest honest pair", worst, JOIN_MAX, "ms"),
      ];
    }),
};

const silent: Fault = {
  name: "silent connection",
  guarantee: "A player behind a black hole is noticed within 5 s.",
  slow: true,
  async play(env) {
    const [bad, other] = await pairUp(env.url);
    await sleep(200);
    // Reads nothing, so answers no ping either.
    bad.socket.pause();
    const ms = await timeUntil(() => !other.opponent.present, 10_000);
    bad.socket.terminate();
    other.leave();
    return [atMost("opponent told after", ms, 5000, "ms")];
  },
};

export const connectionFaults = [
  slowReader,
  zombies,
  noShow,
  zombiesLeave,
  halfOpenSockets,
  silent,
];
