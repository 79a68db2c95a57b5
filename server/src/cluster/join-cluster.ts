/** Which processes this one is a server with: those on the same Redis or of the same supervisor, or none. */
import type { Logger } from "pino";
import type { Config } from "../config.ts";
import { TokenBucket } from "../limits/token-bucket.ts";
import { type Cluster, type LocalNode, StandaloneNode } from "./cluster.ts";
import { ClusterNode } from "./cluster-node.ts";
import { parentTransport, redisTransport } from "./transport.ts";

/** While Redis is away it fails four times a second. */
const REDIS_LINES_A_SECOND = 0.1;
const REDIS_LINES_AT_ONCE = 5;

/** Joins the others; `isWorker` says that a supervisor has started this process. */
export async function joinCluster(
  { redisUrl, processName }: Config,
  log: Logger,
  isWorker: boolean,
  node: LocalNode,
): Promise<Cluster> {
  if (redisUrl !== undefined) {
    return ClusterNode.join(redisTransport(redisUrl, redisWarnings(log)), processName, node);
  }
  return isWorker ? ClusterNode.join(parentTransport, processName, node) : new StandaloneNode(node);
}

/** Logs now and then why Redis fails. Not the error itself: that of a wrong password contains it. */
function redisWarnings(log: Logger): (reason: string) => void {
  const lines = new TokenBucket(REDIS_LINES_A_SECOND, REDIS_LINES_AT_ONCE, performance.now());
  return (reason) => {
    if (lines.take(performance.now())) log.warn({ reason }, "Redis fails");
  };
}
