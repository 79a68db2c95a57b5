/** What goes wrong on real networks and in real browsers, and what people see of it. */
import type { Browser, Page } from "@playwright/test";
import { BOT_OFFER_AFTER } from "@quickpong/shared/protocol/messages.ts";
import { startProxy } from "../lib/proxy/tcp-proxy.ts";
import { expect, startServer, test } from "./fixtures.ts";
import {
  close,
  frameOf,
  inMatch,
  leave,
  meet,
  newPlayer,
  playKeys,
  seen,
  setHidden,
  words,
} from "./support/players.ts";

// Long, and the last: its tests are shared among all workers, so that none is left with them.
test.describe.configure({ mode: "parallel" });

test("a line that is cut for 5 s comes back to the seat; cut again, the win may be claimed", async ({
  browser,
  server,
}) => {
  const proxy = await startProxy({ target: server.port });
  const ann = await newPlayer(browser, proxy.url, "Ann");
  const bob = await newPlayer(browser, server.url, "Bob");
  await meet(ann, bob);
  await seen(ann, (frame) => frame.phase === "rally");
  proxy.refuse(true);
  proxy.reset();
  await expect(words(ann.page, "Connection lost. Trying to get you back in.")).toBeVisible();
  const left = (page: Page) => words(page, "s left").filter({ hasText: /^[12]?\d s left$/ });
  await expect(left(ann.page)).toBeVisible();
  await expect(ann.page.locator(".plate.opponent .line-quality")).toBeHidden();
  await expect(ann.page.locator(".plate.opponent .rtt")).toHaveText("");
  await expect(words(bob.page, "Ann lost the connection.")).toBeVisible();
  await expect(left(bob.page)).toBeVisible({ timeout: 20_000 });
  const claim = bob.page.getByRole("button", { name: "Claim the win" });
  // From 5 s on, once the rally is over.
  await expect(claim).toBeVisible({ timeout: 20_000 });
  await expect(bob.page.getByRole("button", { name: "Leave without losing" })).toBeVisible();
  proxy.refuse(false);
  await seen(bob, (frame) => frame.opponent.present && frame.phase !== "waiting", 5000);
  await expect(claim).toBeHidden();
  await seen(ann, (frame) => frame.own.connection !== "lost" && frame.opponent.name === "Bob");
  const [mine, theirs] = [await frameOf(ann), await frameOf(bob)];
  expect(mine.own.score).toBe(theirs.opponent.score);

  // A player who does not move at all forfeits.
  await bob.page.keyboard.press("ArrowUp");
  proxy.refuse(true);
  proxy.reset();
  await claim.click({ timeout: 20_000 });
  await expect(bob.page.getByRole("heading", { name: "You won" })).toBeVisible();
  await close(ann, bob);
  await proxy.stop();
});

test("a line that is cut for 25 s loses the match; so does who never moves; all can go on", async ({
  browser,
  server,
}) => {
  test.setTimeout(120_000);
  const proxy = await startProxy({ target: server.port });
  const ann = await newPlayer(browser, proxy.url, "Ann");
  const bob = await newPlayer(browser, server.url, "Bob");
  await meet(ann, bob);
  await seen(ann, (frame) => frame.phase === "rally");
  proxy.refuse(true);
  proxy.reset();
  // The 20 s until the seat is given up are enough for another pair.
  await idleForfeits(browser, server.url);
  await expect(words(bob.page, "Ann did not come back.")).toBeVisible({ timeout: 35_000 });
  proxy.refuse(false);
  await expect(ann.page.getByRole("alert")).toBeVisible({ timeout: 20_000 });
  for (const { page } of [ann, bob])
    await page.getByRole("button", { name: "Next opponent" }).click();
  await Promise.all([inMatch(ann), inMatch(bob)]);
  await close(ann, bob);
  await proxy.stop();
});

/** One of two never moves: a warning, then the match is lost; both can have a rematch. */
async function idleForfeits(browser: Browser, url: string): Promise<void> {
  const [cid, dan] = [await newPlayer(browser, url, "Cid"), await newPlayer(browser, url, "Dan")];
  await meet(cid, dan);
  await playKeys(dan, "poor");
  await expect(words(cid.page, "Still there? Move, or you lose the match.")).toBeVisible({
    timeout: 40_000,
  });
  await expect(words(cid.page, "You stopped moving.")).toBeVisible({ timeout: 20_000 });
  await expect(words(dan.page, "Cid stopped playing.")).toBeVisible();
  await expect(cid.page.getByRole("button", { name: "Rematch" })).toBeVisible();
  await close(cid, dan);
}

