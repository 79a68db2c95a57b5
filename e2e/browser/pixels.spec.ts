/**
 * What is on the screen is where the probe's frame says: pixels of pictures of the whole page, in every
 * theme, on a court that lies and on one that stands.
 */
import type { Page } from "@playwright/test";
import type {} from "@quickpong/client/match/test-probe.ts";
import type { ViewFrame } from "@quickpong/client/net/view-frame.ts";
import { THEMES, type Theme } from "@quickpong/client/theme/themes.ts";
import {
  BALL_RADIUS,
  COURT_HALF_HEIGHT,
  COURT_HALF_WIDTH,
  PADDLE_PLANE,
} from "@quickpong/shared/court.ts";
import { wear } from "../docs-tools/tour/stop.ts";
import { expect, test } from "./fixtures.ts";
import {
  type Colour,
  type Court,
  colourOf,
  courtOf,
  distance,
  inkedBox,
  nearest,
  type Picture,
  type Place,
  pictureOf,
} from "./support/pixels.ts";

test.use({ allFrames: true });

const SIZES = [
  { width: 960, height: 600 },
  { width: 390, height: 844 },
];
/** Colours nearer to each other than this are the same one (of 441): edges are soft. */
const NEAR = 48;
/** The middle of a paddle's bar, whose face is a ball's radius behind the plane (u). */
const BAR_X = PADDLE_PLANE + BALL_RADIUS + 9;
/** Size of the digits on the floor (u). */
const SCORE_SIZE = 300;
const SIDES = [
  ["own", -1],
  ["opponent", 1],
] as const;
/** From the end of a bar to where there is nothing of it and of its glow (u). */
const CLEAR = 70;

/** Which moment is looked at: a serve on its way, or the countdown after a point. */
type Moment = "serve" | "countdown";

/** Runs in the page: waits for such a moment and stops practice in it, as a hidden tab does. */
const stopAt = (moment: Moment): Promise<void> =>
  new Promise((resolve) => {
    let began = Number.NaN;
    /** Off both middle lines, so that a court that is turned or mirrored shows it elsewhere. */
    const isServe = ({ ball, phase, rally }: ViewFrame) => {
      if (!ball || phase !== "rally" || rally > 0) return false;
      const [x, y] = [Math.abs(ball.x), Math.abs(ball.y)];
      return x > 200 && x < 400 && y > 60 && y < 400;
    };
    const isCountdown = ({ phase, own, opponent, now }: ViewFrame) => {
      if (phase !== "countdown" || own.score + opponent.score === 0) began = now;
      return now - began > 700;
    };
    const look = () => {
      const frame = window.quickpong?.frame;
      if (!frame || !(moment === "serve" ? isServe(frame) : isCountdown(frame)))
        return requestAnimationFrame(look);
      Object.defineProperty(document, "hidden", { configurable: true, get: () => true });
      document.dispatchEvent(new Event("visibilitychange"));
      return resolve();
    };
    look();
  });

/** Runs in the page: practice goes on. */
const goOn = (): void => {
  Object.defineProperty(document, "hidden", { configurable: true, get: () => false });
  document.dispatchEvent(new Event("visibilitychange"));
};

interface Look {
  frame: ViewFrame;
  picture: Picture;
  court: Court;
  /** The colour at a place of the court. */
  at(place: Place): Colour;
}

async function look(page: Page, reader: Page): Promise<Look> {
  const court = await courtOf(page);
  const picture = await pictureOf(page, reader);
  const frame = await page.evaluate(() => window.quickpong?.frame as ViewFrame);
  const at = (place: Place) => {
    const { x, y } = court.toScreen(place);
    return picture.at(x, y);
  };
  return { frame, picture, court, at };
}

/** Looks at a moment in every theme and on both courts. */
async function inAllThemes(
  page: Page,
  reader: Page,
  check: (look: Look, theme: Theme, where: string) => void | Promise<void>,
): Promise<void> {
  for (const size of SIZES) {
    await page.setViewportSize(size);
    for (const [name, theme] of Object.entries(THEMES)) {
      await wear(page, name);
      const where = `${name}, ${size.width} x ${size.height}`;
      await check(await look(page, reader), theme, where);
    }
  }
}

