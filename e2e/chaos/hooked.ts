/** A real server with hooks in it (server-hooks.ts), which break it on command and measure it. */
import { inTop } from "../lib/paths.ts";
import { freePort, type RunningServer, startServer } from "../lib/start-server.ts";

/** Environment variable that server-hooks.ts reads. */
const HOOKS_PORT = "CHAOS_PORT";

export class Hooks {
  readonly #url: string;

  constructor(port: number) {
    this.#url = `http://127.0.0.1:${port}`;
  }

  /** Has the hooks do something. */
  async tell<T = unknown>(
    command: string,
    options: Record<string, string | number> = {},
  ): Promise<T> {
    const query = new URLSearchParams(Object.entries(options).map(([k, v]) => [k, String(v)]));
    return (await (await fetch(`${this.#url}/${command}?${query}`)).json()) as T;
  }
}

/** Starts it, on `port` or a free one. */
export async function startHooked(
  env: Record<string, string>,
  port?: number,
): Promise<{ server: RunningServer; hooks: Hooks }> {
  const hooksPort = await freePort();
  const server = await startServer({
    ...(port !== undefined && { port }),
    args: ["--import", inTop("e2e/chaos/server-hooks.ts"), inTop("server/src/main.ts")],
    env: {
      QUICKPONG_DRAIN_SECONDS: "2",
      [HOOKS_PORT]: String(hooksPort),
      // Long matches, so that nobody but the faults' own players looks for one.
      QUICKPONG_POINTS: "21",
      QUICKPONG_LOG_LEVEL: "error",
      ...env,
    },
  });
  return { server, hooks: new Hooks(hooksPort) };
}
