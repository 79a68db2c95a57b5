/** Measures what frames of a real match cost in one kind of browser window. */

import type { Browser, BrowserContextOptions, Page } from "@playwright/test";
import { openPage, play, untilFrame } from "../../docs-tools/stage-hands.ts";
import { keepSettings } from "../../lib/keep-settings.ts";
import { busyMicros } from "../../lib/machine.ts";
import { installRecorder, type Recorded } from "./recorder.ts";

export interface Scene {
  name: string;
  context: BrowserContextOptions;
  /** How many times slower the page's processor is than this one. */
  slower: number;
}

export interface FrameRun {
  name: string;
  renderer: string;
  effects: string;
  frames: number;
  framesPerSecond: number;
  /** From one frame to the next (ms). */
  intervalP50: number;
  intervalP95: number;
  /** The page's own script in a frame (ms). */
  scriptP50: number;
  scriptP95: number;
  /** Share of frames that came later than 25 ms after the one before. */
  lateShare: number;
  /** Processor time of a frame in the page's process and in the one that draws (ms). */
  pageCpuMs: number;
  drawingCpuMs: number;
  /** What other processes took meanwhile, in cores. */
  othersCpuShare: number;
}

export interface FrameOptions {
  seconds: number;
  effects: "full" | "plain";
  /** Forced, or chosen by the page as usual. */
  renderer: "webgl" | "canvas" | null;
}

/** Plays against a bot in a window of `scene` and measures. */
export async function measureFrames(
  browser: Browser,
  url: string,
  scene: Scene,
  { seconds, effects, renderer }: FrameOptions,
): Promise<FrameRun> {
  const page = await openPage(browser, url, { name: "Ada", theme: "night" }, scene.context);
  await page.addInitScript(keepSettings, { effects });
  await page.addInitScript(installRecorder);
  const force = renderer ? `&renderer=${renderer}` : "";
  await page.goto(`/practice?level=pro&probe${force}`);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: scene.slower });
  await play(page, 0.6);
  await untilFrame(page, ({ phase, rally }) => phase === "rally" && rally >= 1);
  const [cpu, busy, from] = [await cpuTimes(browser), busyMicros(), await framesSoFar(page)];
  const begin = performance.now();
  await page.waitForTimeout(seconds * 1000);
  const [cpuAfter, took] = [await cpuTimes(browser), performance.now() - begin];
  const busyShare = (busyMicros() - busy) / 1000 / took;
  const recorded = await page.evaluate(() => window.frameRecord as Recorded);
  await page.context().close();
  const [pageCpu, drawing, all] = [
    cpuAfter.page - cpu.page,
    cpuAfter.drawing - cpu.drawing,
    cpuAfter.all - cpu.all,
  ];
  const frames = recorded.at.length - from;
  return {
    name: scene.name,
    renderer: renderer ?? "auto",
    effects,
    ...summary(recorded, from),
    pageCpuMs: pageCpu / frames,
    drawingCpuMs: drawing / frames,
    othersCpuShare: Math.max(0, busyShare - all / took),
  };
}

const framesSoFar = (page: Page): Promise<number> =>
  page.evaluate(() => window.frameRecord?.at.length ?? 0);

function summary({ at, script }: Recorded, from: number) {
  const intervals = at.slice(from + 1).map((time, i) => time - (at[from + i] ?? time));
  const scripts = script.slice(from);
  const total = intervals.reduce((sum, each) => sum + each, 0);
  return {
    frames: scripts.length,
    framesPerSecond: (1000 * intervals.length) / total,
    intervalP50: quantile(intervals, 0.5),
    intervalP95: quantile(intervals, 0.95),
    scriptP50: quantile(scripts, 0.5),
    scriptP95: quantile(scripts, 0.95),
    lateShare: intervals.filter((each) => each > 25).length / intervals.length,
  };
}

const quantile = (values: readonly number[], q: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(q * (values.length - 1))] ?? 0;

/** Processor time of the browser's processes so far (ms). */
async function cpuTimes(browser: Browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const sum = (type?: string) =>
    processInfo
      .filter((each) => !type || each.type === type)
      .reduce((total, { cpuTime }) => total + 1000 * cpuTime, 0);
  return { page: sum("renderer"), drawing: sum("GPU"), all: sum() };
}
