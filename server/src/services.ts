/** What the rooms share; made once in app.ts and handed to every room. */
import type { Logger } from "pino";
import type { Cluster } from "./cluster/cluster.ts";
import type { Config } from "./config.ts";
import type { Gate } from "./edge/gate.ts";
import type { Invites } from "./lobby/invites.ts";
import type { Leavers } from "./lobby/leavers.ts";
import type { Showcase } from "./lobby/showcase.ts";
import type { Tickets } from "./lobby/tickets.ts";
import type { Ticker } from "./match/ticker.ts";
import type { Metrics } from "./metrics/metrics.ts";

export interface Services {
  config: Config;
  log: Logger;
  ticker: Ticker;
  tickets: Tickets;
  gate: Gate;
  invites: Invites;
  leavers: Leavers;
  showcase: Showcase;
  metrics: Metrics;
  /** The other processes, if there are any. */
  cluster: Cluster;
  /** Players connected. */
  online(): number;
  /** Whether the process can't keep up, so that nobody else should come. */
  isOverloaded(): boolean;
}
