/** Writes the service worker of a build: its text, and the names of all files that it keeps. */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import type { Plugin, Rolldown } from "vite";

const WORKER = new URL("service-worker.js", import.meta.url);
/** The page itself is kept under its address, and the pictures are for links and for who installs it. */
const NOT_KEPT = /^(index\.html|social\.png|favicon\.svg)$|^icons\/|\.map$/;
/**
 * Scripts, styles and letters of practice. Their own imports are kept with them. Everything else that the build has made is kept by those who have had it: other languages,
 * letters of other scripts, drawn codes of links, pages that are nothing without a server.
 */
const KEPT =
  /^assets\/(first|_?match|_?more|_pages|court|renderer|rolldown-runtime|unbounded-(200|500|mark))-[\w-]{8}\.\w+$/;
/** A Vite plugin for the production build. */
export function offline(): Plugin {
  let publicDir = "";
  let base = "/";
  return {
    name: "offline",
    apply: "build",
    enforce: "post",
    configResolved(config) {
      ({ publicDir, base } = config);
    },
    async generateBundle(_, bundle) {
      const others = await readdir(publicDir, { recursive: true, withFileTypes: true });
      const copied = others
        .filter((entry) => entry.isFile())
        .map((entry) => `${entry.parentPath}/${entry.name}`.slice(publicDir.length + 1));
      const [list, onDemand] = listsOf(bundle, copied, base);
      const page = bundle["index.html"];
      const source = page?.type === "asset" ? String(page.source) : "";
      const build = createHash("sha256")
        .update(list + onDemand)
        .update(source)
        .digest("hex")
        .slice(0, 12);
      const worker = await readFile(WORKER, "utf8");
      this.emitFile({
        type: "asset",
        fileName: "service-worker.js",
        source: `const BUILD = "${build}";\nconst PAGE = "${base}";\nconst FILES = ${list};\nconst ON_DEMAND = ${onDemand};\n\n${worker}`,
      });
    },
  };
}

/** As JSON: the addresses of files that every visitor keeps, and those of what is kept on demand. */
function listsOf(
  bundle: Rolldown.OutputBundle,
  copied: readonly string[],
  base: string,
): [kept: string, onDemand: string] {
  const files = [...Object.keys(bundle), ...copied].filter((name) => !NOT_KEPT.test(name));
  const needed = neededBy(bundle);
  const isOnDemand = (name: string): boolean => name.startsWith("assets/") && !needed.has(name);
  const listOf = (names: string[]) => JSON.stringify(names.map((name) => base + name).sort());
  return [listOf(files.filter((name) => !isOnDemand(name))), listOf(files.filter(isOnDemand))];
}

/** What the kept scripts import, and the styles of all of these. */
function neededBy(bundle: Rolldown.OutputBundle): Set<string> {
  const needed = new Set(Object.keys(bundle).filter((name) => KEPT.test(name)));
  // Names that are added meanwhile are gone through as well.
  for (const name of needed) {
    const file = bundle[name];
    if (file?.type !== "chunk") continue;
    for (const each of [...file.imports, ...(file.viteMetadata?.importedCss ?? [])])
      needed.add(each);
  }
  return needed;
}
