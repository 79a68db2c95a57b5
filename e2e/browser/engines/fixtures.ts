/**
 * What the tests in all engines start from: `import { expect, test } from "./fixtures.ts"`.
 *
 * `server` is one server for all of them, whose matches are short and whose client takes notes of its
 * console; `open(name)` opens a tab in an engine, and skips the test where there is none.
 */
import { type Browser, test as base } from "@playwright/test";
import { findFirefox, hasWebKit } from "../../lib/browser-engines.ts";
import { type RunningServer, startServer } from "../../lib/start-server.ts";
import { chromiumEngine } from "./chromium.ts";
import { clientWithNotes } from "./console-notes.ts";
import { startFirefox } from "./firefox.ts";
import type { Engine, EngineName, Size, Tab } from "./tab.ts";
import { startWebKit } from "./webkit.ts";

export { expect } from "@playwright/test";

type Engines = Record<EngineName, Engine | null>;
export type Open = (engine: EngineName, size?: Size) => Promise<Tab>;

interface WorkerFixtures {
  server: RunningServer;
  engines: Engines;
}

async function startAll(browser: Browser): Promise<Engines> {
  const path = findFirefox();
  const [firefox, webkit] = await Promise.all([
    path ? startFirefox(path) : null,
    hasWebKit() ? startWebKit() : null,
  ]);
  return { chromium: chromiumEngine(browser), firefox, webkit };
}

/** Playwright's `test` with three engines. */
export const test = base.extend<{ open: Open }, WorkerFixtures>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the dependencies from it.
    async ({}, use) => {
      const client = clientWithNotes();
      const env = { QUICKPONG_POINTS: "3", QUICKPONG_CLIENT_DIR: client.folder };
      const server = await startServer({ env });
      await use(server);
      await server.stop();
      client.remove();
    },
    { scope: "worker" },
  ],
  engines: [
    async ({ browser }, use) => {
      const engines = await startAll(browser);
      await use(engines);
      await Promise.all(Object.values(engines).map((engine) => engine?.close()));
    },
    { scope: "worker" },
  ],
  open: async ({ engines }, use) => {
    const tabs: Tab[] = [];
    await use(async (name, size) => {
      const engine = engines[name];
      if (!engine) throw base.skip(true, `${name} is missing`);
      const tab = await engine.open(size);
      tabs.push(tab);
      return tab;
    });
    await Promise.all(tabs.map((tab) => tab.close()));
  },
});
