/** Says in the log what of Node and `ws` is not as the server expects it, and what it does instead. */
import type { Logger } from "pino";
import { missingInNode, TESTED_NODE_MAJORS } from "../node-internals.ts";
import { fastPathFault, WS_VERSION } from "./ws-internals.ts";

/** One line for each; `fastPath`: whether the operator wants the fast path of messages. */
export function reportInternals(log: Logger, fastPath: boolean): void {
  const major = Number(process.versions.node.split(".", 1)[0]);
  if (!TESTED_NODE_MAJORS.includes(major))
    log.warn({ node: major, tested: TESTED_NODE_MAJORS }, "this Node is not tested");
  if (missingInNode.length > 0)
    log.warn({ missing: missingInNode }, "sockets are handed over and cut off the ordinary way");
  if (fastPath && fastPathFault !== undefined)
    log.warn({ ws: WS_VERSION, why: fastPathFault }, "messages take the ordinary way");
}
