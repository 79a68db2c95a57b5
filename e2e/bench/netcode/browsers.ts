/** Two real browsers play each other through the TCP proxy, for `npm run bench:netcode -- --real`. */
import { type Browser, chromium } from "@playwright/test";
import { meet, newPlayer, type Player, playKeys, reportOf } from "../../browser/support/players.ts";
import { findChromium } from "../../lib/find-chromium.ts";
import { type LinkQuality, startProxy } from "../../lib/proxy/tcp-proxy.ts";
import { startServer } from "../../lib/start-server.ts";

/** Real time is dear: so long (ms). */
const LENGTH = 60_000;
const ROOT_ARGS = process.getuid?.() === 0 ? ["--no-sandbox"] : [];

/** What both screens showed, against what was ruled. */
export async function inBrowsers(quality: LinkQuality, seed: number) {
  const server = await startServer({ env: { QUICKPONG_POINTS: "21" } });
  const proxy = await startProxy({ target: server.port, quality, seed });
  // A browser each: two tabs of one would share a process and its clock.
  const browsers = await Promise.all([launch(), launch()]);
  try {
    const [ann, bob] = await Promise.all([
      newPlayer(browsers[0], proxy.url, "Ann"),
      newPlayer(browsers[1], proxy.url, "Bob"),
    ]);
    await meet(ann, bob);
    for (const player of [ann, bob]) await playKeys(player, "keen");
    await new Promise((resolve) => setTimeout(resolve, LENGTH));
    return await figuresOf([ann, bob]);
  } finally {
    await Promise.all(browsers.map((browser) => browser.close()));
    await proxy.stop();
    await server.stop();
  }
}

function launch(): Promise<Browser> {
  const executablePath = findChromium()?.path;
  return chromium.launch({
    headless: true,
    args: [...ROOT_ARGS, "--mute-audio", "--no-first-run"],
    ...(executablePath ? { executablePath } : {}),
  });
}

async function figuresOf(players: readonly Player[]) {
  const reports = await Promise.all(players.map(reportOf));
  const sum = (figure: (report: (typeof reports)[number]) => number): number =>
    reports.reduce((total, report) => total + figure(report), 0);
  const perSecond = (bytes: number) => bytes / (LENGTH / 1000) / players.length;
  return {
    contacts: sum(({ contacts }) => contacts.own),
    ownWrong: sum(({ contacts }) => contacts.ownWrong),
    opponentWrong: sum(({ contacts }) => contacts.opponentWrong),
    snaps: sum(({ snaps }) => snaps),
    longStalls: sum(({ longStalls }) => longStalls),
    lateInputs: sum(({ lateInputs }) => lateInputs) / sum(({ inputs }) => inputs),
    slowFrames: sum(({ slowFrames }) => slowFrames),
    upBytesPerSecond: perSecond(sum(({ traffic }) => traffic.upBytes)),
    downBytesPerSecond: perSecond(sum(({ traffic }) => traffic.downBytes)),
  };
}
