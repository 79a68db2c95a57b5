/** What the rooms share; made once in app.ts and handed to every room. */
import type { Logger } from "pino";
import type { Cluster } from "./cluster/cluster.ts";
import type { Strays } from "./cluster/strays.ts";
import type { Config } from "./config.ts";
import type { AdmissionControl } from "./limits/admission-control.ts";
import type { Ticker } from "./match/ticker.ts";
import type { Invites } from "./matchmaking/invites.ts";
import type { LeaverPenalties } from "./matchmaking/leaver-penalties.ts";
import type { MatchDirectory } from "./matchmaking/match-directory.ts";
import type { PriorityTickets } from "./matchmaking/priority-tickets.ts";
import type { Metrics } from "./metrics/metrics.ts";

export interface Services {
  config: Config;
  log: Logger;
  ticker: Ticker;
  tickets: PriorityTickets;
  gate: AdmissionControl;
  invites: Invites;
  leaverPenalties: LeaverPenalties;
  matchDirectory: MatchDirectory;
  strays: Strays;
  metrics: Metrics;
  /** The other processes, if there are any. */
  cluster: Cluster;
  /** Connections to this process: who plays, waits or watches. */
  online(): number;
  /** Whether the process can't keep up, so that nobody else should come. */
  isOverloaded(): boolean;
}
