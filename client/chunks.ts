/**
 * Few scripts. Left alone the bundler makes one of everything that two pages share: 32, most of a
 * kilobyte, each of which costs a first visit a request.
 */
import { fileURLToPath } from "node:url";
import type { Plugin, Rolldown } from "vite";

/** What every match needs, after the first page; the court comes beside it. */
const MATCH = [
  "match/online-match",
  "match/practice-match",
  "pages/match-pages",
  "net/colyseus/lobby-connection",
];
/** What a visitor may open, also over a match: none begins without it. */
const MORE = [
  ...["ui/panel", "ui/copy-button", "ui/thumb", "ui/leave-panel", "ui/match-menu", "ui/netgraph"],
  ...["ui/settings-form", "ui/question"],
];
/** Pages that a match does without. */
const PAGES = [
  ...["pages/practice-pages", "pages/room-pages", "pages/two-here-pages"],
  ...["pages/bot-meanwhile", "pages/tv-pages"],
  ...["settings/progress", "ui/more-texts", "ui/share-panel", "input/pad-menus"],
  ...["ui/bot-faces", "ui/qr-code"],
];
/**
 * What is loaded on demand is loaded together: whoever imports one of these gets a module that exports
 * everything of all of them. A module that is in none of the lists stays a script of its own.
 */
const TOGETHER = new Map([
  ["\0match", MATCH.map(fileOf)],
  ["\0more", MORE.map(fileOf)],
  ["\0pages", PAGES.map(fileOf)],
]);

function fileOf(name: string): string {
  return fileURLToPath(new URL(`src/${name}.ts`, import.meta.url));
}

/** A Vite plugin for the production build. */
export function together(): Plugin {
  return {
    name: "together",
    apply: "build",
    enforce: "pre",
    async resolveId(source, importer, { kind }) {
      if (kind !== "dynamic-import") return null;
      const resolved = await this.resolve(source, importer, { skipSelf: true });
      for (const [id, files] of TOGETHER) if (files.includes(resolved?.id ?? "")) return id;
      return resolved;
    },
    load: (id) =>
      TOGETHER.get(id)
        ?.map((file) => `export * from ${JSON.stringify(file)};`)
        .join("\n") ?? null,
    buildEnd(error) {
      // Of two that are called the same neither would be there.
      for (const files of error ? [] : TOGETHER.values()) {
        const names = files.flatMap((file) => this.getModuleInfo(file)?.exports ?? []);
        const twice = names.find((name, n) => names.indexOf(name) !== n);
        if (twice !== undefined)
          this.error(`${twice} is exported twice by what is loaded together.`);
      }
    },
  };
}

const COURT = /\/src\/render\/renderer\.ts$/;

/** What more than one of them needs goes where it is needed first. */
export const codeSplitting: Rolldown.CodeSplittingOptions = {
  groups: [
    { name: "first", tags: ["$initial"], priority: 3 },
    { name: "match", test: /^\0match$/, priority: 2 },
    { name: "court", test: COURT, priority: 1 },
    // What the leaderboard and pages for many share with it would be files of their own.
    {
      name: "more",
      test: /^\0more$|\/ui\/(segments|more-texts|qr-code)\.ts$|\/shared\/src\/presets\.ts$/,
      priority: 0,
    },
  ],
};
/**
 * Texts of pages that are nothing without a server are called by more than their language: a service worker keeps
 * all files that are called by the visitor's.
 */
export function chunkFileNames({ facadeModuleId }: Rolldown.PreRenderedChunk): string {
  const [, page] =
    /\/texts\/(player|replay|export|competition)\/\w\w\.ts$/.exec(facadeModuleId ?? "") ?? [];
  return page ? `assets/${page}-[name]-[hash].js` : "assets/[name]-[hash].js";
}

const OF_MATCH = /^\0(match|more)$/;
/** Whether a chunk is fetched between the first page and the first match. */
export const isOfMatch = ({ moduleIds }: Rolldown.OutputChunk): boolean =>
  moduleIds.some((id) => OF_MATCH.test(id) || COURT.test(id));
