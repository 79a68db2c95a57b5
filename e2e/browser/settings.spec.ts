import type {} from "@quickpong/client/match/test-probe.ts";
import { keepSettings } from "../lib/keep-settings.ts";
import { expect, test } from "./fixtures.ts";
import { frameOf, framesLater, newPlayer, type Player, seen } from "./support/players.ts";

async function practise(ann: Player): Promise<void> {
  await ann.page.goto("/practice?level=club&probe");
  await seen(ann, (frame) => frame.phase === "rally" || frame.phase === "countdown");
}

test("a key of one's own steers, is remembered, and the old one rests", async ({
  browser,
  server,
}) => {
  const ann = await newPlayer(browser, server.url, "Ann");
  await practise(ann);
  await ann.page.getByRole("button", { name: "Menu" }).click();
  const up = ann.page.locator(".setting", { hasText: "Up or left" }).locator(".key").first();
  await expect(up).toHaveText("W");
  await up.click();
  await ann.page.keyboard.press("i");
  await expect(up).toHaveText("I");
  await ann.page.keyboard.press("Escape");
  await practise(ann);
  await ann.page.keyboard.down("w");
  await framesLater(ann.page, 20);
  expect((await frameOf(ann)).own.y).toBe(0);
  await ann.page.keyboard.up("w");
  await ann.page.keyboard.down("i");
  await seen(ann, (frame) => frame.own.y < -50);
  await ann.page.keyboard.up("i");
  await ann.context.close();
});

const keyButton = ({ page }: Player, way: string) =>
  page.locator(".setting", { hasText: way }).locator(".key").first();

test("a key of one's own has one job: it neither greets nor opens the figures", async ({
  browser,
  server,
}) => {
  const ann = await newPlayer(browser, server.url, "Ann");
  const { page } = ann;
  await page.getByRole("button", { name: "Settings" }).click();
  await keyButton(ann, "Up or left").click();
  await page.keyboard.press("Numpad2");
  await keyButton(ann, "Down or right").click();
  await page.keyboard.press("n");
  await practise(ann);
  await page.keyboard.down("Numpad2");
  await seen(ann, (frame) => frame.own.y < -50);
  await expect(page.locator(".emote.own")).toHaveText("");
  await page.keyboard.up("Numpad2");
  await page.keyboard.down("n");
  await seen(ann, (frame) => frame.own.y > 50);
  await page.keyboard.up("n");
  // Once opened by N, they would be closed by this.
  await page.keyboard.press("F3");
  await expect(page.locator(".netgraph")).toBeVisible();
  await page.keyboard.press("Digit1");
  await expect(page.locator(".emote.own")).toHaveText("Hello");
  await ann.context.close();
});

test("the question for a key is asked once and ends with its panel", async ({
  browser,
  server,
}) => {
  const ann = await newPlayer(browser, server.url, "Ann");
  const { page } = ann;
  // As in Safari, where a click gives a button no focus and takes none away.
  await page.evaluate(() =>
    document.addEventListener("mousedown", (event) => event.preventDefault()),
  );
  await page.getByRole("button", { name: "Settings" }).click();
  await keyButton(ann, "Up or left").dblclick();
  await page.keyboard.press("i");
  await page.keyboard.press("k");
  await expect(keyButton(ann, "Up or left")).toHaveText("I");
  await keyButton(ann, "Up or left").click();
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  await page.keyboard.press("j");
  await page.getByRole("button", { name: "Settings" }).click();
  await expect(keyButton(ann, "Up or left")).toHaveText("I");
  await ann.context.close();
});

/** From the next load on the browser says that this is printed on the keys; null when it can't tell. */
const printKeys = ({ page }: Player, labels: Record<string, string> | null) =>
  page.addInitScript((labels) => {
    const getLayoutMap = async () => new Map(Object.entries(labels ?? {}));
    Object.defineProperty(navigator, "keyboard", { value: labels && { getLayoutMap } });
  }, labels);

test("keys are called what is printed on them, and a browser that can't tell shows arrows", async ({
  browser,
  server,
}) => {
  const french = await newPlayer(browser, server.url, "Ann");
  await printKeys(french, { KeyW: "z", KeyS: "s" });
  await french.page.reload();
  await expect(french.page.locator(".how kbd")).toHaveText(["Z", "S"]);
  await french.page.getByRole("button", { name: "Settings" }).click();
  await expect(keyButton(french, "Up or left")).toHaveText("Z");
  const safari = await newPlayer(browser, server.url, "Bob");
  await printKeys(safari, null);
  await safari.page.reload();
  await expect(safari.page.locator(".how kbd")).toHaveText(["↑", "↓"]);
  await Promise.all([french.context.close(), safari.context.close()]);
});

