/** Too much of what is allowed, and inputs that lie about their time. */
import { setTimeout as sleep } from "node:timers/promises";
import { TICK_MS } from "@quickpong/shared/court.ts";
import { DEFAULT_RULES, paddleRange, paddleSpeed } from "@quickpong/shared/rules.ts";
import { atMost, type Fault } from "../finding.ts";
import { pairUp, type RawClient } from "../raw-client.ts";
import { Track } from "../track.ts";
import { until } from "../until.ts";

/** A flooder must be out so soon (ms). */
const OUT_AFTER = 1000;
/** Distance covered in so many ticks, of what the speed limit allows. */
const GAIN_MAX = 1.05;
const GAIN_WINDOW = 30;

/** Calls `send` `rate` times a second, until the client is closed or `ms` have passed. */
async function flood(client: RawClient, rate: number, ms: number, send: (n: number) => void) {
  const begin = performance.now();
  let sent = 0;
  let elapsed = 0;
  while (!client.closed && elapsed < ms) {
    for (const due = (elapsed * rate) / 1000; sent < due; ) send(sent++);
    await sleep(1);
    elapsed = performance.now() - begin;
  }
  return elapsed;
}

const messages: Fault = {
  name: "message flood",
  guarantee: "Who sends 10,000 messages a second is out within 1 s, and nobody else notices.",
  play: (env) =>
    env.meanwhile(async () => {
      const [bad, other] = await pairUp(env.url);
      const ping = (n: number) => bad.play({ kind: "ping", id: n & 255, rtt: 0 });
      const ms = await flood(bad, 10_000, 2000, ping);
      other.leave();
      return [atMost("out after", ms, OUT_AFTER, "ms")];
    }),
};

/** Empty pings a second: below the bytes that anybody may send. */
const PINGS = 650;
const EMPTY_PING = Buffer.of(0x89, 0x80, 0, 0, 0, 0);

const pings: Fault = {
  name: "steady pings",
  guarantee: "Pings of few bytes take no more of the server than messages do: out within 1 s.",
  play: (env) =>
    env.meanwhile(async () => {
      const [bad, other] = await pairUp(env.url);
      const ms = await flood(bad, PINGS, 3000, () => bad.write(EMPTY_PING));
      bad.socket.terminate();
      other.leave();
      return [atMost("out after", ms, OUT_AFTER, "ms")];
    }),
};

/** The match's time (ticks) as a client needs it: from the newest keepalive. */
async function matchClock(client: RawClient): Promise<() => number> {
  await until("the first serve", () => client.state.flightCount > 0);
  await until("a keepalive", () => client.state.tick > 0);
  const offset = client.state.tick - performance.now() / TICK_MS;
  return () => offset + performance.now() / TICK_MS;
}

/**
 * Plays inputs so stamped and says how far the paddle went in its best half second, of what an honest
 * one can (1 = as far). Over the whole time a flooder, who is soon out, would look harmless.
 */
async function gainOf(
  url: string,
  rate: number,
  ms: number,
  stamp: (now: number, n: number) => number,
) {
  const [bad, other] = await pairUp(url);
  const now = await matchClock(bad);
  const track = new Track(other);
  const begin = now();
  // Two inputs there, two back: the paddle never arrives, so any tick gained shows.
  const { rules = DEFAULT_RULES } = other.state;
  const most = paddleRange(rules);
  const end = (n: number) => (Math.floor(n / Math.ceil(rate / 4)) % 2 ? most : -most);
  await flood(bad, rate, ms, (n) => bad.move(Math.max(0, stamp(now(), n)), end(n)));
  await sleep(600);
  const distance = track.most(begin, now(), GAIN_WINDOW);
  for (const each of [bad, other]) each.leave();
  return distance / (paddleSpeed(rules) * GAIN_WINDOW);
}

const inputs: Fault = {
  name: "input flood",
  guarantee: "40 times the inputs move a paddle no further than honest ones can.",
  play: (env) =>
    env.meanwhile(async () => {
      const flooded = await gainOf(env.url, 40 * 30, 1500, (now) => Math.ceil(now));
      const allowed = await gainOf(env.url, 70, 1500, (now) => Math.ceil(now));
      return [
        atMost("gain at 1,200/s", flooded, GAIN_MAX),
        atMost("gain at the rate limit", allowed, GAIN_MAX),
      ];
    }),
};

const stamps: Fault = {
  name: "lying stamps",
  guarantee: "Inputs stamped early, late or at random move a paddle no further than honest ones.",
  async play(env) {
    const lies: [string, (now: number, n: number) => number][] = [
      ["1 s late", (now) => Math.ceil(now - 60)],
      ["1 s early", (now) => Math.floor(now + 59)],
      ["to and fro", (now, n) => Math.floor(now + (n % 2 ? 55 : -60))],
      ["at zero", () => 0],
    ];
    const play = ([name, lie]: (typeof lies)[number]) =>
      gainOf(env.url, 60, 1500, lie).then((gain) => atMost(`gain ${name}`, gain, GAIN_MAX));
    return Promise.all(lies.map(play));
  },
};

export const floodFaults = [messages, pings, inputs, stamps];
