import type { Browser, Page } from "@playwright/test";
import {
  enterLobby,
  type Player as RawPlayer,
  takeSeat,
} from "../../server/test/support/player.ts";
import { expect, startServer, test } from "./fixtures.ts";
import {
  close,
  frameOf,
  framesLater,
  inMatch,
  leave,
  meet,
  newPlayer,
  type Player,
  playKeys,
  seen,
  words,
} from "./support/players.ts";

/** Has a room made and returns the path of its link. */
async function makeRoom(host: Player, points = "3"): Promise<string> {
  const { page } = host;
  await page.getByRole("button", { name: "Play a friend" }).click();
  await page.getByRole("radio", { name: points, exact: true }).check();
  await page.getByRole("button", { name: "Make the room" }).click();
  await expect(page.getByText("Waiting for your friend")).toBeVisible();
  return new URL(page.url()).pathname;
}

/** Takes up an invitation by a link that was opened. */
const accept = ({ page }: Player): Promise<void> =>
  page.getByRole("button", { name: "Ready", exact: true }).click();

/** Somebody who opens a link in a browser that has never been here. */
async function openCold(browser: Browser, url: string, path: string): Promise<Player> {
  const context = await browser.newContext({ baseURL: url });
  const page = await context.newPage();
  await page.goto(`${path}?probe`);
  return { page, context, name: "", errors: [] };
}

test("friends meet by link, a third is told and watches, and consent is taken back", async ({
  browser,
  server,
}) => {
  const ann = await newPlayer(browser, server.url, "Ann");
  const path = await makeRoom(ann, "21");
  expect(path).toMatch(/^\/r\/[A-Z]{6}$/);
  await expect(ann.page.getByLabel("Code of the room")).toHaveText(/^[A-Z]{3} [A-Z]{3}$/);
  await expect(ann.page.getByRole("img", { name: "The link as a QR code" })).toBeVisible();

  const bob = await openCold(browser, server.url, path);
  await accept(bob);
  await Promise.all([inMatch(ann), inMatch(bob)]);
  expect((await frameOf(bob)).opponent.name).toBe("Ann");
  await expect(ann.page).toHaveTitle("Quickpong");
  expect((await frameOf(bob)).pointsToWin).toBe(21);
  await Promise.all([playKeys(ann, "keen"), playKeys(bob, "keen")]);

  const eve = await openCold(browser, server.url, path);
  await expect(eve.page.getByText("This room is full")).toBeVisible();
  await eve.page.getByRole("button", { name: "Watch instead" }).click();
  await seen(eve, (frame) => frame.watching && frame.own.name === "Ann");
  await expect(eve.page.getByText("You are watching")).toBeVisible();
  await seen(ann, (frame) => frame.watchers === 1);
  expect(new URL(eve.page.url()).pathname).toBe(path.replace("/r/", "/watch/"));

  await ann.page.getByRole("button", { name: "Others may watch" }).click();
  await expect(eve.page.getByText("Nothing to watch")).toBeVisible();
  await seen(ann, (frame) => frame.watchers === 0 && !frame.watchable);
  await close(ann, bob, eve);
});

test("INVITE-7: a scanner that opens the link takes no place; the friend gives a name and presses Ready, and comes back after a refresh", async ({
  browser,
  server,
}) => {
  const ann = await newPlayer(browser, server.url, "Ann");
  const path = await makeRoom(ann, "7");
  const scanner = await openCold(browser, server.url, path);
  const bob = await openCold(browser, server.url, path);
  for (const { page } of [scanner, bob]) {
    await expect(page.getByRole("heading", { name: "Ann invites you to a match" })).toBeVisible();
    await expect(page.getByText("First to 7 points")).toBeVisible();
  }
  await expect(ann.page.getByText("Waiting for your friend")).toBeVisible();
  await bob.page.getByLabel("Your name").fill("Robert");
  const ready = bob.page.getByRole("button", { name: "Ready", exact: true });
  const pad = await plugPad(bob.page);
  await expect(async () => {
    // The page has to fetch what listens to pads first, as it has with a real one.
    await pad(PAD.down);
    await expect(ready).toBeFocused({ timeout: 300 });
  }).toPass();
  await pad(PAD.a);
  await Promise.all([inMatch(ann), inMatch(bob)]);
  expect((await frameOf(ann)).opponent.name).toBe("Robert");
  await bob.page.reload();
  await inMatch(bob);
  await scanner.page.getByRole("button", { name: "Ready", exact: true }).press("Enter");
  await expect(scanner.page.getByText("This room is full")).toBeVisible();
  await close(ann, bob, scanner);
});

