/** Other versions of the page than the one that was built. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inTop } from "../../lib/paths.ts";

/** A build that differs from the one that is there by a word in its page. */
export function newerBuild(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), "quickpong-newer-"));
  cpSync(inTop("client/dist"), folder, { recursive: true });
  const page = readFileSync(join(folder, "index.html"), "utf8");
  writeFileSync(join(folder, "index.html"), page.replace("<html", `<html data-build="${name}"`));
  for (const ending of ["br", "gz"]) rmSync(join(folder, `index.html.${ending}`), { force: true });
  return folder;
}

/**
 * Until somebody reloads it, a page that runs this says that it is an old one. It has to run before
 * anything of the page does: the client's library keeps the WebSocket that it finds when it is loaded.
 */
export function sayOldVersion(): void {
  const [visit] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  if (visit?.type === "reload") return;
  window.WebSocket = class extends WebSocket {
    constructor(url: string | URL) {
      super(String(url).replace(/version%22%3A\d+/, "version%22%3A1"));
    }
  };
}
