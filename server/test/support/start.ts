/** A server inside the test's process, on a free port. */
import { LobbyMessage } from "@quickpong/shared/protocol/messages.ts";
import { pino } from "pino";
import { startApp } from "../../src/app.ts";
import { type Config, readConfig } from "../../src/config.ts";
import type { RunningApp } from "../../src/running-app.ts";
import { until } from "./until.ts";

export interface TestServer extends RunningApp {
  url: string;
  /** Lines it has logged so far. */
  lines: Record<string, unknown>[];
}

/** Has the next offer to lobby session `id` get lost on its way. */
export function loseOffer({ services: { cluster } }: RunningApp, id: string): void {
  const notify = cluster.notify.bind(cluster);
  cluster.notify = (processId, to, notice) => {
    if (to !== id || !("type" in notice) || notice.type !== LobbyMessage.found) {
      return notify(processId, to, notice);
    }
    cluster.notify = notify;
  };
}

/** Waits for a store that a busy machine is still opening. */
export const storeOpens = ({ services }: TestServer): Promise<unknown> =>
  until("the store", () => services.store.state === "ready", 60_000);

/** Starts a server whose matches go to 3 points; `config` overrides its settings. */
export async function startServer(config: Partial<Config> = {}): Promise<TestServer> {
  const lines: Record<string, unknown>[] = [];
  const log = pino({ level: "info" }, { write: (line: string) => lines.push(JSON.parse(line)) });
  const defaults = readConfig({
    PORT: "0",
    HOST: "127.0.0.1",
    QUICKPONG_POINTS: "3",
    QUICKPONG_DATA: "off",
    QUICKPONG_FAST_PATH: process.env["QUICKPONG_FAST_PATH"],
  });
  const app = await startApp({ ...defaults, ...config }, log);
  return Object.assign(app, { lines, url: `http://127.0.0.1:${app.port}` });
}