/** The ball, both bars from end to end, both walls; and nothing where their mirror images would be. */
function checkServe(seen: Look, theme: Theme, where: string): void {
  const { frame, at } = seen;
  const isIt = (what: string, place: Place, colour: string) =>
    expect(distance(at(place), colourOf(colour)), `${what}, ${where}`).toBeLessThan(NEAR);
  const isFloor = (what: string, place: Place) =>
    expect(nearest(at(place), floorOf(theme)), `${what}, ${where}`).toBeLessThan(NEAR);
  const ball = frame.ball as Place;
  isIt("the ball", ball, theme.ball);
  for (const way of [-0.5, 0.5]) {
    isIt("the ball's width", { x: ball.x + way * BALL_RADIUS, y: ball.y }, theme.ball);
    isIt("the ball's height", { x: ball.x, y: ball.y + way * BALL_RADIUS }, theme.ball);
  }
  isFloor("left for right", { x: -ball.x, y: ball.y });
  isFloor("up for down", { x: ball.x, y: -ball.y });
  isFloor("both", { x: -ball.x, y: -ball.y });
  for (const [who, side] of SIDES) {
    const { y, length } = frame[who];
    const bar = (along: number): Place => ({ x: side * BAR_X, y: y + along });
    // What is in the wall of a bar is not drawn.
    const seen = [-0.45, 0, 0.45].map((share) => bar(share * length)).filter(isInside);
    expect(seen.length).toBeGreaterThan(1);
    for (const place of seen) isIt(`${who} bar`, place, theme[who]);
    for (const way of [-1, 1]) {
      const beyond = bar(way * (length / 2 + CLEAR));
      if (isInside(beyond)) isFloor(`${who} bar's end`, beyond);
    }
  }
  for (const side of [-1, 1])
    for (const x of [-0.9, 0.9]) {
      const wall = { x: x * COURT_HALF_WIDTH, y: side * COURT_HALF_HEIGHT };
      expect(contrastAcross(seen, wall), `a wall's end, ${where}`).toBeGreaterThan(30);
    }
}

/** Far enough from the walls to have nothing of their lines. */
const isInside = ({ y }: Place): boolean => Math.abs(y) < COURT_HALF_HEIGHT - 20;

/** The floor's colours, from its rim to under the lamps. */
const floorOf = ({ ground, surface, floodlight }: Theme): Colour[] =>
  [ground, surface, floodlight].map(colourOf);

/** How much a wall's line differs from the floor beside it, wherever in a few units it is. */
function contrastAcross({ at }: Look, { x, y }: Place): number {
  const beside = at({ x, y: y - Math.sign(y) * 30 });
  const shifts = [-6, -4, -2, 0, 2, 4, 6];
  return Math.max(...shifts.map((shift) => distance(at({ x, y: y + shift }), beside)));
}

/** The score is in the middle of each half, as large as its letters are, and reads upright on both courts. */
async function checkScore(page: Page, seen: Look, theme: Theme, where: string): Promise<void> {
  const { court, frame, picture } = seen;
  for (const [who, side] of SIDES) {
    const middle = court.toScreen({ x: side * 0.45 * COURT_HALF_WIDTH, y: 0 });
    const reach = 0.3 * COURT_HALF_WIDTH * court.scale;
    const box = inkedBox(picture, middle, reach, floorOf(theme));
    const size = await page.evaluate(sizeOfText, {
      text: String(frame[who].score),
      px: SCORE_SIZE * court.scale,
    });
    const what = `${who} score ${frame[who].score}, ${where}`;
    const near = 3 + 0.08 * size.height;
    expect(Math.abs(box.width - size.width), `${what}: its width`).toBeLessThan(near);
    expect(Math.abs(box.height - size.height), `${what}: its height`).toBeLessThan(near);
    expect(Math.abs(box.x - middle.x - size.aside), `${what}: its middle`).toBeLessThan(near);
    expect(Math.abs(box.y - middle.y), `${what}: its middle`).toBeLessThan(2 * near);
  }
}

/** Runs in the page: how large a text is drawn in the display face, and how far its ink is off its middle. */
function sizeOfText({ text, px }: { text: string; px: number }) {
  const context = document.createElement("canvas").getContext("2d") as CanvasRenderingContext2D;
  const display = getComputedStyle(document.documentElement).getPropertyValue("--display");
  context.font = `200 ${px}px ${display}`;
  context.textAlign = "center";
  const ink = context.measureText(text);
  return {
    width: ink.actualBoundingBoxLeft + ink.actualBoundingBoxRight,
    height: ink.actualBoundingBoxAscent + ink.actualBoundingBoxDescent,
    aside: (ink.actualBoundingBoxRight - ink.actualBoundingBoxLeft) / 2,
  };
}

for (const renderer of ["webgl", "canvas"]) {
  test(`${renderer}: ball, paddles, walls and score are on the screen where they are in the match, in every theme, lying and upright`, async ({
    browser,
    server,
  }) => {
    const context = await browser.newContext({ baseURL: server.url, reducedMotion: "reduce" });
    const [reader, page] = [await context.newPage(), await context.newPage()];
    await page.goto(`/practice?level=pip&probe&renderer=${renderer}`);
    await page.waitForFunction(() => window.quickpong?.frame?.phase === "countdown");
    await page.keyboard.down("w");
    await page.waitForFunction(() => (window.quickpong?.frame?.own.y ?? 0) < -80);
    await page.keyboard.up("w");
    await page.evaluate(stopAt, "serve" as const);
    await inAllThemes(page, reader, checkServe);
    await page.evaluate(goOn);
    await page.evaluate(stopAt, "countdown" as const);
    await inAllThemes(page, reader, (...seen) => checkScore(page, ...seen));
    await context.close();
  });
}
