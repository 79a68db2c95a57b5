/** Stops of a player whose matches are remembered: the own page, and what can be opened on it. */
import type { Page } from "@playwright/test";
import { shown, type Tour, visit } from "./stop.ts";

/** Needs a server with a store, and a finished match of the page's player. */
export async function* playerTour(page: Page): Tour {
  await visit(page, "/me?probe");
  await shown(page, ".matches li");
  await shown(page, ".devices li");
  yield { name: "me", page };
  await page.locator("main").evaluate((main) => main.scrollTo(0, main.scrollHeight));
  yield { name: "me-end", page };
  const tools = page.locator(".buttons button");
  await tools.nth(0).click();
  await shown(page, ".handover .qr canvas");
  yield { name: "another-device", page };
  await page.keyboard.press("Escape");
  await tools.nth(1).click();
  await shown(page, ".panel.printable");
  await page.locator(".handover .bar").click();
  await shown(page, ".handover .code");
  yield { name: "recovery-code", page };
  await page.keyboard.press("Escape");
  await tools.nth(2).click();
  await shown(page, ".panel.question");
  yield { name: "delete-all", page };
  await page.keyboard.press("Escape");
  yield* replayTour(page);
}

/** From the own page on: a replay that stands still, and what can be done with it. */
async function* replayTour(page: Page): Tour {
  await page.locator(".matches li a").last().click();
  await shown(page, ".replay-bar");
  await page.keyboard.press(" ");
  await page.locator(".replay-bar .choices select").first().selectOption("left");
  yield { name: "replay", page };
  await page.keyboard.press("m");
  await shown(page, ".panel.replay-tools");
  yield { name: "replay-tools", page };
  await page.keyboard.press("Escape");
}
