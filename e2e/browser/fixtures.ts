/**
 * What browser tests start from: `import { expect, startServer, test } from "./fixtures.ts"`.
 *
 * `server` is a real server on a free port, one per worker; `page.goto("/")` opens its client.
 * A test that stops or configures servers starts its own with `startServer()` and stops it.
 */
import { test as base } from "@playwright/test";
import { type RunningServer, startServer } from "../lib/start-server.ts";

export { expect } from "@playwright/test";
export { type RunningServer, type ServerOptions, startServer } from "../lib/start-server.ts";

interface WorkerFixtures {
  server: RunningServer;
}

/** Playwright's `test` with a game server. */
export const test = base.extend<object, WorkerFixtures>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the dependencies from it.
    async ({}, use) => {
      const server = await startServer();
      await use(server);
      await server.stop();
    },
    { scope: "worker" },
  ],
  baseURL: async ({ server }, use) => use(server.url),
});
