/** Matches between players in different engines, on the real server. */
import type {} from "@quickpong/client/probe.ts";
import { play } from "../support/hands.ts";
import { expect, test } from "./fixtures.ts";
import { inMatch, quiet } from "./players.ts";
import type { EngineName } from "./tab.ts";

const PAIRS: [EngineName, EngineName][] = [["firefox", "webkit"]];

for (const pair of PAIRS) {
  test(`${pair.join(" and ")} play a match to its end`, async ({ open, server }) => {
    test.setTimeout(120_000);
    const tabs = await Promise.all(pair.map((name) => open(name)));
    await Promise.all(tabs.map((tab) => tab.goto(`${server.url}/?probe`)));
    await Promise.all(tabs.map((tab) => tab.click("Play")));
    await Promise.all(tabs.map(inMatch));
    await Promise.all(tabs.map((tab, i) => tab.evaluate(play, i === 0 ? "keen" : "poor")));
    const scores = await Promise.all(
      tabs.map((tab) => tab.until("the match is over", finished, undefined, 60_000)),
    );
    const [one, other] = scores;
    expect([one?.own, one?.opponent]).toEqual([other?.opponent, other?.own]);
    expect(Math.max(one?.own ?? 0, one?.opponent ?? 0)).toBe(3);
    await Promise.all(tabs.map((tab) => tab.sees("Rematch")));
    await quiet(...tabs);
  });
}

/** Runs in the page: the scores of a match that is over. */
function finished() {
  const frame = window.quickpong?.frame;
  if (frame?.phase !== "finished") return null;
  return { own: frame.own.score, opponent: frame.opponent.score };
}
