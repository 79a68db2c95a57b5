/** Too much from one address, seen as a proxy shows it. */
import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { LOBBY_ROOM } from "@quickpong/shared/protocol/messages.ts";
import { PROTOCOL_VERSION } from "@quickpong/shared/protocol/version.ts";
import { SMALL } from "../client-folder.ts";
import { atLeast, atMost, type Fault } from "../finding.ts";
import type { ServerEnv } from "../server-env.ts";

/** Requests from one address, so many a ms, and what it is allowed (limits.ts). */
const REQUESTS = 300;
const A_MS = 2;
const AT_ONCE = 60;
const A_SECOND = 5;
const JOIN_MAX = 500;

/** Asks for a seat from an address that the proxy names last; says the status. */
async function ask(env: ServerEnv, forwarded: string, n: number): Promise<number> {
  const headers = { "Content-Type": "application/json", "X-Forwarded-For": forwarded };
  const body = JSON.stringify({ version: PROTOCOL_VERSION, name: "Crowd", tab: `crowd-${n}` });
  const url = `${env.url}/matchmake/joinOrCreate/${LOBBY_ROOM}`;
  return (await fetch(url, { method: "POST", headers, body })).status;
}

const oneAddress: Fault = {
  name: "flood from one address",
  guarantee: "An address gets its share, whatever it claims to be; others join as ever.",
  play: (env) =>
    env.meanwhile(async () => {
      const begin = performance.now();
      // What stands before the last entry is the client's own claim.
      const asking: Promise<number>[] = [];
      const worst = env.joinTime();
      while (asking.length < REQUESTS) {
        const n = asking.length;
        asking.push(ask(env, `10.0.${n >> 8}.${n & 255}, 127.0.0.1, 203.0.113.7`, n));
        if (n % A_MS === 0) await sleep(1);
      }
      const statuses = await Promise.all(asking);
      const seconds = (performance.now() - begin) / 1000;
      const other = await ask(env, "203.0.113.8", REQUESTS);
      const served = statuses.filter((status) => status === 200).length;
      const refused = statuses.filter((status) => status === 429).length;
      return [
        atMost("served", served, Math.ceil(AT_ONCE + A_SECOND * seconds)),
        atLeast("refused with 429", refused, REQUESTS - served),
        atMost("honest pair meanwhile", await worst, JOIN_MAX, "ms"),
        atMost("status of another address", other, 200),
      ];
    }),
};

/** A school: visitors who come within five seconds, and the files that each asks for (bytes each). */
const VISITORS = 100;
const FILES = 30;

/** As a browser of that address; says the status. */
const get = (agent: Agent, url: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const headers = { "X-Forwarded-For": "203.0.113.20" };
    request(url, { agent, headers }, (answer) =>
      answer.resume().once("end", () => resolve(answer.statusCode)),
    )
      .once("error", reject)
      .end();
  });

const school: Fault = {
  name: "100 visitors at one address",
  guarantee: "Who visit for the first time behind one address within 5 s all get all files.",
  play: (env) =>
    env.meanwhile(async () => {
      const visit = async (n: number) => {
        await sleep((n * 5000) / VISITORS);
        const agent = new Agent({ keepAlive: true, maxSockets: 6 });
        const paths = [...Array<string>(FILES).fill(SMALL), "/api/online"];
        const statuses = await Promise.all(paths.map((path) => get(agent, env.url + path)));
        agent.destroy();
        return statuses.filter((status) => status !== 200).length;
      };
      const refused = await Promise.all(Array.from({ length: VISITORS }, (_, n) => visit(n)));
      return [
        atMost(
          "refused",
          refused.reduce((a, b) => a + b),
          0,
        ),
      ];
    }),
};

export const addressFaults = [oneAddress, school];
