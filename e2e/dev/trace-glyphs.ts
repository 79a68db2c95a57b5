/**
 * Writes the outlines of a few letters of the display face to server/src/pictures/glyphs.ts, for pictures that
 * are drawn without a browser. Run it with node after the face has a new version.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { inTop } from "../lib/paths.ts";
import { openFont } from "./font-outlines.ts";

const FACE = "client/node_modules/@fontsource/unbounded/files/unbounded-latin-200-normal.woff";
const FILE = "server/src/pictures/glyphs.ts";
const LETTERS = "0123456789quickpong";

const font = openFont(readFileSync(inTop(FACE)));
const lines = [...new Set(LETTERS)].sort().map((letter) => {
  const { advance, contours } = font.glyph(letter);
  const numbers = contours.map((points) =>
    points.flatMap(({ x, y, on }) => [x, y, on ? 1 : 0]).join(" "),
  );
  return `  ${JSON.stringify(letter)}: [${advance}, ${JSON.stringify(numbers.join(","))}],\n`;
});
writeFileSync(
  inTop(FILE),
  `/**
 * Outlines of the display face, Unbounded in weight 200 (SIL Open Font License 1.1). Written by
 * e2e/dev/trace-glyphs.ts.
 */

/** Units of the face in the height of its letters. */
export const UNITS_PER_EM = ${font.unitsPerEm};

/** By letter: its width, and its contours with commas between them: x, y (upward) and 1 for points on the line. */
export const GLYPHS: Readonly<Record<string, readonly [advance: number, contours: string]>> = {
${lines.join("")}};
`,
);