test("a player who does not want to wait for a lost line goes home, and the opponent does not wait either", async ({
  browser,
  server,
}) => {
  const proxy = await startProxy({ target: server.port });
  const ann = await newPlayer(browser, proxy.url, "Ann");
  const bob = await newPlayer(browser, server.url, "Bob");
  await meet(ann, bob);
  await seen(ann, (frame) => frame.phase === "rally");
  proxy.refuse(true);
  proxy.reset();
  await ann.page.getByRole("button", { name: "Home" }).click();
  await expect(ann.page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
  proxy.refuse(false);
  await expect(words(bob.page, "Ann left the match.")).toBeVisible();
  await close(ann, bob);
  await proxy.stop();
});

/** An answer on a line like this comes after the test (ms). */
const BLACK_HOLE = { rtt: 600_000, jitter: 0, loss: 0 };

test("a player who refreshes while there is no line is brought back when there is one", async ({
  browser,
  server,
}) => {
  const proxy = await startProxy({ target: server.port });
  const ann = await newPlayer(browser, proxy.url, "Ann");
  const bob = await newPlayer(browser, server.url, "Bob");
  await ann.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await meet(ann, bob);
  await seen(ann, (frame) => frame.phase === "rally");
  proxy.refuse(true);
  proxy.reset();
  const refused = () =>
    ann.page.waitForEvent("requestfailed", (one) => one.url().includes("/reconnect/"));
  const [first] = await Promise.all([refused(), ann.page.goto("/play?probe")]);
  expect(first.method()).toBe("POST");
  await refused();
  await expect(words(ann.page, "Connection lost. Trying to get you back in.")).toBeVisible();
  proxy.refuse(false);
  await seen(ann, (frame) => frame.opponent.name === "Bob" && frame.phase !== "waiting");
  await seen(bob, (frame) => frame.opponent.present && frame.phase !== "finished");
  await close(ann, bob);
  await proxy.stop();
});

test("a server that is not heard any more keeps nobody who refreshes or watches waiting", async ({
  browser,
  server,
}) => {
  const ann = await newPlayer(browser, server.url, "Ann");
  const bob = await newPlayer(browser, server.url, "Bob");
  const eve = await newPlayer(browser, server.url, "Eve");
  await meet(ann, bob);
  await seen(ann, (frame) => frame.phase === "rally");
  // The first request is not answered, every later one is.
  await ann.page.route("**/matchmake/reconnect/**", () => {}, { times: 1 });
  await ann.page.goto("/play?probe");
  const home = (page: Page) => page.getByRole("button", { name: "Home" });
  await expect(home(ann.page)).toBeVisible();
  await eve.page.route("**/matchmake/joinById/**", () => {});
  await eve.page.goto("/watch/somebody");
  await expect(home(eve.page)).toBeVisible();
  await seen(ann, (frame) => frame.opponent.name === "Bob" && frame.phase !== "waiting");
  await expect(eve.page.getByRole("alert")).toContainText("Can't reach the server");
  await expect(eve.page).toHaveTitle("Quickpong");
  await close(ann, bob, eve);
});

test("a line that is gone once an opponent is found is said so", async ({ browser, server }) => {
  let gone = false;
  const perfect = { rtt: 0, jitter: 0, loss: 0 };
  const quality = () => (gone ? BLACK_HOLE : perfect);
  const proxy = await startProxy({ target: server.port, quality });
  const ann = await newPlayer(browser, proxy.url, "Ann");
  const bob = await newPlayer(browser, server.url, "Bob");
  await ann.page.getByRole("button", { name: "Play", exact: true }).click();
  await expect(ann.page.getByText("Looking for an opponent")).toBeVisible();
  gone = true;
  for (const connection of proxy.connections) connection.stall(BLACK_HOLE.rtt, "up");
  await bob.page.getByRole("button", { name: "Play", exact: true }).click();
  await expect(ann.page.getByRole("heading", { name: "Opponent found" })).toBeVisible();
  await expect(ann.page.getByRole("alert")).toBeVisible({ timeout: 15_000 });
  await expect(ann.page.getByRole("button", { name: "Next opponent" })).toBeVisible();
  await close(ann, bob);
  await proxy.stop();
});

test("with both gone the match is void, and nothing of it is left", async ({ browser }) => {
  const server = await startServer();
  const ann = await newPlayer(browser, server.url, "Ann");
  const bob = await newPlayer(browser, server.url, "Bob");
  await meet(ann, bob);
  await seen(bob, (frame) => frame.phase === "rally");
  const ask = async (what: string) => (await fetch(`${server.url}/api/${what}`)).json();
  expect((await ask("matches")).matches).toHaveLength(1);
  await ann.context.close();
  await expect(words(bob.page, "Ann lost the connection.")).toBeVisible();
  await bob.page.getByRole("button", { name: "Leave", exact: true }).click();
  await expect(bob.page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
  await expect.poll(() => ask("matches")).toEqual({ matches: [] });
  await expect.poll(() => ask("online")).toEqual({ online: 0, waiting: 0 });
  await expect.poll(() => server.log()).toMatch(/"reason":"void"/);
  await close(bob);
  await server.stop();
});

test("a hidden tab is called when an opponent is found, and the opponent is told", async ({
  browser,
  server,
}) => {
  const ann = await newPlayer(browser, server.url, "Ann");
  const bob = await newPlayer(browser, server.url, "Bob");
  await ann.page.getByRole("button", { name: "Play", exact: true }).click();
  await expect(ann.page.getByText("Looking for an opponent")).toBeVisible();
  await setHidden(ann.page, true);
  await bob.page.getByRole("button", { name: "Play", exact: true }).click();
  await expect(ann.page).toHaveTitle("Opponent found: Bob");
  await expect(words(bob.page, "Ann is away for a moment")).toBeVisible();
  await setHidden(ann.page, false);
  await expect(ann.page).toHaveTitle("Quickpong");
  await expect(words(bob.page, "Ann is away for a moment")).toBeHidden();
  await close(ann, bob);
});

test("a match that ended, and its room with it, while the tab was hidden has its result", async ({
  browser,
}) => {
  const server = await startServer();
  const ann = await newPlayer(browser, server.url, "Ann");
  const bob = await newPlayer(browser, server.url, "Bob");
  const line = ann.page.waitForEvent("websocket");
  await meet(ann, bob);
  await seen(ann, (frame) => frame.phase === "rally");
  // A hidden tab has no frames.
  await ann.page.evaluate(() => {
    const { requestAnimationFrame } = window;
    const asked: FrameRequestCallback[] = [];
    window.requestAnimationFrame = (callback) => asked.push(callback);
    Object.assign(window, {
      thaw() {
        window.requestAnimationFrame = requestAnimationFrame;
        for (const callback of asked) requestAnimationFrame(callback);
      },
    });
  });
  await leave(bob);
  await expect.poll(() => server.log()).toMatch(/"reason":"left"/);
  const closed = (await line).waitForEvent("close");
  await server.stop();
  await closed;
  await ann.page.evaluate(() => (window as unknown as { thaw(): void }).thaw());
  await expect(ann.page.getByRole("heading", { name: "You won" })).toBeVisible();
  await expect(ann.page.getByRole("button", { name: "Rematch" })).toBeHidden();
  await close(ann, bob);
});

test("a second tab asks before it takes a match over, and gives it back", async ({
  browser,
  server,
}) => {
  const ann = await newPlayer(browser, server.url, "Ann");
  const bob = await newPlayer(browser, server.url, "Bob");
  await meet(ann, bob);
  await seen(ann, (frame) => frame.phase === "rally");
  const second = await ann.context.newPage();
  await second.goto("/play?probe");
  await expect(second.getByText("You are playing in another tab")).toBeVisible();
  await expect(second.getByText("Your match against Bob goes on there.")).toBeVisible();
  await second.getByRole("button", { name: "Play on here" }).click();
  await seen({ ...ann, page: second }, (frame) => frame.opponent.name === "Bob");
  await ann.page.bringToFront();
  await expect(ann.page.getByText("You are playing elsewhere")).toBeVisible();
  await ann.page.getByRole("button", { name: "Play on here" }).click();
  await ann.page.getByRole("button", { name: "Play on here" }).click();
  await seen(bob, (frame) => frame.opponent.present && frame.phase !== "finished");
  await second.bringToFront();
  await expect(second.getByText("You are playing elsewhere")).toBeVisible();
  await close(ann, bob);
});

test("a server that restarts takes those who wait back into its queue", async ({ browser }) => {
  const server = await startServer();
  const ann = await newPlayer(browser, server.url, "Ann");
  await ann.page.getByRole("button", { name: "Play", exact: true }).click();
  await expect(ann.page.getByText("Looking for an opponent")).toBeVisible();
  await server.crash();
  await expect(ann.page.getByText("Connection lost. Getting you back in line.")).toBeVisible();
  const again = await startServer({ port: server.port });
  // A server that takes long to start finds her waiting for so long that she is offered a bot.
  const waiting = ann.page.getByText(/Looking for an opponent|Play a bot\?/);
  await expect(waiting.filter({ visible: true }).first()).toBeVisible();
  const bob = await newPlayer(browser, again.url, "Bob");
  await bob.page.getByRole("button", { name: "Play", exact: true }).click();
  await Promise.all([inMatch(ann), inMatch(bob)]);
  await close(ann, bob);
  await again.stop();
});

test("QUEUE-5: a player who waits for 15 s is offered a bot, stays in line with it, and meets who comes", async ({
  browser,
  server,
}) => {
  const ann = await newPlayer(browser, server.url, "Ann");
  await ann.page.getByRole("button", { name: "Play", exact: true }).click();
  await expect(ann.page.getByText("Looking for an opponent")).toBeVisible();
  await expect(ann.page.getByText("Only you are waiting")).toBeVisible();
  const offer = ann.page.getByRole("group", { name: /Play a bot\?/ });
  await expect(offer).toBeHidden();
  await ann.page.evaluate((ms) => {
    const now = performance.now.bind(performance);
    performance.now = () => now() + ms;
  }, BOT_OFFER_AFTER * 1000);
  await offer.getByRole("button", { name: "Pip" }).click();
  await expect(ann.page.locator(".plate.opponent .name")).toHaveText("Bot · Pip");
  await seen(ann, (frame) => frame.opponent.bot === "pip" && frame.phase === "countdown");

  const bob = await newPlayer(browser, server.url, "Bob");
  await bob.page.getByRole("button", { name: "Play", exact: true }).click();
  const told = ann.page.getByRole("region", { name: "Bob is here" });
  await expect(told).toBeVisible({ timeout: 20_000 });
  await told.getByRole("button", { name: "Not now" }).click();
  await expect(told).toBeHidden();
  await expect(bob.page.getByText("Looking for an opponent")).toBeVisible();

  // A player who comes anew is somebody to be asked about again.
  await bob.page.reload();
  await expect(told).toBeVisible({ timeout: 20_000 });
  await ann.page.keyboard.press("Enter");
  await Promise.all([inMatch(ann), inMatch(bob)]);
  await seen(ann, (frame) => frame.opponent.bot === "" && frame.opponent.name === "Bob");
  await close(ann, bob);
});

test("on a phone the room's screens fit", async ({ browser, server }) => {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  const ann = await newPlayer(browser, server.url, "Ann", phone);
  await ann.page.getByRole("button", { name: "Play a friend" }).tap();
  const make = ann.page.getByRole("button", { name: "Make the room" });
  await expect(make).toBeInViewport({ ratio: 1 });
  await make.tap();
  await expect(ann.page.getByRole("img", { name: "The link as a QR code" })).toBeInViewport({
    ratio: 1,
  });
  for (const name of ["Copy link", "Cancel"])
    await expect(ann.page.getByRole("button", { name })).toBeInViewport({ ratio: 1 });
  const overflow = await ann.page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
  await close(ann);
});

test("a player who leaves again and again is told of the short wait", async ({
  browser,
  server,
}) => {
  const ann = await newPlayer(browser, server.url, "Ann");
  const bob = await newPlayer(browser, server.url, "Bob");
  for (const _ of [1, 2]) {
    await meet(ann, bob);
    await seen(ann, (frame) => frame.phase === "rally");
    await leave(ann);
    await bob.page.getByRole("button", { name: "Home" }).click();
  }
  await ann.page.getByRole("button", { name: "Play", exact: true }).click();
  await expect(
    ann.page.getByText(/You left matches early. Others go first for \d+ second/),
  ).toBeVisible();
  await close(ann, bob);
});