test("a code that was read out is typed in; a refresh keeps the host's room", async ({
  browser,
  server,
}) => {
  const ann = await newPlayer(browser, server.url, "Ann");
  const path = await makeRoom(ann);
  await ann.page.reload();
  await expect(ann.page.getByText("Waiting for your friend")).toBeVisible();
  expect(new URL(ann.page.url()).pathname).toBe(path);

  const bob = await newPlayer(browser, server.url, "Bob");
  await bob.page.getByRole("button", { name: "Play a friend" }).click();
  await bob.page.getByLabel("Have a code?").fill("aei");
  await bob.page.getByRole("button", { name: "Join" }).click();
  await expect(bob.page.getByText("A code has six letters")).toBeVisible();
  const code = path.slice(3).toLowerCase();
  await bob.page.getByLabel("Have a code?").fill(`${code.slice(0, 3)}-${code.slice(3)}`);
  await bob.page.getByRole("button", { name: "Join" }).click();
  await inMatch(bob);
  expect((await frameOf(bob)).opponent.name).toBe("Ann");
  await close(ann, bob);
});

test("a room says for how long it is still open", async ({ browser, server }) => {
  const ann = await newPlayer(browser, server.url, "Ann");
  await makeRoom(ann);
  await expect(ann.page.getByText("Open for 15 more minutes")).toBeVisible();
  await ann.page.evaluate(() => {
    const now = performance.now.bind(performance);
    performance.now = () => now() + 5 * 60_000;
  });
  await expect(ann.page.getByText("Open for 10 more minutes")).toBeVisible();
  await close(ann);
});

test("INVITE-8, INVITE-9: the host changes the rules while waiting and after a match, and warms up meanwhile", async ({
  browser,
  server,
}) => {
  const chooseRules = async (points: string) => {
    await ann.page.getByRole("button", { name: "Change rules" }).click();
    const sheet = ann.page.getByRole("dialog");
    await sheet.getByRole("radio", { name: points, exact: true }).check();
    await sheet.getByRole("button", { name: "Done" }).click();
    await expect(ann.page.getByText(`First to ${points} points`)).toBeVisible();
    await expect(ann.page.getByText("Waiting for your friend")).toBeVisible();
    expect(new URL(ann.page.url()).pathname).toBe(path);
  };
  const ann = await newPlayer(browser, server.url, "Ann");
  const path = await makeRoom(ann);
  await chooseRules("7");
  await ann.page.getByRole("button", { name: "Warm up" }).click();
  await expect(ann.page.locator(".plate.opponent .name")).toHaveText("Bot · Pip");
  const bob = await openCold(browser, server.url, path);
  await expect(bob.page.getByText("First to 7 points")).toBeVisible();
  await accept(bob);
  await Promise.all([inMatch(ann), inMatch(bob)]);
  expect((await frameOf(bob)).pointsToWin).toBe(7);
  await leave(bob);
  await expect(ann.page.getByRole("heading", { name: "You won" })).toBeVisible();
  await chooseRules("11");
  await bob.page.goto(`${path}?probe`);
  await Promise.all([inMatch(ann), inMatch(bob)]);
  expect((await frameOf(bob)).pointsToWin).toBe(11);
  await close(ann, bob);
});

