/** What rooms need of the rest of the server; made once in app.ts and handed to every room. */
import type { Logger } from "pino";
import type { Cluster } from "../cluster/cluster.ts";
import type { Strays } from "../cluster/strays.ts";
import type { Config } from "../config.ts";
import type { AdmissionControl } from "../limits/admission-control.ts";
import type { LiveCompetitions } from "../live-competitions/live-competitions.ts";
import type { Ticker } from "../match/ticker.ts";
import type { Invites } from "../matchmaking/invites.ts";
import type { LeaverPenalties } from "../matchmaking/leaver-penalties.ts";
import type { MatchDirectory } from "../matchmaking/match-directory.ts";
import type { Metrics } from "../metrics/metrics.ts";
import type { Store } from "../store/store.ts";
import type { LobbyPort } from "./lobby-port.ts";

export interface RoomServices {
  readonly config: Config;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly ticker: Ticker;
  readonly admission: AdmissionControl;
  readonly invites: Invites;
  readonly leaverPenalties: LeaverPenalties;
  readonly matchDirectory: MatchDirectory;
  readonly strays: Strays;
  readonly lobby: LobbyPort;
  /** What outlives the process: players and their matches. */
  readonly store: Store;
  /** Arenas, cups and rooms for a crowd that this process runs. */
  readonly competitions: LiveCompetitions;
  /** The other processes, if there are any. */
  readonly cluster: Cluster;
  /** Connections to this process, of players and spectators. */
  online(): number;
  /** Whether the process can't keep up, so that nobody else should come. */
  isOverloaded(): boolean;
}
