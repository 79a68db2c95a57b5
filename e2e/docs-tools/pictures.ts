/**
 * `npm run pictures`: the pictures of real play in README and docs/design.md (docs/screenshot.png,
 * docs/play.webp) and the one that shared links show (client/public/social.png).
 */
import type { Browser, Page } from "@playwright/test";
import sharp from "sharp";
import { inTop } from "../lib/paths.ts";
import { startServer } from "../lib/start-server.ts";
import { launchBrowser, openPage, play, untilFrame } from "./stage-hands.ts";

const CLIP = { width: 640, height: 400, milliseconds: 7000, everyMs: 66 };
/** A rally this long has drawn a figure worth looking at. */
const RALLY = 7;

/** Two people in a match; the first one's page is the one to look at. */
async function meet(browser: Browser, url: string, width: number, height: number) {
  const options = { viewport: { width, height }, colorScheme: "dark" as const };
  const page = await openPage(browser, url, { name: "Ada", theme: "night" }, options);
  const other = await openPage(browser, url, { name: "Grace" });
  for (const each of [page, other]) {
    await each.goto("/?probe");
    await each.locator("form button[type=submit]").first().click();
  }
  await untilFrame(page, ({ opponent, phase }) => opponent.bot === "" && phase !== "waiting");
  await play(page, 1);
  await play(other, 0.95);
  return { page, close: () => Promise.all([page.context().close(), other.context().close()]) };
}

async function takeScreenshot(browser: Browser, url: string): Promise<void> {
  const { page, close } = await meet(browser, url, 1280, 760);
  await untilFrame(page, ({ rally, ball }) => rally >= RALLY && Math.abs(ball?.x ?? 999) < 500);
  const picture = await page.screenshot();
  await sharp(picture).png({ palette: true, quality: 95 }).toFile(inTop("docs/screenshot.png"));
  await close();
}

interface Shot {
  at: number;
  data: Buffer;
}

/** Records what the browser shows, each picture with its time (ms). */
async function record(page: Page, milliseconds: number): Promise<Shot[]> {
  const shots: Shot[] = [];
  const session = await page.context().newCDPSession(page);
  session.on("Page.screencastFrame", ({ data, metadata, sessionId }) => {
    shots.push({ at: (metadata.timestamp ?? 0) * 1000, data: Buffer.from(data, "base64") });
    void session.send("Page.screencastFrameAck", { sessionId }).catch(() => undefined);
  });
  await session.send("Page.startScreencast", { format: "jpeg", quality: 92 });
  await page.waitForTimeout(milliseconds);
  await session.send("Page.stopScreencast");
  return shots;
}

/** Leaves out pictures that come sooner after another than a clip needs. */
function thinned(shots: Shot[], everyMs: number): Shot[] {
  const kept: Shot[] = [];
  for (const shot of shots) {
    if (shot.at - (kept.at(-1)?.at ?? -Infinity) >= everyMs) kept.push(shot);
  }
  return kept;
}

async function takeClip(browser: Browser, url: string): Promise<void> {
  const { page, close } = await meet(browser, url, CLIP.width, CLIP.height);
  await untilFrame(page, ({ phase }) => phase === "rally");
  const shots = thinned(await record(page, CLIP.milliseconds), CLIP.everyMs);
  await close();
  const delay = shots.map(({ at }, i) => Math.round((shots[i + 1]?.at ?? at + 600) - at));
  const frames = shots.map(({ data }) => data);
  const file = inTop("docs/play.webp");
  const { size } = await sharp(frames, { join: { animated: true } })
    .webp({ quality: 60, effort: 5, delay, loop: 0 })
    .toFile(file);
  console.log(`docs/play.webp: ${frames.length} pictures, ${Math.round(size / 1000)} kB`);
}

/** The first page with nothing but the name on it. */
async function takeSocial(browser: Browser, url: string): Promise<void> {
  const options = { viewport: { width: 1200, height: 630 }, colorScheme: "dark" as const };
  const page = await openPage(browser, url, { name: "Ada", theme: "night" }, options);
  await page.goto("/");
  await page.evaluate(() => document.fonts.ready);
  await page.evaluate(() => {
    const rest = document.querySelectorAll<HTMLElement>(".landing > :not(.wordmark), #hud > *");
    for (const element of rest) {
      element.style.visibility = "hidden";
    }
    document.querySelector<HTMLElement>(".landing")?.style.setProperty("align-content", "center");
    document.querySelector<HTMLElement>(".landing")?.style.setProperty("grid-template-rows", "58%");
  });
  await page.waitForTimeout(700);
  const picture = await page.screenshot();
  await sharp(picture).png({ palette: true }).toFile(inTop("client/public/social.png"));
  await page.context().close();
}

const server = await startServer({ env: { QUICKPONG_POINTS: "11" } });
const browser = await launchBrowser();
try {
  await takeSocial(browser, server.url);
  await takeScreenshot(browser, server.url);
  await takeClip(browser, server.url);
} finally {
  await browser.close();
  await server.stop();
}
