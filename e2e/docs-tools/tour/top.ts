/** Stops on the leaderboard, whatever store the server has: what it would answer is made up. */
import type { Page } from "@playwright/test";
import type { OwnPlayer } from "@quickpong/shared/protocol/players.ts";
import type { TopAnswer, TopRow } from "@quickpong/shared/protocol/top.ts";
import { shown, type Tour, visit } from "./stop.ts";

const LONG_NAME = "Wwwwwwwwwwwwwwww";
const OWN = "a".repeat(16);

const row = (place: number): TopRow => ({
  place,
  id: place === 3 ? OWN : "b".repeat(16),
  name: place % 2 === 0 ? "Bob" : LONG_NAME,
  rating: 2143 - 10 * place,
  sure: 2078 - 10 * place,
});

const rows = [1, 2, 3, 4, 5].map(row);
const full: TopAnswer = {
  board: "month",
  at: Date.UTC(2026, 11, 1, 12),
  listed: 12_345,
  rows: [...rows, { ...row(40), place: 9_876 }],
  own: rows[2] as TopRow,
  around: rows,
  played: rows,
  missing: null,
};
const empty: TopAnswer = {
  ...full,
  ...{ listed: 0, rows: [], own: null, around: [], played: [] },
  missing: { games: 12, opponents: 5, oneOpponent: true, newcomers: true, unsure: true },
};
const own: OwnPlayer = {
  player: { id: OWN, name: LONG_NAME, rating: 2113, provisional: false },
  memory: "ready",
};

/** With places, then with none. */
export async function* topTour(page: Page): Tour {
  await page.route("**/api/me", (route) => route.fulfill({ json: own }));
  for (const [name, answer] of [
    ["top", full],
    ["top-nobody", empty],
  ] as const) {
    await page.route("**/api/top*", (route) => {
      const isEver = route.request().url().endsWith("ever");
      const reached = (each: TopRow) => ({ ...each, reached: answer.at });
      const ever = { ...answer, board: "ever", rows: answer.rows.map(reached) } as const;
      return route.fulfill({ json: isEver ? ever : answer });
    });
    await visit(page, "/top?probe");
    await page.locator(".top .segments input[value='1']").first().check();
    await shown(page, answer.listed > 0 ? ".board .own .soft" : ".board .lacks");
    yield { name, page };
    await page.unroute("**/api/top*");
  }
  await page.unroute("**/api/me");
}
