/** Two at one screen: with a keyboard, with pads, with thumbs on a table, and without a server. */
import type { CDPSession, Locator, Page } from "@playwright/test";
import type {} from "@quickpong/client/match/test-probe.ts";
import { PADS, type PadSample, padOf } from "../../client/test/input/pads.ts";
import { keepSettings } from "../lib/keep-settings.ts";
import { expect, startServer, test } from "./fixtures.ts";
import {
  frameOf,
  framesLater,
  newPlayer,
  type Player,
  seen,
  setHidden,
} from "./support/players.ts";
import { QUICK_RULES } from "./support/quick-rules.ts";
import { playBoth, plug, stick } from "./support/two-hands.ts";

// Long, and the last: its tests are shared among all workers, so that none is left with them.
test.describe.configure({ mode: "parallel" });

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** Goes to the choice by the first page's button and gives the second player's name. */
async function setUp({ page }: Player, second = "Bob"): Promise<void> {
  await page.evaluate(keepSettings, { rules: QUICK_RULES });
  await page.getByRole("button", { name: "Two here" }).click();
  await expect(page.getByRole("heading", { name: "Two here" })).toBeVisible();
  await page.getByLabel(/^(Right|Far) player/).fill(second);
  await page.getByRole("radio", { name: "3", exact: true }).check();
}

const start = ({ page }: Player) =>
  page.getByRole("button", { name: "Start", exact: true }).click();
const running = (player: Player) => seen(player, ({ phase }) => phase === "rally");

/** Plays on until one of them has won. */
async function toTheEnd({ page }: Player, winner: "left" | "right"): Promise<void> {
  await page.evaluate(
    playBoth,
    winner === "left" ? (["keen", "poor"] as const) : (["poor", "keen"] as const),
  );
  await expect(page.locator(".result")).toBeVisible({ timeout: 60_000 });
  await page.evaluate(playBoth, ["still", "still"] as const);
}

test("keys of one keyboard steer both paddles at once, to the end and through a rematch", async ({
  browser,
  server,
}) => {
  const ann = await newPlayer(browser, server.url, "Ann");
  const { page } = ann;
  await setUp(ann);
  await expect(page.locator(".player.first")).toContainText("W S");
  await expect(page.locator(".player.second")).toContainText("↑ ↓");
  await start(ann);
  await seen(ann, ({ phase, together }) => phase === "countdown" && together === true);
  await page.keyboard.down("KeyW");
  await page.keyboard.down("ArrowDown");
  await seen(ann, ({ own, opponent }) => own.y < -200 && opponent.y > 200);
  await page.keyboard.up("KeyW");
  // The one who still holds a key goes on.
  await page.keyboard.down("KeyS");
  await seen(ann, ({ own, opponent }) => own.y > 200 && opponent.y > 200);
  await page.keyboard.up("KeyS");
  await page.keyboard.up("ArrowDown");
  // A match without a hit has no longest rally.
  await page.evaluate(playBoth, ["keen", "keen"] as const);
  await seen(ann, ({ rally }) => rally > 0);
  await toTheEnd(ann, "right");
  await expect(page.getByRole("heading", { name: "Bob won" })).toBeVisible();
  await expect(page.getByText(/^Longest rally: \d+ hits?/)).toBeVisible();
  await expect(page.locator("#live")).toHaveText(/Bob won/);
  await page.getByRole("button", { name: "Rematch" }).click();
  await seen(ann, ({ own, opponent }) => own.score + opponent.score === 0 && opponent.wins === 1);
  await toTheEnd(ann, "left");
  await expect(page.getByText("Matches 1 : 1")).toBeVisible();
  await page.getByRole("button", { name: "Swap sides" }).click();
  await seen(
    ann,
    ({ own, opponent, phase }) =>
      own.name === "Bob" && opponent.name === "Ann" && phase === "countdown",
  );
  expect(ann.errors).toEqual([]);
  await ann.context.close();
});

