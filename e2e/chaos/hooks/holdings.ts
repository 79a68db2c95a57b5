/** What the server holds once its garbage is collected. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** What `/holdings` answers. */
export interface Holdings {
  /** Whatever keeps the event loop busy: sockets, timers, requests. */
  handles: number;
  heapBytes: number;
  rssBytes: number;
}

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

export function holdings(): Holdings {
  collectGarbage();
  const { heapUsed, external, rss } = process.memoryUsage();
  return {
    handles: process.getActiveResourcesInfo().length,
    heapBytes: heapUsed + external,
    rssBytes: rss,
  };
}
