/** Stops that take their time: bots on offer, lines that break, both ways a match can end. */
import type { Page } from "@playwright/test";
import { BOT_OFFER_AFTER } from "@quickpong/shared/protocol/messages.ts";
import type { TcpProxy } from "../../lib/proxy/tcp-proxy.ts";
import { play, untilFrame } from "../stage-hands.ts";
import { shown, type Tour, visit } from "./stop.ts";

/** Nobody comes for a while: the page's clock is put forward by so much (ms), as if it had waited. */
const A_WHILE = BOT_OFFER_AFTER * 1000;

export async function* offerTour(page: Page): Tour {
  await visit(page, "/play?probe");
  await shown(page, ".searching .people:not(:empty)");
  await page.evaluate((by) => {
    const now = performance.now.bind(performance);
    performance.now = () => now() + by;
  }, A_WHILE);
  await shown(page, ".searching.offering .bots");
  yield { name: "bot-offer", page };
}

/** A match is on: first one line breaks, then the other's; both come back. */
export async function* brokenLineTour(
  page: Page,
  other: Page,
  [own, others]: readonly [TcpProxy, TcpProxy],
): Tour {
  await hide(other, true);
  await shown(page, ".warning");
  yield { name: "opponent-elsewhere", page };
  await hide(other, false);
  await page.locator(".warning").waitFor({ state: "hidden" });
  cut(own, true);
  await shown(page, ".warning");
  yield { name: "reconnecting", page };
  cut(own, false);
  await page.locator(".warning").waitFor({ state: "hidden", timeout: 30_000 });
  cut(others, true);
  await shown(page, ".warning .small");
  yield { name: "opponent-away", page };
  cut(others, false);
  await page.locator(".warning").waitFor({ state: "hidden", timeout: 30_000 });
}

/** Nobody has played since the match began: on a slow machine it may be over by now, and is begun anew. */
async function untilRally(page: Page, other: Page): Promise<void> {
  await untilFrame(page, ({ rally, phase }) => rally >= 3 || phase === "finished", 120_000);
  if (!(await page.evaluate(() => window.quickpong?.frame?.phase === "finished"))) return;
  for (const each of [page, other]) await each.locator(".result .bar.lit").click();
  await page.locator(".result").waitFor({ state: "detached" });
  await untilFrame(page, ({ rally }) => rally >= 3, 120_000);
}

/** Plays to the end twice: the first is won, the second lost, and then the other one leaves. */
export async function* endsTour(page: Page, other: Page): Tour {
  await play(page, 0.5);
  await play(other, 0.5);
  await untilRally(page, other);
  yield { name: "rally", page };
  // A player who does not move at all forfeits.
  await play(other, "beside");
  await untilFrame(
    page,
    ({ own, pointsToWin, phase }) => own.score === pointsToWin - 1 || phase === "finished",
    120_000,
  );
  yield { name: "match-point", page };
  await page.locator(".result").waitFor({ timeout: 180_000 });
  await shown(page, ".result");
  yield { name: "won", page };
  await other.locator(".result .bar.lit").click();
  await shown(page, ".result .news:not(:empty)");
  yield { name: "rematch-offered", page };
  await play(page, "beside");
  await play(other, 0.5);
  await page.locator(".result .bar.lit").click();
  await page.locator(".result").waitFor({ state: "detached" });
  await page.locator(".result").waitFor({ timeout: 180_000 });
  await shown(page, ".result");
  yield { name: "lost", page };
  await page.locator(".result .bar.lit").click();
  yield { name: "rematch-asked", page };
  await visit(other, "/?probe");
  await shown(page, ".result .bar.outlined");
  yield { name: "opponent-left", page };
}

/** Two others play; the first looks on until one of them has left. */
export async function* watchTour(page: Page, left: Page, right: Page): Tour {
  await visit(left, "/play?probe");
  await visit(right, "/play?probe");
  await untilFrame(left, ({ opponent, phase }) => opponent.bot === "" && phase === "rally");
  await visit(page, "/?probe");
  // Low windows have no room for the list.
  const link = page.locator(".live a").first();
  await link.waitFor({ state: "attached" });
  yield { name: "home-live", page };
  await link.evaluate((element) => (element as HTMLAnchorElement).click());
  await untilFrame(page, ({ watching, ball }) => watching && ball !== null);
  await shown(page, ".label");
  yield { name: "watching", page };
  await visit(right, "/?probe");
  await shown(page, ".result");
  yield { name: "watched-result", page };
}

/** Makes the page believe that its tab was hidden or shown. */
const hide = (page: Page, hidden: boolean): Promise<void> =>
  page.evaluate((value) => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => value });
    document.dispatchEvent(new Event("visibilitychange"));
  }, hidden);

function cut(proxy: TcpProxy, on: boolean): void {
  proxy.refuse(on);
  if (on) proxy.reset();
}
