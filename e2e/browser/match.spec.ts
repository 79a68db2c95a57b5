import { expect, startServer, test } from "./fixtures.ts";
import {
  close,
  confirmLeaving,
  frameOf,
  inMatch,
  leave,
  meet,
  newPlayer,
  type Player,
  playKeys,
  seen,
  words,
} from "./support/players.ts";

/** Short matches, so that a test can see the end of one. */
const short = () => startServer({ env: { QUICKPONG_POINTS: "3" } });

test("two strangers play a match to the end, have a rematch, and one leaves", async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const server = await short();
  const ann = await newPlayer(browser, server.url, "Ann");
  const bob = await newPlayer(browser, server.url, "Bob");
  const sockets: string[] = [];
  ann.page.on("websocket", (socket) => sockets.push(socket.url()));
  await meet(ann, bob);
  // The court is reached over the lobby's connection.
  expect(sockets.length).toBe(1);
  expect((await frameOf(ann)).opponent.name).toBe("Bob");
  expect((await frameOf(bob)).opponent.name).toBe("Ann");
  await playKeys(ann, "keen");
  await playKeys(bob, "poor");
  const matchPoint = ann.page.locator(".match-point:not(:empty)");
  await expect(matchPoint.first()).toHaveText("Match point", { timeout: 60_000 });

  for (const { page } of [ann, bob]) {
    await expect(page.getByRole("heading", { name: /You won|You lost/ })).toBeVisible({
      timeout: 60_000,
    });
  }
  const [mine, theirs] = [await frameOf(ann), await frameOf(bob)];
  expect([mine.own.score, mine.opponent.score]).toEqual([theirs.opponent.score, theirs.own.score]);
  expect(Math.max(mine.own.score, mine.opponent.score)).toBe(3);
  expect(mine.outcome?.winner).not.toBe(theirs.outcome?.winner);
  await expect(matchPoint).toHaveCount(0);

  await ann.page.getByRole("button", { name: "Rematch" }).click();
  await expect(bob.page.getByText("Ann wants a rematch")).toBeVisible();
  await bob.page.getByRole("button", { name: "Rematch" }).click();
  for (const player of [ann, bob]) {
    await seen(player, (frame) => frame.phase !== "finished" && frame.own.score === 0);
  }

  await leave(bob);
  await expect(bob.page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
  await expect(words(ann.page, "Bob left the match.")).toBeVisible();
  await expect(ann.page.getByRole("button", { name: "Rematch" })).toBeHidden();

  await ann.page.getByRole("button", { name: "Next opponent" }).click();
  await bob.page.getByRole("button", { name: "Play", exact: true }).click();
  await Promise.all([inMatch(ann), inMatch(bob)]);
  expect([...ann.errors, ...bob.errors]).toEqual([]);
  await close(ann, bob);
  await server.stop();
});

test("a player who leaves a match is asked once, by the button and by the browser's back", async ({
  browser,
  server,
}) => {
  const ann = await newPlayer(browser, server.url, "Ann");
  const bob = await newPlayer(browser, server.url, "Bob");
  await meet(ann, bob);
  const question = bob.page.getByRole("dialog", { name: "Leave the match?" });
  const stay = bob.page.getByRole("button", { name: "Stay" });
  await bob.page.getByRole("button", { name: "Leave", exact: true }).click();
  await expect(question).toContainText("Your opponent wins.");
  await expect(stay).toBeFocused();
  await bob.page.keyboard.press("Escape");
  await expect(question).toHaveCount(0);
  await bob.page.evaluate(() => history.back());
  await expect(question).toBeVisible();
  await expect(bob.page).toHaveURL(/\/play/);
  await bob.page.keyboard.press("Enter");
  await expect(question).toHaveCount(0);
  await seen(ann, ({ opponent, phase }) => opponent.present && phase !== "finished");
  await bob.page.evaluate(() => history.back());
  await confirmLeaving(bob.page);
  await expect(bob.page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
  await expect(words(ann.page, "Bob left the match.")).toBeVisible();
  await close(ann, bob);
});

test("a refresh in the middle of a match comes back to it", async ({ browser, server }) => {
  const ann = await newPlayer(browser, server.url, "Ann");
  const bob = await newPlayer(browser, server.url, "Bob");
  await meet(ann, bob);
  await seen(ann, (frame) => frame.phase === "rally");
  // Once more before it is back.
  const asked = "**/matchmake/reconnect/**";
  await ann.page.route(asked, () => {});
  await ann.page.goto("/play?probe");
  await expect(words(ann.page, "Connection lost. Trying to get you back in.")).toBeVisible();
  await ann.page.unroute(asked);
  await ann.page.goto("/play?probe");
  await seen(ann, (frame) => frame.opponent.name === "Bob" && frame.phase !== "waiting");
  await seen(bob, (frame) => frame.opponent.present && frame.phase !== "finished");
  await close(ann, bob);
});

test("a stopped server is said so, and a started one takes players again", async ({ browser }) => {
  test.setTimeout(60_000);
  const server = await short();
  const ann = await newPlayer(browser, server.url, "Ann");
  const bob = await newPlayer(browser, server.url, "Bob");
  await meet(ann, bob);
  await server.stop();
  for (const { page } of [ann, bob]) {
    await expect(page.getByRole("alert")).toBeVisible({ timeout: 15_000 });
  }
  const again = await startServer({ port: server.port });
  for (const { page } of [ann, bob]) {
    await page.goto("/?probe");
    await page.getByRole("button", { name: "Play", exact: true }).click();
  }
  await Promise.all([inMatch(ann), inMatch(bob)]);
  await close(ann, bob);
  await again.stop();
});

test("a player who cancels or closes the tab while waiting leaves no ghost", async ({
  browser,
  server,
}) => {
  const [ann, bob, eve] = (await Promise.all(
    ["Ann", "Bob", "Eve"].map((name) => newPlayer(browser, server.url, name)),
  )) as [Player, Player, Player];
  await ann.page.getByRole("button", { name: "Play", exact: true }).click();
  await expect(ann.page.getByText("Looking for an opponent")).toBeVisible();
  await ann.page.getByRole("button", { name: "Cancel" }).click();
  await expect(ann.page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
  await ann.page.getByRole("button", { name: "Play", exact: true }).click();
  await expect(ann.page.getByText("Looking for an opponent")).toBeVisible();
  await ann.context.close();
  await meet(bob, eve);
  expect((await frameOf(bob)).opponent.name).toBe("Eve");
  await close(bob, eve);
});

test("Enter starts, and the name is remembered", async ({ browser, server }) => {
  const ann = await newPlayer(browser, server.url, "Ann");
  await ann.page.getByLabel("Your name").press("Enter");
  await expect(ann.page.getByText("Looking for an opponent")).toBeVisible();
  await ann.page.goto("/");
  await expect(ann.page.getByLabel("Your name")).toHaveValue("Ann");
  await close(ann);
});

test("an unknown address offers a way home", async ({ page }) => {
  await page.goto("/no/such/court");
  await expect(page.getByText("There is nothing at /no/such/court.")).toBeVisible();
  await page.getByRole("button", { name: "Home" }).click();
  await expect(page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
});
