/** Clients that say that they come from elsewhere, and clients that come from many addresses that are one customer's. */
import { LOBBY_ROOM } from "@quickpong/shared/protocol/messages.ts";
import { PROTOCOL_VERSION } from "@quickpong/shared/protocol/version.ts";
import { atLeast, atMost, type Fault } from "../finding.ts";
import { enterLobby } from "../raw-client.ts";
import { timeUntil, until } from "../until.ts";

/** Entries of X-Forwarded-For that once made their sender one of this machine, without limits. */
const CLAIMS = ["127.0.0.1", "[::1]:443", "::ffff:127.0.0.1", "127.0.0.1:80", "unknown"];
/** Requests to join with each. */
const JOINS = 90;
/** What an address is allowed of them (limits.ts). */
const AT_ONCE = 60;
const A_SECOND = 5;

async function join(url: string, headers: Record<string, string>): Promise<number> {
  const body = JSON.stringify({ version: PROTOCOL_VERSION, name: "Claim" });
  const path = `${url}/matchmake/joinOrCreate/${LOBBY_ROOM}`;
  return (await fetch(path, { method: "POST", headers, body })).status;
}

const claims: Fault = {
  name: "claims to be this machine",
  guarantee: "Nobody behind a proxy counts as local, whatever is said of their address.",
  async play({ url }) {
    let [served, most] = [0, 0];
    for (const claim of CLAIMS) {
      const begin = performance.now();
      const headers = { "X-Forwarded-For": claim };
      const asking = Array.from({ length: JOINS }, () => join(url, headers));
      served += (await Promise.all(asking)).filter((status) => status === 200).length;
      most += AT_ONCE + A_SECOND * Math.ceil((performance.now() - begin) / 1000);
    }
    const page = { "X-Forwarded-For": "198.51.100.1", Origin: "http://localhost:5173" };
    return [
      atMost(`served of ${JOINS * CLAIMS.length}`, served, most),
      atLeast("status of a page of localhost", await join(url, page), 403),
    ];
  },
};

/** Codes tried, from so many customers, each with a /48 and for every code another /64 of it. */
const TRIES = 1500;
const CUSTOMERS = 4;
const TOGETHER = 50;
/** Wrong codes that are looked at (unknown-codes.ts). */
const CODES_AT_ONCE = 300;
const CODES_A_SECOND = 10;
/** For a friend with the right code (ms). */
const FRIEND_MAX = 500;

async function tryCode(url: string, n: number): Promise<number> {
  const letters = [4096, 256, 16, 1].map((unit) => "BCDFGHJKMNPRTVXZ"[Math.floor(n / unit) % 16]);
  const from = `2001:db8:${n % CUSTOMERS}:${n.toString(16)}::1`;
  const path = `${url}/api/invites/ZZ${letters.join("")}`;
  return (await fetch(path, { headers: { "X-Forwarded-For": from } })).status;
}

const codes: Fault = {
  name: "codes from many addresses",
  guarantee: "Of all wrong codes together ten a second are looked at; a right one is as ever.",
  async play({ url }) {
    const wish = { host: { pointsToWin: 7, pace: 1, watch: true } };
    const host = await enterLobby(url, "Host", false, wish);
    const code = await until("a room", () => host.code);
    const begin = performance.now();
    const statuses: number[] = [];
    for (let n = 0; n < TRIES; n += TOGETHER) {
      const tries = Array.from({ length: TOGETHER }, (_, i) => tryCode(url, n + i));
      statuses.push(...(await Promise.all(tries)));
    }
    const seconds = (performance.now() - begin) / 1000;
    const guest = await enterLobby(url, "Friend", false, { code });
    const ms = await timeUntil(() => guest.offer, 3000);
    for (const each of [host, guest]) each.leave();
    const looked = statuses.filter((status) => status === 200).length;
    const most = CODES_AT_ONCE + CUSTOMERS + CODES_A_SECOND * Math.ceil(seconds);
    return [
      atMost(`looked at of ${TRIES}`, looked, most),
      atMost("friend with the right code", ms, FRIEND_MAX, "ms"),
    ];
  },
};

export const claimFaults = [claims, codes];
