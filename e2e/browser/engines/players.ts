/** What a player does and sees, in any engine. */
import type {} from "@quickpong/client/probe.ts";
import { expect } from "./fixtures.ts";
import type { Tab } from "./tab.ts";

/** Waits for a match against a person. */
export const inMatch = (tab: Tab) =>
  tab.until("a match", () => {
    const frame = window.quickpong?.frame;
    return frame && frame.opponent.bot === "" && frame.phase !== "finished";
  });

/** Nobody's console has anything to say. */
export async function quiet(...tabs: Tab[]): Promise<void> {
  for (const tab of tabs) expect(await tab.complaints(), `${tab.engine}'s console`).toEqual([]);
}
