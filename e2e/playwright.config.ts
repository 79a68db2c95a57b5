/** Browser tests: a real Chromium, a real server, no retries. */
import { defineConfig } from "@playwright/test";
import { CHROMIUM_VARIABLE, findChromium } from "./tools/find-chromium.ts";

// Workers read this file too; they take over what the first process found.
process.env[CHROMIUM_VARIABLE] ??= findChromium()?.path ?? "";
// Runs side by side in one work tree must not clear each other's output.
process.env["QUICKPONG_RUN"] ??= String(process.pid);

const executablePath = process.env[CHROMIUM_VARIABLE];

/** Fixed, so that a screenshot of a still scene is the same on every run. */
const args = [
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
  "--no-first-run",
  "--mute-audio",
];

export default defineConfig({
  testDir: "browser",
  testMatch: "**/*.spec.ts",
  outputDir: `../test-results/${process.env["QUICKPONG_RUN"]}`,
  // Matches keep their own time: more browsers than cores would make them late.
  workers: 1,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
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
