/** A client for servers to serve: its files are there without a build, and may be taken away. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The file that takes longest to download, and its size (bytes), which is that of the game's largest. */
export const LARGE = { path: "/assets/large-a1B2c3D4.js", bytes: 600_000 } as const;
export const SMALL = "/assets/small-a1B2c3D4.js";
export const PAGE = "<!doctype html><title>Quickpong</title>";

/** Makes it; the folder is gone when this process ends. */
export function makeClient(): string {
  const folder = mkdtempSync(join(tmpdir(), "quickpong-client-"));
  process.once("exit", () => removeClient(folder));
  mkdirSync(join(folder, "assets"));
  writeFileSync(join(folder, "index.html"), PAGE);
  writeFileSync(join(folder, SMALL), "pong();");
  writeFileSync(join(folder, LARGE.path), Buffer.alloc(LARGE.bytes, "x"));
  return folder;
}

export const removeClient = (folder: string): void =>
  rmSync(folder, { recursive: true, force: true });
