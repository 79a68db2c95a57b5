/**
 * Notes what a page says on its console, for the one engine whose driver can't tell: the built client
 * with one more script, which runs before all others.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inTop } from "../../lib/paths.ts";

const SCRIPT = "console-notes.js";

/** Another page of the same server, which is none of the game's. */
export const ELSEWHERE = "/elsewhere.html";
const OTHER_PAGE = `<!doctype html><title>Elsewhere</title><link rel="icon" href="/favicon.svg">`;

/** Runs in the page. Kept over navigations, as a console is that is set to. */
function takeNotes(): void {
  const note = (...words: unknown[]) => {
    const notes = JSON.parse(sessionStorage.getItem("console-notes") ?? "[]");
    notes.push(words.map(String).join(" "));
    sessionStorage.setItem("console-notes", JSON.stringify(notes));
  };
  for (const level of ["error", "warn"] as const) {
    const say = console[level].bind(console);
    console[level] = (...words: unknown[]) => {
      note(...words);
      say(...words);
    };
  }
  // Also those of files that can't be loaded, which don't bubble.
  window.addEventListener(
    "error",
    ({ message, target }) => note(message ?? `not loaded: ${(target as Element).outerHTML}`),
    true,
  );
  window.addEventListener("unhandledrejection", ({ reason }) => note("rejected:", reason));
  document.addEventListener("securitypolicyviolation", ({ blockedURI, violatedDirective }) =>
    note("forbidden:", blockedURI, violatedDirective),
  );
}

/** Runs in the page. */
export const readNotes = (): string[] =>
  JSON.parse(sessionStorage.getItem("console-notes") ?? "[]");

/** A copy of the built client that takes notes, and the other page; `remove` deletes it. */
export function clientWithNotes(): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), "quickpong-notes-"));
  cpSync(inTop("client/dist"), folder, { recursive: true });
  writeFileSync(join(folder, SCRIPT), `(${takeNotes})();\n`);
  writeFileSync(join(folder, ELSEWHERE), OTHER_PAGE);
  change(folder, "index.html", "<head>", `<head><script src="/${SCRIPT}"></script>`);
  change(folder, "service-worker.js", /FILES ?= ?\[/, `$&"/${SCRIPT}",`);
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}

function change(folder: string, name: string, what: string | RegExp, by: string): void {
  const file = join(folder, name);
  const before = readFileSync(file, "utf8");
  const after = before.replace(what, by);
  if (after === before) throw new Error(`${name} has no ${what}`);
  writeFileSync(file, after);
  for (const ending of ["br", "gz"]) rmSync(`${file}.${ending}`, { force: true });
}
