/** The matchmaker by itself, without sockets and matches: how many pairs a second several processes get from Redis. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { OwnRedis } from "@quickpong/server/process-manager/own-redis.ts";
import { Redis } from "ioredis";
import { inTop } from "../../lib/paths.ts";
import type { AloneCount } from "./alone-process.ts";

/** Of alone-process.ts (s). */
const WARM_UP = 1;

export interface AloneResult {
  pairsPerSecond: number;
  /** What Redis takes of a core for a pair (ms), which bounds pairs a second however many processes there are. */
  redisMsPerPair: number;
  /** Players who were offered a match that another one was offered on the same side, or a third one at all. */
  wrongPairs: number;
  /** How far the process that is furthest from an even share of the matches is from it, as a part of that share. */
  unevenness: number;
}

/** Has so many processes pair as many players as they can for so many seconds, after one to warm up. */
export async function pairAlone(processes: number, seconds: number): Promise<AloneResult> {
  const redis = await OwnRedis.start();
  const operator = new Redis(redis.url);
  const children = Array.from({ length: processes }, (_, n) =>
    fork(inTop("e2e/bench/pairing/alone-process.ts"), [redis.url, `p${n + 1}`]),
  );
  try {
    await Promise.all(children.map((child) => once(child, "message")));
    const before = await cpuOf(operator);
    const counts = await Promise.all(children.map((child) => countOf(child, seconds)));
    const used = (await cpuOf(operator)) - before;
    return resultOf(counts, seconds, used);
  } finally {
    for (const child of children) child.kill("SIGKILL");
    operator.disconnect();
    redis.stop();
  }
}

/** What this Redis has used of a core since its start (ms). */
async function cpuOf(redis: Redis): Promise<number> {
  const text = await redis.info("cpu");
  const seconds = (kind: string) =>
    Number(new RegExp(`used_cpu_${kind}:([\\d.]+)`).exec(text)?.[1]);
  return 1000 * (seconds("user") + seconds("sys"));
}

async function countOf(child: ChildProcess, seconds: number): Promise<AloneCount> {
  child.send({ seconds });
  const [count] = (await once(child, "message")) as [AloneCount];
  return count;
}

function resultOf(counts: readonly AloneCount[], seconds: number, usedMs: number): AloneResult {
  const places = new Map<string, number>();
  for (const place of counts.flatMap(({ offered }) => offered))
    places.set(place, (places.get(place) ?? 0) + 1);
  const made = counts.map((count) => count.made);
  const even = made.reduce((sum, count) => sum + count, 0) / made.length;
  return {
    pairsPerSecond: places.size / 2 / seconds,
    // With those of the time to warm up.
    redisMsPerPair: (usedMs * seconds) / (seconds + WARM_UP) / (places.size / 2),
    wrongPairs: [...places.values()].filter((count) => count > 1).length,
    unevenness: Math.max(...made.map((count) => Math.abs(count - even))) / even,
  };
}
