/** Matches between players in different engines, on the real server. */
import type {} from "@quickpong/client/match/test-probe.ts";
import type { WatchableMatches } from "@quickpong/shared/protocol/http-answers.ts";
import { expect, test } from "./fixtures.ts";
import { heard, inMatch, listen, openHome, playToTheEnd, quiet } from "./players.ts";

test.describe.configure({ timeout: 120_000 });

test("Firefox and WebKit play a match to its end, heard by both, and Chromium watches", async ({
  open,
  server,
}) => {
  const tabs = await Promise.all([open("firefox"), open("webkit"), open("chromium")]);
  const [firefox, webkit, chromium] = tabs;
  await openHome(server.url, firefox, webkit);
  await Promise.all([firefox.click("Play"), webkit.click("Play")]);
  await inMatch(firefox, webkit);
  await Promise.all([listen(firefox), listen(webkit)]);
  const id = await firefox.until("a match to watch", async () => {
    const answer = await fetch("/api/matches");
    return ((await answer.json()) as WatchableMatches).matches[0]?.id;
  });
  await chromium.goto(`${server.url}/watch/${id}?probe`);
  await chromium.until("the picture", () => window.quickpong?.frame?.watching);
  await playToTheEnd(firefox, webkit);
  await chromium.sees("won");
  for (const tab of [firefox, webkit]) expect((await heard(tab)).silent, tab.engine).toBe(0);
  await quiet(...tabs);
});

test("WebKit and Chromium meet in a private room; a refresh comes back, and back asks first", async ({
  open,
  server,
}) => {
  const [webkit, chromium] = await Promise.all([open("webkit"), open("chromium")]);
  await openHome(server.url, webkit, chromium);
  await webkit.click("Play a friend");
  await webkit.click("3");
  await webkit.click("Make the room");
  await webkit.sees("Waiting for your friend");
  const code = await webkit.evaluate(() => location.pathname.slice(3));
  await chromium.click("Play a friend");
  await chromium.click("Have a code?");
  await chromium.type(code.toLowerCase());
  await chromium.click("Join");
  await inMatch(webkit, chromium);
  await webkit.reload();
  await inMatch(webkit);
  for (const tab of [webkit, chromium]) {
    await tab.back();
    await tab.sees("Leave the match?");
    await tab.click("Stay");
  }
  await playToTheEnd(chromium, webkit);
  await quiet(webkit, chromium);
});

test("Chromium and Firefox play a match to its end", async ({ open, server }) => {
  const [chromium, firefox] = await Promise.all([open("chromium"), open("firefox")]);
  await openHome(server.url, chromium, firefox);
  await Promise.all([chromium.click("Play"), firefox.click("Play")]);
  await inMatch(chromium, firefox);
  await firefox.reload();
  await inMatch(firefox);
  await playToTheEnd(firefox, chromium);
  await quiet(chromium, firefox);
});
