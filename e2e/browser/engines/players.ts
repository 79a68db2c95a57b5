/** What a player does and sees, in any engine. */

import { expect } from "@playwright/test";
import type {} from "@quickpong/client/match/test-probe.ts";
import { play } from "../support/hands.ts";
import type { Tab } from "./tab.ts";

/** Opens the first page. */
export const openHome = (url: string, ...tabs: Tab[]) =>
  Promise.all(tabs.map((tab) => tab.goto(`${url}/?probe`)));

/** Waits for a match against a person. */
export const inMatch = (...tabs: Tab[]) =>
  Promise.all(
    tabs.map((tab) =>
      tab.until("a match", () => {
        const frame = window.quickpong?.frame;
        return frame && frame.opponent.bot === "" && frame.phase !== "finished";
      }),
    ),
  );

/** The first plays well and the other badly until the match is over; both then say the same of it. */
export async function playToTheEnd(keen: Tab, poor: Tab): Promise<void> {
  await Promise.all([keen.evaluate(play, "keen"), poor.evaluate(play, "poor")]);
  const [one, other] = await Promise.all(
    [keen, poor].map((tab) => tab.until("the match is over", finished, undefined, 60_000)),
  );
  expect([one?.own, one?.opponent]).toEqual([other?.opponent, other?.own]);
  expect(Math.max(one?.own ?? 0, one?.opponent ?? 0)).toBe(3);
  await Promise.all([keen, poor].map((tab) => tab.sees("Rematch")));
}

/** Runs in the page: the scores of a match that is over. */
function finished() {
  const frame = window.quickpong?.frame;
  if (frame?.phase !== "finished") return null;
  return { own: frame.own.score, opponent: frame.opponent.score };
}

/** From now on counts the own hits that are drawn, and those of them with which no sound begins. */
export const listen = (tab: Tab): Promise<void> =>
  tab.evaluate(() => {
    const ears = { hits: 0, silent: 0 };
    Object.assign(window, { ears });
    let tones = 0;
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (when) {
      if (this.context.state === "running") tones++;
      start.call(this, when);
    };
    let [frames, before] = [0, 0];
    const look = () => {
      requestAnimationFrame(look);
      const probe = window.quickpong;
      if (!probe || probe.frames === frames) return;
      const hits = probe.frame?.events.filter(
        (event) => event.type === "hit" && event.by === "own",
      );
      ears.hits += hits?.length ?? 0;
      if (hits?.length && tones === before) ears.silent++;
      [frames, before] = [probe.frames, tones];
    };
    look();
  });

/** A page that is listened to. */
export interface Heard {
  ears: { hits: number; silent: number };
}

/** What `listen` has counted. */
export const heard = (tab: Tab): Promise<Heard["ears"]> =>
  tab.evaluate(() => (window as unknown as Heard).ears);

/** Nobody's console has anything to say. */
export async function quiet(...tabs: Tab[]): Promise<void> {
  for (const tab of tabs) expect(await tab.complaints(), `${tab.engine}'s console`).toEqual([]);
}