test("the hint on the first page names a key as soon as it is chosen", async ({
  browser,
  server,
}) => {
  const ann = await newPlayer(browser, server.url, "Ann");
  const hint = ann.page.locator(".how kbd").first();
  await expect(hint).toHaveText("W");
  await ann.page.getByRole("button", { name: "Settings" }).click();
  await ann.page.locator(".setting", { hasText: "Up or left" }).locator(".key").first().click();
  await ann.page.keyboard.press("i");
  await expect(hint).toHaveText("I");
  await ann.context.close();
});

test("going back closes the settings on the first page, which opens them once", async ({
  page,
}) => {
  await page.goto("/");
  const [play, panel] = [
    page.getByRole("button", { name: "Play", exact: true }),
    page.getByRole("dialog"),
  ];
  await play.click();
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.locator("[data-menu]").evaluate((gear: HTMLElement) => {
    gear.click();
    gear.click();
  });
  await expect(panel).toHaveCount(1);
  await page.evaluate(() => history.back());
  await expect(panel).toHaveCount(0);
  await expect(page).toHaveURL(/\/$/);
  await expect(play).toBeVisible();
  await page.evaluate(() => history.back());
  await expect(page.getByText("Looking for an opponent")).toBeVisible();
});

test("a gamepad goes through the menus and steers, also when it is plugged in late", async ({
  browser,
  server,
}) => {
  const ann = await newPlayer(browser, server.url, "Ann");
  const hold = (axis: number, pressed: number[] = []) =>
    ann.page.evaluate(
      ([y, down]) => {
        const buttons = Array.from({ length: 17 }, (_, i) => ({ pressed: down.includes(i) }));
        navigator.getGamepads = () =>
          [{ connected: true, mapping: "standard", axes: [0, y], buttons }] as unknown as Gamepad[];
      },
      [axis, pressed] as const,
    );
  await hold(0);
  await ann.page.evaluate(() => window.dispatchEvent(new Event("gamepadconnected")));
  // The page has to fetch what listens to pads first.
  await expect(async () => {
    await hold(0);
    await framesLater(ann.page, 2);
    await hold(0, [13]);
    await expect(ann.page.getByText("Stick or d-pad")).toBeVisible({ timeout: 300 });
  }).toPass();
  await hold(0);
  await ann.page.keyboard.press("Shift");
  await expect(ann.page.getByText("arrows, or the mouse")).toBeVisible();
  await hold(0, [13]);
  await expect(ann.page.getByText("Stick or d-pad")).toBeVisible();
  await ann.page.evaluate(keepSettings, { lessons: true });
  await ann.page.goto("/practice?probe");
  await expect(ann.page.getByRole("button", { name: /^Mo/ })).toBeVisible();
  await hold(0);
  await ann.page.evaluate(() => window.dispatchEvent(new Event("gamepadconnected")));
  await framesLater(ann.page, 20);
  const card = ann.page.locator(".card:focus");
  for (let i = 0; i < 14 && (await card.count()) === 0; i++) {
    await hold(0, [13]);
    await framesLater(ann.page, 2);
    await hold(0);
    await framesLater(ann.page, 2);
  }
  await hold(0, [0]);
  await seen(ann, (frame) => frame.phase === "rally" || frame.phase === "countdown");
  await hold(1);
  await seen(ann, (frame) => frame.own.y > 100);
  await hold(-1);
  await seen(ann, (frame) => frame.own.y < -100);
  await hold(0);
  const tap = async (button: number) => {
    await hold(0, [button]);
    await framesLater(ann.page, 2);
    await hold(0);
    await framesLater(ann.page, 2);
  };
  // Start opens the menu, the d-pad finds the language and changes it, B closes.
  await tap(9);
  const language = ann.page.getByRole("dialog").getByRole("combobox").first();
  for (let i = 0; i < 14 && !(await language.evaluate((e) => e === document.activeElement)); i++) {
    await tap(13);
  }
  await tap(15);
  await expect(ann.page.locator("html")).toHaveAttribute("lang", "de");
  await tap(1);
  await expect(ann.page.getByRole("dialog")).toHaveCount(0);
  expect(ann.errors).toEqual([]);
  await ann.context.close();
});

