/** Stops in other people's rooms, and where something went wrong. */
import type { Page } from "@playwright/test";
import { untilFrame } from "../stage-hands.ts";
import { shown, type Tour, visit } from "./stop.ts";

/** Comes to the rooms of two others: the host is away, there is no place, it is closed. */
export async function* guestTour(page: Page, host: Page, guest: Page): Tour {
  const away = await makeRoom(host);
  await host.goto("about:blank");
  await visit(page, `${away}?probe`);
  await shown(page, ".notice .ways");
  yield { name: "invited", page };
  await accept(page);
  await shown(page, ".invite.notice");
  yield { name: "host-away", page };
  await host.goto("/?probe");
  const room = await makeRoom(host);
  await visit(guest, `${room}?probe`);
  await accept(guest);
  await untilFrame(guest, ({ opponent }) => opponent.bot === "");
  await visit(page, `${room}?probe`);
  await shown(page, ".notice .ways");
  yield { name: "room-full", page };
  await visit(host, "/?probe");
  await visit(guest, "/?probe");
  const closed = await makeRoom(host);
  await visit(host, "/?probe");
  await visit(page, `${closed}?probe`);
  await shown(page, ".notice .ways");
  yield { name: "room-over", page };
}

/** A link that is opened asks first. */
const accept = (page: Page): Promise<void> => page.locator(".notice .bar.lit").click();

async function makeRoom(page: Page): Promise<string> {
  await visit(page, "/r?probe");
  await page.locator(".friend .bar.lit").click();
  await page.locator(".invite .code").waitFor();
  return new URL(page.url()).pathname;
}

/** What the server may say, as the page says it; 0 is a server that is not there. */
const ANSWERS = { unreachable: 0, full: 503, "new-version": 426 };

/** The server is not there, has no place, or is newer than the page; the court can not be loaded. */
export async function* troubleTour(page: Page): Tour {
  // The lobby endpoint does not open, and what is asked over HTTP then is answered here.
  await page.addInitScript(() => {
    window.WebSocket = class extends WebSocket {
      constructor(url: string | URL) {
        super(String(url).replace("/matchmake/", "/nowhere/"));
      }
    };
  });
  await page.goto("/?probe");
  for (const [name, status] of Object.entries(ANSWERS)) {
    await page.route("**/matchmake/**", (route) =>
      status === 0 ? route.abort() : route.fulfill({ status, json: { code: status, error: "" } }),
    );
    await visit(page, "/?probe");
    await page.locator("form .bar.lit").click();
    await shown(page, ".notice");
    yield { name, page };
    await page.unrouteAll({ behavior: "ignoreErrors" });
  }
  const second = await page.context().newPage();
  await second.route("**/assets/stage-*.js", (route) => route.abort());
  await second.goto("/");
  await visit(second, "/practice?level=club");
  await shown(second, ".notice");
  yield { name: "court-failed", page: second };
  await second.close();
}
