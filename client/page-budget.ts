/** Fails the build when the first page or the first match has become too much to download. */
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Plugin, Rolldown } from "vite";
import { isOfMatch } from "./chunks.ts";

/** All that is fetched before somebody can press Play (bytes, compressed). */
const LANDING = 40_000;
/** All that is fetched until the end of the first match (bytes, compressed). */
const FIRST_MATCH = 260_000;
const MATCH_FONT = /unbounded-200/;

/** A Vite plugin for the production build; it weighs what `precompress` has written. */
export function pageBudget(): Plugin {
  let bundle: Rolldown.OutputBundle = {};
  let dir = "";
  return {
    name: "page-budget",
    apply: "build",
    writeBundle(options, written) {
      bundle = written;
      dir = options.dir ?? "";
    },
    async closeBundle(error) {
      if (error || dir === "") return;
      const landing = new Set(["index.html", ...(await linkedFrom(join(dir, "index.html")))]);
      for (const file of withImports(bundle, isEntry)) landing.add(file);
      const match = new Set([...landing, ...withImports(bundle, isOfMatch)]);
      for (const file of Object.keys(bundle)) if (MATCH_FONT.test(file)) match.add(file);
      const sizes = [await weigh(dir, landing), await weigh(dir, match)] as const;
      console.log(`First page ${kB(sizes[0])}, first match ${kB(sizes[1])} compressed.`);
      if (sizes[0] > LANDING) this.error(`The first page may have ${kB(LANDING)}.`);
      if (sizes[1] > FIRST_MATCH) this.error(`The first match may have ${kB(FIRST_MATCH)}.`);
    },
  };
}

const kB = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
const isEntry = (chunk: Rolldown.OutputChunk): boolean => chunk.isEntry;

/** The chunks for which `wanted` holds, with everything that they import, and their style sheets. */
function withImports(
  bundle: Rolldown.OutputBundle,
  wanted: (chunk: Rolldown.OutputChunk) => boolean,
): Set<string> {
  const files = new Set<string>();
  const add = (file: string) => {
    const chunk = bundle[file];
    if (chunk?.type !== "chunk" || files.has(file)) return;
    files.add(file);
    for (const sheet of chunk.viteMetadata?.importedCss ?? []) files.add(sheet);
    for (const imported of chunk.imports) add(imported);
  };
  for (const chunk of Object.values(bundle)) {
    if (chunk.type === "chunk" && wanted(chunk)) add(chunk.fileName);
  }
  return files;
}

/** Scripts, style sheets and preloaded fonts; the icon and what shares the page do not hold it up. */
async function linkedFrom(page: string): Promise<string[]> {
  const html = await readFile(page, "utf8");
  const links = /(?:href|src)="[^"]*?\/(assets\/[^"]+|[\w-]+\.js)"/g;
  return [...html.matchAll(links)].map((match) => match[1] as string);
}

async function weigh(dir: string, files: Iterable<string>): Promise<number> {
  const sizes = [...files].map(async (file) => {
    const path = join(dir, file);
    const { size } = await stat(`${path}.br`).catch(() => stat(path));
    return size;
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
