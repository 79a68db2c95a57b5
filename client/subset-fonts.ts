/**
 * Makes the small fonts in src/fonts: the display face with nothing but ASCII, and with nothing
 * but the game's name for the first page. Run it with node after the face has a new version.
 */
import { readFile, writeFile } from "node:fs/promises";
import subsetFont from "subset-font";

const ASCII = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join("");
/** The few signs beyond ASCII that fonts.css says are in it. */
const SIGNS = "·’…";
const here = (path: string): URL => new URL(path, import.meta.url);

async function make(weight: number, letters: string, name: string): Promise<void> {
  const source = `node_modules/@fontsource/unbounded/files/unbounded-latin-${weight}-normal.woff2`;
  const full = await readFile(here(source));
  const small = await subsetFont(full, letters, { targetFormat: "woff2" });
  await writeFile(here(`src/fonts/${name}.woff2`), small);
  console.log(`${name}: ${full.length} -> ${small.length} bytes`);
}

await make(200, "quickpong", "unbounded-mark");
await make(200, ASCII + SIGNS, "unbounded-200");
await make(500, ASCII + SIGNS, "unbounded-500");
