/** Browser tests: a real Chromium, a real server, no retries. */
import { existsSync, readdirSync, rmSync } from "node:fs";
import { defineConfig } from "@playwright/test";
import { CHROMIUM_VARIABLE, findChromium } from "./lib/find-chromium.ts";
import { inTop } from "./lib/paths.ts";

// Workers read this file too; they take over what the first process found.
process.env[CHROMIUM_VARIABLE] ??= findChromium()?.path ?? "";
// Runs side by side in one work tree must not clear each other's output.
process.env["TEST_RUN"] ??= String(process.pid);
const outputDir = inTop("test-results", process.env["TEST_RUN"]);
process.on("exit", () => {
  if (process.env["TEST_RUN"] !== String(process.pid) || !existsSync(outputDir)) return;
  // A run without failures leaves nothing worth keeping.
  const kept = readdirSync(outputDir).filter((name) => name !== ".last-run.json");
  if (kept.length === 0) rmSync(outputDir, { recursive: true });
});

const executablePath = process.env[CHROMIUM_VARIABLE];

/**
 * Playwright's own list, which a second one replaces, and what newer Chromiums show under the address bar: two
 * pages a window that nobody sees, of a second of processor time.
 */
const WITHOUT = [
  ...["AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"],
  ...["HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding"],
  ...["ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints"],
  ...["NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch"],
  ...["WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup"],
];

/** Fixed, so that a screenshot of a still scene is the same on every run. */
const args = [
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
  "--no-first-run",
  "--mute-audio",
  `--disable-features=${WITHOUT.join(",")}`,
];

/** These hold the page or the server to a time: beside others they would measure those. */
const TIMED = /(controls|netcode|processes)\.spec\.ts$/;

/** Courts are drawn without a graphics card here: three tests at once keep two cores busy and end no sooner than two. */
const WORKERS = 2;

export default defineConfig({
  testDir: "browser",
  outputDir,
  workers: WORKERS,
  projects: [
    { name: "beside others", testMatch: "**/*.spec.ts", testIgnore: TIMED },
    { name: "alone", testMatch: TIMED, workers: 1, dependencies: ["beside others"] },
  ],
  retries: 0,
  // What a test holds the game to it says itself; these only end one that hangs, on a slow machine, too.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: "list",
  use: {
    browserName: "chromium",
    headless: true,
    viewport: { width: 960, height: 600 },
    trace: "off",
    video: "off",
    screenshot: "only-on-failure",
    launchOptions: { args, ...(executablePath ? { executablePath } : {}) },
  },
});
