/** What the HTTP server has behind it, put together from the parts of this process. */
import type { InviteAnswer, WatchableMatch } from "@quickpong/shared/protocol/http-answers.ts";
import type { Logger } from "pino";
import type { Config } from "../config.ts";
import type { Ticker } from "../match/ticker.ts";
import type { MatchDirectory } from "../matchmaking/match-directory.ts";
import type { Metrics } from "../metrics/metrics.ts";
import { Accounts } from "../players/accounts.ts";
import type { Store } from "../store/store.ts";
import { clientErrors } from "./client-errors.ts";
import { LiveClips } from "./live-clips.ts";
import { OriginGuard } from "./origins.ts";
import { proxyAdvice } from "./proxy-advice.ts";
import type { HttpBackend } from "./routes.ts";
import { staticFiles } from "./static-files.ts";

/** What all processes answer together, as far as requests ask for it. */
interface Everywhere extends Pick<HttpBackend, "matchmake"> {
  online(): number;
  watchable(): readonly WatchableMatch[];
  invite(code: string): InviteAnswer | Promise<InviteAnswer>;
}

export interface BackendParts
  extends Pick<
    HttpBackend,
    "upgrade" | "passOn" | "strayed" | "online" | "waiting" | "isOpen" | "pictures" | "competitions"
  > {
  config: Config;
  log: Logger;
  metrics: Metrics;
  ticker: Ticker;
  store: Store;
  matchDirectory: MatchDirectory;
  cluster: Everywhere;
  isOverloaded(): boolean;
}

/** Reads the built client as well; throws when a file of it can't be read. */
export function createBackend(parts: BackendParts): HttpBackend {
  const { config, log, metrics, ticker, cluster, online, isOpen, isOverloaded } = parts;
  const { store, pictures, competitions, matchDirectory, waiting } = parts;
  const { upgrade, passOn, strayed } = parts;
  const report = clientErrors(log);
  return {
    config,
    store,
    pictures,
    competitions,
    accounts: new Accounts(store, Date.now),
    log,
    upgrade,
    passOn,
    strayed,
    online,
    waiting,
    isOpen,
    originGuard: new OriginGuard(config, log),
    matchmake: (path, options, from) => cluster.matchmake(path, options, from),
    runDueTicks: () => ticker.run(),
    clientError: (error) => {
      metrics.clientErrors.inc();
      report(error);
    },
    adviseOnProxies: proxyAdvice(log, config.proxies, config.onFly),
    refused: (status) => metrics.refusals.inc({ status }),
    badCookie: (kind) => metrics.badCookies.inc({ kind }),
    registry: metrics.registry,
    staticFiles: staticFiles(config.clientDir),
    onlineEverywhere: () => cluster.online(),
    matches: () => ({ matches: [...cluster.watchable()] }),
    match: (id) => matchDirectory.find(id) ?? cluster.watchable().find((match) => match.id === id),
    invite: (code) => cluster.invite(code),
    clips: clipsOf(parts),
    isReady: () => isOpen() && !isOverloaded() && online() < config.maxPlayers,
    health: () => health(ticker, online(), isOpen()),
  };
}

/** Of this process's matches: the others' recordings are with them. */
function clipsOf({ log, store, pictures, matchDirectory }: BackendParts): LiveClips {
  const now = () => performance.now();
  return new LiveClips({
    ...{ log, store, pictures, now },
    watchable: () => matchDirectory.list(now()),
    async clip(id) {
      const recording = matchDirectory.recordingOf(id);
      return recording && pictures.clip("running", recording);
    },
  });
}

function health({ lateness, size }: Ticker, online: number, open: boolean): object {
  const late = (percentile: number) => lateness.histogram.percentile(percentile) / 1000;
  return {
    status: open ? "ok" : "draining",
    online,
    matches: size,
    tickLatenessMs: { p50: late(50), p99: late(99) },
  };
}