test("dead links say what is the matter: host left, unknown, not a code", async ({
  browser,
  server,
}) => {
  const ann = await newPlayer(browser, server.url, "Ann");
  const path = await makeRoom(ann);
  await ann.page.getByRole("button", { name: "Cancel" }).click();
  await expect(ann.page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
  const bob = await openCold(browser, server.url, path);
  await expect(bob.page.getByText("This room is closed")).toBeVisible();
  for (const dead of ["/r/BCDFGH", "/r/oops"]) {
    await bob.page.goto(dead);
    await expect(bob.page.getByText("No such room")).toBeVisible();
  }
  await bob.page.goto("/watch/nothing-here");
  await expect(bob.page.getByText("Nothing to watch")).toBeVisible();
  await bob.page.goto(path);
  await bob.page.getByRole("button", { name: "New room" }).click();
  await expect(bob.page.getByRole("button", { name: "Make the room" })).toBeVisible();
  await close(ann, bob);
});

test("the host leaves in the middle: the guest wins, and is not left with a dead button", async ({
  browser,
  server,
}) => {
  const ann = await newPlayer(browser, server.url, "Ann");
  const path = await makeRoom(ann);
  const bob = await openCold(browser, server.url, path);
  await accept(bob);
  await Promise.all([inMatch(ann), inMatch(bob)]);
  await leave(ann);
  await expect(words(bob.page, "Ann left the match.")).toBeVisible();
  await expect(bob.page.getByRole("button", { name: "Rematch" })).toBeHidden();
  await bob.page.goto("about:blank");
  const invite = async () =>
    (await fetch(`${server.url}/api/invites/${path.slice("/r/".length)}`)).json();
  await expect.poll(async () => (await invite()).state).toBe("over");
  await bob.page.goto(path);
  await expect(bob.page.getByText("This room is closed")).toBeVisible();
  await close(ann, bob);
});

/** Buttons of the standard mapping. */
const PAD = { a: 0, y: 3, down: 13, right: 15 };

/** Plugs a gamepad in; what it returns presses one of its buttons for two frames. */
async function plugPad(page: Page): Promise<(button: number) => Promise<void>> {
  await page.evaluate(() => {
    const buttons = Array.from({ length: 17 }, () => ({
      pressed: false,
      touched: false,
      value: 0,
    }));
    const pad = { connected: true, mapping: "standard", axes: [0, 0, 0, 0], buttons };
    Object.assign(window, { padButtons: buttons });
    Object.defineProperty(navigator, "getGamepads", { value: () => [pad] });
    window.dispatchEvent(new Event("gamepadconnected"));
  });
  const set = (button: number, pressed: boolean) =>
    page.evaluate(
      ([which, down]) => {
        const { padButtons } = window as unknown as { padButtons: { pressed: boolean }[] };
        Object.assign(padButtons[which] as object, { pressed: down });
      },
      [button, pressed] as const,
    );
  return async (button) => {
    await set(button, true);
    await framesLater(page, 2);
    await set(button, false);
    await framesLater(page, 2);
  };
}

/** From the next load on the page notes what it says about the points of a match, "" for nothing. */
const noteRules = (page: Page) =>
  page.addInitScript(() => {
    const noted = new Set<string>();
    Object.assign(window, { noted });
    new MutationObserver(() => {
      const rules = document.querySelector<HTMLElement>(".versus .rules");
      if (rules) noted.add(rules.hidden ? "" : (rules.textContent ?? ""));
    }).observe(document, { subtree: true, childList: true, attributes: true });
  });
const rulesSeen = (page: Page): Promise<string[]> =>
  page.evaluate(() => [...(window as unknown as { noted: Set<string> }).noted]);

test("a public match is found on the landing page, watched to its end, and left", async ({
  browser,
}) => {
  test.setTimeout(90_000);
  const server = await startServer({ env: { QUICKPONG_POINTS: "3" } });
  const ann = await newPlayer(browser, server.url, "Ann");
  const bob = await newPlayer(browser, server.url, "Bob");
  await meet(ann, bob);
  const eve = await openCold(browser, server.url, "/");
  await eve.page.getByRole("link", { name: /Ann|Bob/ }).click();
  await seen(eve, (frame) => frame.watching);
  const address = new URL(eve.page.url()).pathname;
  expect(address).toContain("/watch/");
  await ann.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await ann.page.getByRole("button", { name: "Menu" }).click();
  await ann.page.getByRole("button", { name: "Copy link for watchers" }).click();
  await expect(ann.page.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await ann.page.evaluate(() => navigator.clipboard.readText())).toBe(server.url + address);
  await ann.page.keyboard.press("Escape");
  await noteRules(eve.page);
  await eve.page.reload();
  await seen(eve, (frame) => frame.watching && frame.opponent.name !== "");
  expect(await rulesSeen(eve.page)).toEqual(["", "First to 3 points"]);
  await Promise.all([playKeys(ann, "keen"), playKeys(bob, "poor")]);
  await expect(eve.page.getByRole("heading", { name: /(Ann|Bob) won/ })).toBeVisible({
    timeout: 60_000,
  });
  await expect(eve.page.getByRole("button", { name: "Rematch" })).toBeHidden();
  await Promise.all(
    [ann, bob].map(({ page }) => page.getByRole("button", { name: "Rematch" }).click()),
  );
  await seen(
    eve,
    (frame) => frame.phase !== "finished" && frame.own.wins + frame.opponent.wins === 1,
  );
  await eve.page.goBack();
  await expect(eve.page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
  await close(ann, bob, eve);
  await server.stop();
});

/** Two in a match that goes on until one of them leaves, without a page. */
async function pairOf(url: string, ...names: [string, string]): Promise<RawPlayer[]> {
  const visitors = await Promise.all(names.map((name) => enterLobby(url, { name })));
  const players = await Promise.all(visitors.map(takeSeat));
  await Promise.all(players.map((player) => player.play("meet")));
  return players;
}

test("WATCH-4: a screen that nobody touches, and a watcher, go from one match to the next", async ({
  browser,
  server,
}) => {
  const screen = await openCold(browser, server.url, "/tv");
  await expect(screen.page.getByRole("heading", { name: "Nobody is playing" })).toBeVisible();
  await expect(screen.page.getByRole("img", { name: /Play along: .*:\d+$/ })).toBeVisible();
  const [ann, bob] = await pairOf(server.url, "Ann", "Bob");
  const watches = (player: Player, names: RegExp) =>
    seen(player, (frame) => frame.watching && names.test(frame.own.name));
  await watches(screen, /Ann|Bob/);
  await expect(screen.page.locator(".hud .tools")).toBeHidden();
  const eve = await openCold(browser, server.url, `/watch/${ann?.room.roomId}`);
  await watches(eve, /Ann|Bob/);
  const others = await pairOf(server.url, "Cyd", "Dan");
  await ann?.room.leave();
  const bar = eve.page.getByRole("region", { name: /Next: (Cyd – Dan|Dan – Cyd)/ });
  await expect(bar.getByRole("button", { name: "Stay here" })).toBeVisible();
  await eve.page.keyboard.press("Enter");
  await Promise.all([screen, eve].map((each) => watches(each, /Cyd|Dan/)));
  await Promise.all([bob, ...others].map((each) => each?.room.leave()));
  await close(eve, screen);
});

test("a phone's share sheet gets the link; without one there is no button", async ({
  browser,
  server,
}) => {
  const ann = await newPlayer(browser, server.url, "Ann");
  await ann.page.evaluate(() => {
    const share = (data: ShareData) => {
      document.documentElement.dataset["shared"] = JSON.stringify(data);
      return Promise.reject(new DOMException("changed their mind", "AbortError"));
    };
    Object.defineProperty(navigator, "share", { configurable: true, value: share });
  });
  const path = await makeRoom(ann);
  await ann.page.getByRole("button", { name: "Share" }).click();
  const shared = JSON.parse((await ann.page.locator("html").getAttribute("data-shared")) ?? "{}");
  const code = path.slice(3);
  expect(shared.url).toBe(server.url + path);
  expect(shared.text).toContain(`${code.slice(0, 3)} ${code.slice(3)}`);
  expect(ann.errors).toEqual([]);
  // The page after a refresh is on a machine that has none.
  await ann.page.reload();
  await expect(ann.page.getByText("Waiting for your friend")).toBeVisible();
  await expect(ann.page.getByRole("button", { name: "Share" })).toBeHidden();
  await close(ann);
});

test("emotes are seen by the other, by key, gamepad and touch, and muted for good", async ({
  browser,
  server,
}) => {
  const ann = await newPlayer(browser, server.url, "Ann");
  const bob = await newPlayer(browser, server.url, "Bob");
  await meet(ann, bob);
  await ann.page.keyboard.press("3");
  await expect(bob.page.locator(".emote.opponent")).toHaveText("Wow");
  await expect(ann.page.locator(".emote.own")).toHaveText("Wow");
  const pad = await plugPad(ann.page);
  // Y opens them, right goes to the second, A sends it.
  await expect(async () => {
    // The page has to fetch what listens to pads first, as it has with a real one.
    await pad(PAD.y);
    await expect(ann.page.getByRole("button", { name: "Hide emotes" })).toBeVisible({
      timeout: 300,
    });
  }).toPass();
  for (const button of [PAD.right, PAD.a]) await pad(button);
  await expect(bob.page.locator(".emote.opponent")).toHaveText("Nice");
  await expect(ann.page.getByRole("button", { name: "Hide emotes" })).toBeHidden();
  await bob.page.getByRole("button", { name: "Emotes" }).click();
  await bob.page.getByRole("button", { name: "Hide emotes" }).click();
  await bob.page.reload();
  await inMatch(bob);
  await ann.page.getByRole("button", { name: "Emotes" }).click();
  await ann.page.getByRole("button", { name: "Good game" }).click();
  await expect(ann.page.locator(".emote.own")).toHaveText("Good game");
  await expect(bob.page.locator(".emote.opponent")).toHaveText("");
  await close(ann, bob);
});

test("back and forward go through the pages; going back from a room closes it", async ({
  browser,
  server,
}) => {
  const ann = await newPlayer(browser, server.url, "Ann");
  const { page } = ann;
  const play = page.getByRole("button", { name: "Play", exact: true });
  await page.getByRole("button", { name: "Play a friend" }).click();
  await expect(page).toHaveURL(/\/r(\?|$)/);
  await page.goBack();
  await expect(play).toBeVisible();
  await page.goForward();
  await page.getByRole("button", { name: "Make the room" }).click();
  await expect(page.getByText("Waiting for your friend")).toBeVisible();
  await page.goBack();
  await expect(play).toBeVisible();
  await page.goForward();
  await expect(page.getByText("This room is closed")).toBeVisible();
  await close(ann);
});
