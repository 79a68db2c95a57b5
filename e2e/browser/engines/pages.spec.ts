/** One visitor in each engine: what the browser itself does with the pages. */

import type {} from "@quickpong/client/match/test-probe.ts";
import { keepSettings } from "../../lib/keep-settings.ts";
import { startServer } from "../../lib/start-server.ts";
import { play } from "../support/hands.ts";
import { clientWithNotes, ELSEWHERE } from "./console-notes.ts";
import { expect, test } from "./fixtures.ts";
import { type Heard, heard, inMatch, listen, openHome, quiet } from "./players.ts";
import type { EngineName, Tab } from "./tab.ts";

const LANGUAGES = ["en", "de", "es", "fr", "pt", "ru", "ja", "zh"];
const SMALL_PHONE = { width: 360, height: 640 };
const ENGINES: EngineName[] = ["chromium", "firefox", "webkit"];

test.describe.configure({ timeout: 90_000 });

/** Waits until the tab is on another page, or back in the game. */
const isElsewhere = (tab: Tab) =>
  tab.until("another page", (path) => location.pathname === path, ELSEWHERE);

for (const name of ENGINES) {
  test(`${name}, from another page: back closes Settings and nothing else, then leaves, and forward comes back`, async ({
    open,
    server,
  }) => {
    const tab = await open(name);
    await tab.goto(server.url + ELSEWHERE);
    await openHome(server.url, tab);
    await tab.click("Settings");
    await tab.sees("Volume");
    await tab.back();
    await tab.until("Settings are closed", () => !document.querySelector("[role=dialog]"));
    expect(await tab.evaluate(() => location.pathname)).toBe("/");
    await tab.back();
    await isElsewhere(tab);
    await tab.evaluate(() => void setTimeout(() => history.forward()));
    await tab.click("Practice");
    await tab.sees("Lesson 1 of 3");
    await quiet(tab);
  });
}

for (const name of ENGINES.slice(1, 2)) {
  test(`${name}: two at one keyboard steer both paddles at once`, async ({ open, server }) => {
    const tab = await open(name);
    await openHome(server.url, tab);
    await tab.click("Two here");
    await tab.click("Start");
    await tab.until("a match", () => window.quickpong?.frame?.together);
    await tab.key("down", "w");
    await tab.key("down", "ArrowDown");
    await tab.until("both have moved", () => {
      const { own, opponent } = window.quickpong?.frame ?? {};
      return own && opponent && own.y < -150 && opponent.y > 150;
    });
    await tab.key("up", "w");
    await tab.key("up", "ArrowDown");
    await quiet(tab);
  });
}

/** The window of WebKit's browser is never as narrow. */
for (const name of ENGINES.slice(0, 2)) {
  test(`${name} shows the first page on a small phone in eight languages, all of it and without a word on the console`, async ({
    open,
    server,
  }) => {
    const tab = await open(name, SMALL_PHONE);
    await tab.goto(server.url);
    for (const language of LANGUAGES) {
      await tab.evaluate(keepSettings, { language });
      await tab.reload();
      await tab.until(`the page in "${language}"`, isShown, language);
    }
    await quiet(tab);
  });
}

/** Runs in the page: whether it is in this language, not wider than the screen, and Play is on it. */
function isShown(language: string): boolean {
  const { lang, scrollWidth, clientWidth } = document.documentElement;
  const play = document.querySelector("main [type=submit]")?.getBoundingClientRect();
  const seen = play !== undefined && play.height > 0 && play.bottom <= innerHeight;
  return lang.startsWith(language) && seen && scrollWidth <= clientWidth;
}

/** Asked in one engine, since the other player costs most of the time. */
test("WebKit, from another page: back asks before it leaves a match, and then leaves", async ({
  open,
  server,
}) => {
  const [webkit, firefox] = await Promise.all([open("webkit"), open("firefox")]);
  const tabs = [webkit, firefox];
  for (const tab of tabs) {
    await tab.goto(server.url + ELSEWHERE);
    await tab.goto(`${server.url}/play?probe`);
  }
  await inMatch(...tabs);
  await Promise.all(tabs.map((tab) => tab.press("w")));
  for (const tab of tabs) {
    await tab.back();
    await tab.sees("Leave the match?");
    expect(await tab.evaluate(() => location.pathname)).toBe("/play");
  }
  await webkit.click("Leave");
  await isElsewhere(webkit);
  await firefox.sees("left the match");
  await firefox.back();
  await isElsewhere(firefox);
  await quiet(...tabs);
});

test("practice is played offline in every engine, and own hits are heard", async ({ open }) => {
  const client = clientWithNotes();
  const server = await startServer({ env: { QUICKPONG_CLIENT_DIR: client.folder } });
  const tabs = await Promise.all(ENGINES.map((name) => open(name)));
  await openHome(server.url, ...tabs);
  await Promise.all(tabs.map(keptForOffline));
  await server.stop();
  await Promise.all(tabs.map((tab) => practise(tab, server.url)));
  client.remove();
});

const keptForOffline = (tab: Tab) =>
  tab.evaluate(() => navigator.serviceWorker.ready.then(() => true));

async function practise(tab: Tab, url: string): Promise<void> {
  await tab.goto(`${url}/practice?level=beginner&probe`);
  await listen(tab);
  await tab.press("w");
  await tab.evaluate(play, "keen");
  await tab.until("an own hit", () => (window as unknown as Heard).ears.hits > 0);
  expect((await heard(tab)).silent, tab.engine).toBe(0);
}
