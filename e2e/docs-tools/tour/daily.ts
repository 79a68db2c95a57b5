/** Stops on the daily's page, whatever store the server has: what it would answer is made up. */
import type { Page } from "@playwright/test";
import type { DailyAnswer, DailyRow } from "@quickpong/shared/protocol/daily.ts";
import { shown, type Tour, visit } from "./stop.ts";

const LONG_NAME = "Wwwwwwwwwwwwwwww";
const OWN = "a".repeat(16);

const row = (place: number): DailyRow => ({
  place,
  id: "b".repeat(16),
  name: place % 2 === 0 ? "Bob" : LONG_NAME,
  hits: 143 - 10 * place,
});
const best: DailyRow = { place: 9_876, id: OWN, name: LONG_NAME, hits: 23 };

const begun: DailyAnswer = {
  day: 20_788,
  endsIn: 18_720_000,
  memory: "ready",
  players: 12_345,
  rows: [1, 2, 3, 4, 5].map(row),
  own: { triesLeft: 2, best, streak: 365 },
  yesterday: { ...row(1), replay: "c".repeat(16) },
};
const over: DailyAnswer = {
  ...begun,
  rows: [1, 2, 3].map((place) => (place === 3 ? { ...row(3), id: OWN } : row(place))),
  own: { triesLeft: 0, best: { ...row(3), id: OWN }, streak: 1 },
  yesterday: null,
};

/** With tries left, and with none. */
export async function* dailyTour(page: Page): Tour {
  for (const [name, answer] of [
    ["daily", begun],
    ["daily-over", over],
  ] as const) {
    await page.route("**/api/daily", (route) => route.fulfill({ json: answer }));
    await visit(page, "/daily?probe");
    await shown(page, ".daily .next:not(:empty)");
    yield { name, page };
    await page.unroute("**/api/daily");
  }
}
