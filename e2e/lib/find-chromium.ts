/** Looks for a Chromium that is already on the machine. */
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import { inTop } from "./paths.ts";

/** Hands the found browser on to child processes, and lets a user choose one. */
export const CHROMIUM_VARIABLE = "CHROMIUM_PATH";

const NAMES = ["chromium", "google-chrome", "google-chrome-stable", "chromium-browser"];
const MAC_APPS = ["Chromium.app/Contents/MacOS/Chromium"].concat(
  "Google Chrome.app/Contents/MacOS/Google Chrome",
);

/** A browser that runs: where it is and what it calls itself. */
export interface FoundChromium {
  path: string;
  version: string;
}

/** What the search needs from the machine; tests replace it. */
export interface Machine {
  env: Record<string, string | undefined>;
  /** The browser's own version line, or undefined when there is none or it can't start. */
  versionOf(path: string): string | undefined;
  /** Where Playwright would keep the Chromium of its version. */
  playwrightPath(): string | undefined;
}

/** Every place to look at, best first. */
function chromiumCandidates(machine: Machine): string[] {
  const chosen = machine.env[CHROMIUM_VARIABLE];
  if (chosen) return [chosen];
  const folders = (machine.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const unique = [...new Set([...folders, "/usr/bin"])];
  const named = NAMES.flatMap((name) => unique.map((folder) => join(folder, name)));
  const apps = MAC_APPS.map((app) => join("/Applications", app));
  const playwright = machine.playwrightPath();
  return [...named, ...apps, ...(playwright ? [playwright] : [])];
}

/**
 * The first candidate that tells its version. Asking is the test: Ubuntu's chromium-browser may be
 * a stub that only says where to get one, and a download may lack the libraries it needs.
 */
export function findChromium(machine: Machine = thisMachine()): FoundChromium | undefined {
  for (const path of chromiumCandidates(machine)) {
    const version = machine.versionOf(path);
    if (version !== undefined) return { path, version };
  }
  return undefined;
}

/** The machine this process runs on. */
function thisMachine(): Machine {
  return { env: process.env, versionOf, playwrightPath };
}

function versionOf(path: string): string | undefined {
  const { status, stdout } = spawnSync(path, ["--version"], {
    encoding: "utf8",
    timeout: 15_000,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const line = stdout?.split("\n").find((text) => /chrom/i.test(text) && /\d/.test(text));
  return status === 0 ? line?.trim() : undefined;
}

function playwrightPath(): string | undefined {
  const require = createRequire(inTop("e2e", "package.json"));
  const { chromium } = require("@playwright/test") as typeof import("@playwright/test");
  return chromium.executablePath();
}
