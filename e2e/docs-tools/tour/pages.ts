/** Stops that need nobody else: the first page, settings, levels, rooms, and what is not there. */

import type { Page } from "@playwright/test";
import { keepSettings } from "../../lib/keep-settings.ts";
import { competitionTour } from "./competitions.ts";
import { dailyTour } from "./daily.ts";
import { shown, type Tour, visit } from "./stop.ts";
import { topTour } from "./top.ts";

/** Begins and ends at any page of the client. */
export async function* pageTour(page: Page): Tour {
  await visit(page, "/?probe");
  yield { name: "home", page };
  yield* settingsTour(page);
  yield* practiceTour(page);
  yield* twoHereTour(page);
  yield* roomTour(page);
  yield* playerlessTour(page);
  yield* topTour(page);
  yield* dailyTour(page);
  yield* competitionTour(page);
  await visit(page, "/no/such/court?probe");
  yield { name: "unknown", page };
  await visit(page, "/watch/NoSuchOne?probe");
  yield { name: "nothing-to-watch", page };
  await visit(page, "/replay/aaaaaaaaaaaaaaaa?probe");
  await shown(page, ".notice");
  yield { name: "replay-unknown", page };
  await visit(page, "/play?probe");
  await shown(page, ".searching .people:not(:empty)");
  yield { name: "searching", page };
}

async function* settingsTour(page: Page): Tour {
  await page.locator(".gear").click();
  await shown(page, ".panel");
  yield { name: "settings", page };
  await page.locator(".panel .key").first().click();
  yield { name: "settings-key", page };
  await page.keyboard.press("Escape");
  await page.locator(".panel .group").last().scrollIntoViewIfNeeded();
  yield { name: "settings-end", page };
  await page.keyboard.press("Escape");
}

/** Of a browser that has no player yet. */
async function* playerlessTour(page: Page): Tour {
  await visit(page, "/me?probe");
  await shown(page, ".no-player");
  yield { name: "no-player", page };
  await visit(page, "/move?probe");
  await shown(page, ".move");
  yield { name: "move", page };
  await visit(page, "/privacy?probe");
  await shown(page, ".sheet.words");
  yield { name: "privacy", page };
}

/** As on the first visit: a lesson first. */
async function* practiceTour(page: Page): Tour {
  await page.evaluate(keepSettings, { lessons: false });
  await visit(page, "/practice?probe");
  await shown(page, ".lesson");
  yield { name: "lesson", page };
  await page.locator(".lesson .small").last().click();
  await shown(page, ".levels");
  yield { name: "levels", page };
  await page.locator(".rules-form select").selectOption("own");
  await page.locator(".rules-form .small").click();
  await shown(page, ".panel");
  yield { name: "own-rules", page };
  await page.keyboard.press("Escape");
  await page.locator(".rules-form select").selectOption("quickpong");
}

/** What two at one screen choose: with what they play first, and then with what has the longest words. */
async function* twoHereTour(page: Page): Tour {
  await visit(page, "/two?probe");
  await shown(page, ".two-here");
  yield { name: "two-here", page };
  await page.locator(".two-here select").first().selectOption("pads");
  yield { name: "two-here-pads", page };
  await page.locator(".two-here select").first().selectOption("keys");
}

async function* roomTour(page: Page): Tour {
  await visit(page, "/r?probe");
  yield { name: "friend", page };
  await page.locator("#code").fill("XX");
  await page.locator(".friend .bar.outlined").click();
  yield { name: "friend-bad-code", page };
  await page.locator(".friend .bar.lit").click();
  await shown(page, ".invite .qr canvas");
  yield { name: "room", page };
  await visit(page, "/r/BCDFGH?probe");
  await shown(page, ".notice");
  yield { name: "room-unknown", page };
}
