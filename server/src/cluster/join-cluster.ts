/** Which processes this one is a server with: those on the same Redis, or none. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import { type Config, StartError } from "../config.ts";
import { TokenBucket } from "../limits/token-bucket.ts";
import { type Cluster, type LocalNode, StandaloneNode } from "./cluster.ts";
import { ClusterNode } from "./cluster-node.ts";
import { openRedis } from "./redis-link.ts";
import { KEY_PREFIX, scriptConstants } from "./scripts.ts";

/** At the start Redis has to work, and the process's name to be free, within this time (ms). */
const START_IN = 10_000;
/** How often it is looked whether they are (ms). */
const LOOK_EVERY = 20;
/** What comes of it that a connection is not there; why it is not there is said before. */
const FOLLOWS = /^((Stream|Cluster) isn't |Reached the max retries)/;
/** While Redis is away it fails several times a second. */
const REDIS_LINES_A_SECOND = 0.1;
const REDIS_LINES_AT_ONCE = 5;

/** Joins the others; rejects with a StartError. */
export async function joinCluster(
  { redisUrl, processName }: Config,
  log: Logger,
  node: LocalNode,
): Promise<Cluster> {
  if (redisUrl === undefined) return new StandaloneNode(node);
  const warn = redisWarnings(log);
  const failed = (reason: string) => {
    if (FOLLOWS.test(reason)) return;
    lastReason = reason;
    warn(reason);
  };
  let lastReason = "nothing comes back";
  const noAnswer = () => new StartError(`REDIS_URL: Redis does not answer there: ${lastReason}`);
  const constants = scriptConstants(node.pairing.rules);
  const options = { url: redisUrl, prefix: KEY_PREFIX, constants, failed };
  const link = await openRedis(options, START_IN).catch((error) => {
    // Not the error of Redis itself: that of a wrong password contains it.
    throw error instanceof StartError ? error : noAnswer();
  });
  const cluster = new ClusterNode(link, processName, node, failed);
  await untilJoined(cluster, processName, noAnswer);
  return cluster;
}

async function untilJoined(
  cluster: ClusterNode,
  name: string,
  noAnswer: () => StartError,
): Promise<void> {
  for (const end = performance.now() + START_IN; cluster.joining !== "joined"; ) {
    if (performance.now() > end) {
      const isTaken = cluster.joining === "name taken";
      cluster.close();
      throw isTaken ? nameTaken(name) : noAnswer();
    }
    await sleep(LOOK_EVERY);
  }
}

const nameTaken = (name: string): StartError =>
  new StartError(`QUICKPONG_PROCESS: another process is called ${name}.`);

/** Logs now and then why Redis fails. Not the error itself: that of a wrong password contains it. */
function redisWarnings(log: Logger): (reason: string) => void {
  const lines = new TokenBucket(REDIS_LINES_A_SECOND, REDIS_LINES_AT_ONCE, performance.now());
  return (reason) => {
    if (lines.take(performance.now())) log.warn({ reason }, "Redis fails");
  };
}
