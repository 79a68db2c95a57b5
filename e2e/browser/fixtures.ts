/**
 * What browser tests start from: `import { expect, startServer, test } from "./fixtures.ts"`.
 *
 * `server` is a real server on a free port, one per worker; `page.goto("/")` opens its client.
 * A test that stops or configures servers starts its own with `startServer()` and stops it.
 */
import { test as base } from "@playwright/test";
import { type RunningServer, startServer } from "../lib/start-server.ts";
import { drawFewerFrames } from "./support/fewer-frames.ts";

export { expect } from "@playwright/test";
export { type RunningServer, type ServerOptions, startServer } from "../lib/start-server.ts";

interface WorkerFixtures {
  server: RunningServer;
  /** Whether pages draw all of the browser's frames. Tests that look at the picture or at its time need them. */
  allFrames: boolean;
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
  allFrames: [false, { option: true, scope: "worker" }],
  browser: [
    async ({ browser, allFrames }, use) => {
      const newContext = browser.newContext.bind(browser);
      browser.newContext = async (options) => {
        const context = await newContext(options);
        if (!allFrames) await drawFewerFrames(context);
        return context;
      };
      await use(browser);
    },
    { scope: "worker" },
  ],
  baseURL: async ({ server }, use) => use(server.url),
});
