/** A store of its own for a test. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { openStore } from "../../src/store/open-store.ts";
import type { Store } from "../../src/store/store.ts";

export interface TestStore {
  store: Store;
  /** Lines it has logged so far. */
  lines: Record<string, unknown>[];
}

/** A new empty folder; `remove` removes it. */
export function newFolder(): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), "quickpong-store-"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export interface StoreSettings {
  dataFolder?: string;
  databaseUrl?: string;
}

export async function openTestStore(config: StoreSettings, shared = false): Promise<TestStore> {
  const lines: Record<string, unknown>[] = [];
  const log = pino({ level: "info" }, { write: (line: string) => lines.push(JSON.parse(line)) });
  const settings = { dataFolder: undefined, databaseUrl: undefined, ...config };
  const store = await openStore(settings, shared, { log, observeSave: () => {}, commitEvery: 0 });
  return { store, lines };
}