test("Escape lets the match stand; the menu swaps sides with the score, and changes the rules", async ({
  browser,
  server,
}) => {
  const ann = await newPlayer(browser, server.url, "Ann");
  const { page } = ann;
  await setUp(ann);
  await page.getByRole("radio", { name: "11", exact: true }).check();
  await start(ann);
  await page.evaluate(playBoth, ["keen", "poor"] as const);
  await seen(ann, ({ own }) => own.score === 1);
  await page.evaluate(playBoth, ["still", "still"] as const);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog", { name: "Menu" })).toBeVisible();
  const { now } = await frameOf(ann);
  await framesLater(page, 10);
  expect((await frameOf(ann)).now).toBe(now);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await seen(ann, (frame) => frame.now > now);
  await setHidden(page, true);
  const hidden = (await frameOf(ann)).now;
  await framesLater(page, 10);
  expect((await frameOf(ann)).now - hidden).toBeLessThan(40);
  await setHidden(page, false);
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").getByRole("button", { name: "Swap sides" }).click();
  await seen(ann, ({ own, opponent }) => own.name === "Bob" && opponent.score === 1);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").getByRole("button", { name: "Change rules" }).click();
  await expect(page.getByRole("heading", { name: "Two here" })).toBeVisible();
  expect(ann.errors).toEqual([]);
  await ann.context.close();
});

