/** Stops of a match between two people, seen by the first of them. */

import type { Page } from "@playwright/test";
import { keepSettings } from "../../lib/keep-settings.ts";
import { play, untilFrame } from "../stage-hands.ts";
import { shown, type Tour, visit } from "./stop.ts";

/** Both go to the queue; ends in a rally in which nothing is open. */
export async function* matchTour(page: Page, other: Page): Tour {
  await visit(page, "/play?probe");
  await visit(other, "/play?probe");
  await untilFrame(page, ({ opponent, phase }) => opponent.bot === "" && phase === "countdown");
  await shown(page, ".versus:not(.searching)");
  yield { name: "versus", page };
  // A player who stands still forfeits before the tour is over.
  await Promise.all([page, other].map((each) => play(each, 0.3)));
  await untilFrame(page, ({ phase }) => phase === "rally");
  await page.locator(".versus").waitFor({ state: "detached" });
  yield* openedTour(page, other);
}

async function* openedTour(page: Page, other: Page): Tour {
  await page.locator(".emotes > button").click();
  await shown(page, ".emotes > div");
  yield { name: "emotes", page };
  await page.keyboard.press("Escape");
  await page.keyboard.press("F3");
  await shown(page, ".netgraph dd:not(:empty)");
  yield { name: "figures", page };
  await page.keyboard.press("F3");
  await page.keyboard.press("1");
  await other.keyboard.press("6");
  await page.locator(".emote.own span").waitFor();
  await page.locator(".emote.opponent span").waitFor();
  yield { name: "emote", page };
  await page.locator("[data-menu]").click();
  await shown(page, ".panel[role=dialog]");
  yield { name: "menu", page };
  await page.keyboard.press("Escape");
  await page.locator(".tools > .icon").last().click();
  await shown(page, ".panel.question");
  yield { name: "leaving", page };
  await page.keyboard.press("Escape");
}

/** The other one gives up; the first one sees the result. */
export async function* leftTour(page: Page, other: Page): Tour {
  await visit(other, "/?probe");
  await shown(page, ".result .news:not(:empty), .result .soft:not(:empty)");
  yield { name: "result-left", page };
}

/** The learners' switches, which practice has in its menu. */
export async function* practiceTour(page: Page): Tour {
  await page.evaluate(() => {
    history.pushState(null, "", "/practice?level=beginner&probe");
    window.dispatchEvent(new PopStateEvent("popstate"));
  });
  await untilFrame(page, ({ opponent, phase }) => opponent.bot !== "" && phase === "rally");
  await page.locator(".versus").waitFor({ state: "detached" });
  yield { name: "practice", page };
  await page.locator("[data-menu]").click();
  await shown(page, ".panel[role=dialog]");
  yield { name: "practice-menu", page };
  await page.keyboard.press("Escape");
}

/** Two at one screen, by the usual touch or keys; nobody moves, so that it ends by itself. */
export async function* twoHereMatchTour(page: Page): Tour {
  const controls = await page.evaluate(() =>
    matchMedia("(any-pointer: coarse)").matches ? "touch" : "keys",
  );
  const names = ["", "Wwwwwwwwwwwwwwww"];
  const rules = { preset: "tiny", pointsToWin: 3 };
  await page.evaluate(keepSettings, { twoHere: { controls, names }, rules });
  await visit(page, "/two/match?probe");
  await untilFrame(page, ({ together, phase }) => together === true && phase === "countdown");
  await shown(page, ".versus");
  yield { name: "two-here-versus", page };
  await untilFrame(page, ({ own, opponent }) => own.score + opponent.score > 0);
  yield { name: "two-here-point", page };
  await page.locator("[data-menu]").click();
  await shown(page, ".panel[role=dialog]");
  yield { name: "two-here-menu", page };
  await page.keyboard.press("Escape");
  await page.locator(".result").waitFor({ timeout: 90_000 });
  await shown(page, ".result");
  yield { name: "two-here-result", page };
  await page.evaluate(keepSettings, { rules: null });
}