test("language and look are chosen in a match, and what is open speaks it at once", async ({
  browser,
  server,
}) => {
  const ann = await newPlayer(browser, server.url, "Ann");
  await practise(ann);
  await ann.page.getByRole("button", { name: "Menu" }).click();
  const language = ann.page.getByRole("dialog").getByRole("combobox").first();
  await language.focus();
  await language.selectOption("Español");
  await expect(ann.page.getByRole("heading", { name: "Menú" })).toBeVisible();
  await expect(language).toBeFocused();
  await expect(ann.page.locator(".plate.opponent .name")).toHaveText("Bot · Rex");
  await ann.page.getByLabel("Aspecto").selectOption("Clásico 1972");
  await expect(ann.page.locator("html")).toHaveAttribute("data-theme", "classic");
  await ann.page.keyboard.press("Escape");
  await expect(ann.page.getByRole("main")).toBeFocused();
  await ann.page.getByRole("button", { name: "Salir" }).click();
  await ann.page.getByRole("button", { name: "Inicio" }).click();
  await expect(ann.page.getByLabel("Idioma")).toHaveValue("es");
  expect(ann.errors).toEqual([]);
  await ann.context.close();
});

/** Plays `count` frames, each of which is told that it comes 40 ms after the one before. */
const playSlowFrames = ({ page }: Player, count: number): Promise<void> =>
  page.evaluate(
    (count) =>
      new Promise((resolve) => {
        const request = window.requestAnimationFrame;
        const waiting: FrameRequestCallback[] = [];
        window.requestAnimationFrame = (callback) => waiting.push(callback);
        request((begin) => {
          for (let i = 1; i <= count; i++) {
            for (const callback of waiting.splice(0)) callback(begin + 40 * i);
          }
          window.requestAnimationFrame = request;
          for (const callback of waiting) request(callback);
          resolve();
        });
      }),
    count,
  );

test("volume, effects and less motion count at once and are remembered", async ({
  browser,
  server,
}) => {
  const ann = await newPlayer(browser, server.url, "Ann");
  await practise(ann);
  await playSlowFrames(ann, 250);
  await ann.page.getByRole("button", { name: "Menu" }).click();
  await expect(ann.page.getByLabel("Automatic")).toBeChecked();
  await expect(ann.page.getByText("because frames were missed")).toBeVisible();
  await ann.page.getByLabel("Volume").fill("35");
  await ann.page.getByLabel("Play by ear").check();
  await ann.page.getByLabel("Plain and fast").check();
  await ann.page.getByLabel("Less motion").check();
  await expect(ann.page.locator("html")).toHaveAttribute("data-calm");
  await expect(ann.page.locator("#court canvas")).toHaveCount(1);
  await practise(ann);
  await expect(ann.page.locator("html")).toHaveAttribute("data-calm");
  await ann.page.getByRole("button", { name: "Menu" }).click();
  await expect(ann.page.getByLabel("Volume")).toHaveValue("35");
  await expect(ann.page.getByLabel("Play by ear")).toBeChecked();
  await expect(ann.page.getByLabel("Plain and fast")).toBeChecked();
  expect(ann.errors).toEqual([]);
  await ann.context.close();
});

/** Whether the rally behind the first page is drawn elsewhere some frames later. */
const rallyMoves = ({ page }: Player): Promise<boolean> =>
  page.evaluate(async () => {
    const canvas = document.querySelectorAll<HTMLCanvasElement>("#backdrop canvas")[1];
    const before = canvas?.toDataURL();
    for (let i = 0; i < 5; i++) await new Promise(requestAnimationFrame);
    return canvas?.toDataURL() !== before;
  });

test("with less motion the first page stands still, and emotes are there and then gone", async ({
  browser,
  server,
}) => {
  const ann = await newPlayer(browser, server.url, "Ann");
  const { page } = ann;
  const calm = page.getByLabel("Less motion");
  expect(await rallyMoves(ann)).toBe(true);
  await page.getByRole("button", { name: "Settings" }).click();
  await calm.check();
  expect(await rallyMoves(ann)).toBe(false);
  await calm.uncheck();
  expect(await rallyMoves(ann)).toBe(true);
  await calm.check();
  await practise(ann);
  await page.keyboard.press("1");
  const bubble = page.locator(".emote.own span");
  await framesLater(page, 10);
  await expect(bubble).toHaveCSS("opacity", "1");
  await expect(bubble).toHaveCount(0);
  await ann.context.close();
});