test("the keyboard alone leads from the first page to the first serve", async ({
  browser,
  server,
}) => {
  const ann = await newPlayer(browser, server.url, "Ann");
  const { page } = ann;
  /** Goes on with the tab key until something has the focus. */
  const tabTo = async (target: Locator) => {
    for (let i = 0; i < 20; i++) {
      await page.keyboard.press("Tab");
      if (await target.evaluate((each) => each === document.activeElement)) return;
    }
    throw new Error(`The tab key does not lead to ${target}.`);
  };
  await tabTo(page.getByRole("button", { name: "Two here" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Two here" })).toBeVisible();
  await tabTo(page.getByLabel("You play with"));
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("button", { name: "Start", exact: true })).toBeDisabled();
  await page.keyboard.press("ArrowUp");
  await tabTo(page.getByLabel("Right player"));
  await page.keyboard.press("ControlOrMeta+a");
  // W and S are letters here.
  await page.keyboard.type("Wes");
  await page.keyboard.press("Enter");
  await seen(
    ann,
    ({ own, opponent, phase }) => phase === "countdown" && own.y === 0 && opponent.name === "Wes",
  );
  expect(ann.errors).toEqual([]);
  await ann.context.close();
});

test("back, forward and refresh do what one expects, and the choice is remembered", async ({
  browser,
  server,
}) => {
  const ann = await newPlayer(browser, server.url, "Ann");
  const { page } = ann;
  await setUp(ann, "Grace");
  await expect(page).toHaveURL(/\/two\?probe=?$/);
  await start(ann);
  await expect(page).toHaveURL(/\/two\/match\?probe=?$/);
  await running(ann);
  await page.reload();
  await seen(ann, ({ opponent, pointsToWin }) => opponent.name === "Grace" && pointsToWin === 3);
  await page.goBack();
  await expect(page.getByLabel("Left player")).toHaveValue("Ann");
  await expect(page.getByLabel("Right player")).toHaveValue("Grace");
  await page.goBack();
  await expect(page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
  await page.goForward();
  await expect(page.getByRole("heading", { name: "Two here" })).toBeVisible();
  await page.goForward();
  await running(ann);
  expect(ann.errors).toEqual([]);
  await ann.context.close();
});

const XBOX = PADS.find(({ mapping }) => mapping === "standard") as PadSample;
/** What the browser's pads say from now on; null is one that is unplugged. */
const pads = (page: Page, ...held: (ReturnType<typeof stick> | null)[]) =>
  page.evaluate(
    plug,
    held.map((each) => each && padOf(XBOX, each)),
  );
const REST = stick(0);

/** Lets sticks rest for as long as a pad has to before its word is taken. */
async function rest({ page }: Player, ...held: (ReturnType<typeof stick> | null)[]): Promise<void> {
  await pads(page, ...held);
  const since = await page.evaluate(() => performance.now());
  await page.waitForFunction((from) => performance.now() - from > 250, since);
}

test("two pads join by a button each and steer a paddle each; one that is unplugged lets the match stand", async ({
  browser,
  server,
}) => {
  const ann = await newPlayer(browser, server.url, "Ann");
  const { page } = ann;
  await setUp(ann);
  await page.getByLabel("You play with").selectOption("Two gamepads");
  const startButton = page.getByRole("button", { name: "Start", exact: true });
  await expect(startButton).toBeDisabled();
  await rest(ann, REST, REST);
  // The second pad is the first to press: it is the left player's. That press does nothing else.
  await pads(page, REST, stick(0, 0));
  await expect(page.locator(".player.first")).toContainText("Gamepad ready");
  await expect(startButton).toBeDisabled();
  await rest(ann, REST, REST);
  await pads(page, stick(0, 3), REST);
  await expect(page.locator(".player.second")).toContainText("Gamepad ready");
  await rest(ann, REST, REST);
  await start(ann);
  await seen(ann, ({ phase }) => phase === "countdown");
  await rest(ann, REST, REST);
  await pads(page, stick(1), stick(-1));
  await seen(ann, ({ own, opponent }) => own.y < -200 && opponent.y > 200);
  await pads(page, stick(-1), REST);
  await seen(ann, ({ own, opponent }) => own.y < -200 && opponent.y < -200);

  await pads(page, null, REST);
  const missing = "Bob: press any button on your gamepad.";
  await expect(page.locator(".warning")).toContainText(missing);
  await expect(page.locator("#live")).toHaveText(missing);
  const { now } = await frameOf(ann);
  await framesLater(page, 10);
  expect((await frameOf(ann)).now).toBe(now);
  // Another one takes its place.
  await rest(ann, null, REST, REST);
  await pads(page, null, REST, stick(0, 9));
  await expect(page.locator(".warning")).toBeHidden();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await rest(ann, null, REST, REST);
  await pads(page, null, REST, stick(1));
  await seen(ann, ({ opponent }) => opponent.y > 200);
  expect(ann.errors).toEqual([]);
  await ann.context.close();
});

test("a refresh in a match with a pad waits for the pad; the keyboard is the other one's", async ({
  browser,
  server,
}) => {
  const ann = await newPlayer(browser, server.url, "Ann");
  const { page } = ann;
  await setUp(ann);
  await page.getByLabel("You play with").selectOption("Keyboard and gamepad");
  await page.goto("/two/match?probe");
  await expect(page.locator(".warning")).toContainText("Bob: press any button");
  await rest(ann, REST);
  await pads(page, stick(0, 0));
  await expect(page.locator(".warning")).toBeHidden();
  await rest(ann, REST);
  await pads(page, stick(-1));
  await page.keyboard.down("ArrowDown");
  await seen(ann, ({ own, opponent }) => own.y > 200 && opponent.y < -200);
  await page.keyboard.up("ArrowDown");
  await page.keyboard.down("KeyW");
  await seen(ann, ({ own }) => own.y < 0);
  await page.keyboard.up("KeyW");
  expect(ann.errors).toEqual([]);
  await ann.context.close();
});

interface Finger {
  id: number;
  x: number;
  y: number;
}
const touch = (session: CDPSession, type: string, ...touchPoints: Finger[]) =>
  session.send("Input.dispatchTouchEvent", { type: type as "touchStart", touchPoints });

test("on a table two thumbs steer at once, each in its half, and the far end is turned round", async ({
  browser,
  server,
}) => {
  const ann = await newPlayer(browser, server.url, "Ann", PHONE);
  const { page } = ann;
  await setUp(ann);
  await expect(page.getByLabel("You play with")).toHaveValue("touch");
  await start(ann);
  await seen(ann, ({ phase }) => phase === "countdown");
  const session = await ann.context.newCDPSession(page);
  const near = { id: 0, x: 195, y: 700 };
  const far = { id: 1, x: 195, y: 150 };
  await touch(session, "touchStart", near);
  await touch(session, "touchStart", near, far);
  await touch(session, "touchMove", { ...near, x: 320 }, { ...far, x: 70 });
  await seen(ann, ({ own, opponent }) => own.y > 100 && opponent.y < -100);
  // A thumb that crosses the middle keeps its paddle.
  await touch(session, "touchMove", { ...near, x: 120, y: 300 }, { ...far, x: 70 });
  await seen(ann, ({ own, opponent }) => own.y < 0 && opponent.y < -100);
  await touch(session, "touchEnd");

  const turned = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((each) => new DOMMatrix(getComputedStyle(each).transform).a);
  expect(await turned(".plate.opponent")).toBeCloseTo(-1);
  expect(await turned(".plate.own")).toBeCloseTo(1);
  const [own, opponent] = [page.locator(".plate.own"), page.locator(".plate.opponent")];
  const top = async (plate: typeof own) => (await plate.boundingBox())?.y ?? Number.NaN;
  expect(await top(own)).toBeGreaterThan(700);
  expect(await top(opponent)).toBeLessThan(100);
  // Both can stop it, and no press by mistake leaves.
  await expect(page.getByRole("button", { name: "Leave" })).toBeHidden();
  await page.locator(".hud > .far").tap();
  await expect(page.getByRole("dialog", { name: "Menu" })).toBeVisible();
  expect(await turned(".panel")).toBeCloseTo(-1);
  await page.getByRole("button", { name: "Close" }).tap();

  // Nobody moves any more: it ends by itself.
  await expect(page.locator(".result")).toBeVisible({ timeout: 60_000 });
  const { outcome } = await frameOf(ann);
  const verdict = outcome?.winner === "own" ? "Ann won" : "Bob won";
  await expect(page.getByRole("heading", { name: verdict })).toBeVisible();
  await expect(page.locator(".result .half.opponent .far")).toHaveText(verdict);
  expect(await turned(".result .half.opponent")).toBeCloseTo(-1);
  const scrolls = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(scrolls).toBeLessThanOrEqual(0);
  expect(ann.errors).toEqual([]);
  await ann.context.close();
});

test("on a phone that lies on its side each thumb has its half of the screen, and nothing is turned", async ({
  browser,
  server,
}) => {
  const viewport = { width: 740, height: 360 };
  const ann = await newPlayer(browser, server.url, "Ann", { ...PHONE, viewport });
  const { page } = ann;
  await setUp(ann);
  await start(ann);
  await seen(ann, ({ phase }) => phase === "countdown");
  const session = await ann.context.newCDPSession(page);
  const [left, right] = [
    { id: 0, x: 90, y: 180 },
    { id: 1, x: 650, y: 180 },
  ];
  await touch(session, "touchStart", left);
  await touch(session, "touchStart", left, right);
  await touch(session, "touchMove", { ...left, y: 280 }, { ...right, y: 80 });
  await seen(ann, ({ own, opponent }) => own.y > 100 && opponent.y < -100);
  await touch(session, "touchEnd");
  await expect(page.locator("html")).not.toHaveAttribute("data-facing");
  expect(ann.errors).toEqual([]);
  await ann.context.close();
});

test("it works without a server, from the choice to the match", async ({ browser }) => {
  const server = await startServer();
  const ann = await newPlayer(browser, server.url, "Ann");
  await ann.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await server.stop();
  await ann.page.goto("/two?probe");
  await ann.page.getByRole("button", { name: "Start", exact: true }).click();
  await running(ann);
  await ann.page.goto("/two/match?probe");
  await running(ann);
  expect(ann.errors).toEqual([]);
  await ann.context.close();
});
