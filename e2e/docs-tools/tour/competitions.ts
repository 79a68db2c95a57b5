/** Stops around arenas and cups: where one is opened, and a code that nobody has. */
import type { Page } from "@playwright/test";
import { shown, type Tour, visit } from "./stop.ts";

export async function* competitionTour(page: Page): Tour {
  await visit(page, "/arena?probe");
  await shown(page, ".making");
  yield { name: "make-arena", page };
  await page.locator(".making input[name=kind]").nth(1).check();
  yield { name: "make-cup", page };
  await visit(page, "/arena/BCDFGH?probe");
  await shown(page, ".notice");
  yield { name: "competition-unknown", page };
}
