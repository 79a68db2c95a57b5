import { COURT_HALF_HEIGHT, COURT_HALF_WIDTH } from "@quickpong/shared/court.ts";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { toScreen } from "../../../src/layout/court-transform.ts";
import {
  breakLines,
  PICTURES,
  type PictureLayout,
  type Spot,
  shorten,
} from "../../../src/render/canvas2d/picture-layout.ts";

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Where a line of text is; letters reach below the baseline, digits do not. */
function boxOf({ x, y, size, width, align }: Spot, below = 0.25): Box {
  const left = align === "left" ? x : align === "right" ? x - width : x - width / 2;
  return { left, right: left + width, top: y - 0.75 * size, bottom: y + below * size };
}

function courtBox({ court }: PictureLayout): Box {
  const corners = [-1, 1].map((end) =>
    toScreen(court, end * COURT_HALF_WIDTH, end * COURT_HALF_HEIGHT),
  );
  const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)];
  return {
    left: Math.min(...xs),
    right: Math.max(...xs),
    top: Math.min(...ys),
    bottom: Math.max(...ys),
  };
}

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

test.each([
  ["wide", 1200, 630],
  ["tall", 1080, 1920],
] as const)("on the %s picture of %i x %i everything has a place of its own", (shape, w, h) => {
  const layout = PICTURES[shape];
  expect([layout.width, layout.height]).toEqual([w, h]);
  const { game, hits, caption, captionLines, names, points, colon, address } = layout;
  const digits = [hits, ...points, ...(colon ? [colon] : [])];
  const boxes = [
    courtBox(layout),
    boxOf(caption, (captionLines - 1) * 1.3 + 0.25),
    ...[game, ...names, address].map((spot) => boxOf(spot)),
    ...digits.map((spot) => boxOf(spot, 0)),
  ];
  for (const [n, box] of boxes.entries()) {
    expect(box.left).toBeGreaterThanOrEqual(36);
    expect(box.right).toBeLessThanOrEqual(w - 36);
    expect(box.top).toBeGreaterThanOrEqual(36);
    expect(box.bottom).toBeLessThanOrEqual(h - 36);
    for (const other of boxes.slice(n + 1)) expect(overlap(box, other)).toBe(false);
  }
});

const measure = (text: string): number => 10 * [...text].length;
const words = fc.array(
  fc.string({ minLength: 1, maxLength: 12 }).map((s) => s.replaceAll(" ", "x")),
  {
    minLength: 1,
    maxLength: 12,
  },
);

test("words are broken into lines without loss, and only the last may be too wide", () => {
  fc.assert(
    fc.property(words, fc.integer({ min: 1, max: 4 }), (all, lines) => {
      const broken = breakLines(all.join(" "), 150, lines, measure);
      expect(broken.join(" ")).toBe(all.join(" "));
      expect(broken.length).toBeLessThanOrEqual(lines);
      for (const line of broken.slice(0, -1)) expect(measure(line)).toBeLessThanOrEqual(150);
    }),
  );
});

test("lines are about as long as each other", () => {
  const lines = breakLines("hits in the longest rally", 200, 2, measure);
  expect(lines).toEqual(["hits in the", "longest rally"]);
});

test("a name is shortened only where it is too wide, at a whole letter", () => {
  expect(shorten("Ann", 100, measure)).toBe("Ann");
  expect(shorten("Wwwwwwwwwwwwwwww", 100, measure)).toBe("Wwwwwwwww…");
  expect(shorten("𝄞𝄞𝄞", 20, measure)).toBe("𝄞…");
});
