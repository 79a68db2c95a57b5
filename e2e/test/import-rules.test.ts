/** The linter keeps the packages apart: every rule is tried with an import that it must refuse. */
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { inTop, toolPath } from "../lib/paths.ts";

/** Importing file, imported module, may it? */
const CASES: [string, string, boolean][] = [
  ["shared/src/a.ts", "./court.ts", true],
  ["shared/src/a.ts", "./protocol/state.ts", false],
  ["shared/src/a.ts", "@colyseus/schema", false],
  ["shared/src/a.ts", "node:fs", false],
  ["shared/src/a.ts", "phaser", false],
  ["shared/src/a.ts", "@quickpong/server/app.ts", false],
  ["shared/src/a.ts", "../../server/src/app.ts", false],
  ["shared/src/a.ts", "../test/support/play.ts", false],
  ["shared/src/protocol/a.ts", "@colyseus/schema", true],
  ["shared/src/protocol/a.ts", "../court.ts", true],
  ["shared/src/protocol/a.ts", "./state.ts", true],
  ["shared/src/protocol/a.ts", "@colyseus/core", false],
  ["shared/src/protocol/a.ts", "@colyseus/sdk", false],
  ["shared/src/protocol/a.ts", "phaser", false],
  ["shared/src/protocol/a.ts", "../../../client/src/main.ts", false],
  ["shared/src/protocol/a.ts", "../../test/support/play.ts", false],
  ["shared/test/a.ts", "vitest", true],
  ["shared/test/a.ts", "@quickpong/client/net/clock.ts", false],
  ["shared/test/a.ts", "@quickpong/server/app.ts", false],
  ["shared/test/a.ts", "@colyseus/core", false],
  ["shared/test/a.ts", "@colyseus/sdk", false],
  ["shared/test/a.ts", "phaser", false],
  ["server/src/match/a.ts", "@quickpong/shared/host.ts", true],
  ["server/src/match/a.ts", "@colyseus/schema", true],
  ["server/src/match/a.ts", "node:fs", true],
  ["server/src/match/a.ts", "colyseus", false],
  ["server/src/match/a.ts", "@colyseus/core", false],
  ["server/src/match/a.ts", "@colyseus/ws-transport", false],
  ["server/src/main.ts", "@colyseus/core", false],
  ["server/src/lobby/a.ts", "@quickpong/client/net/clock.ts", false],
  ["server/src/lobby/a.ts", "../../../client/src/net/clock.ts", false],
  ["server/src/lobby/a.ts", "@colyseus/sdk", false],
  ["server/src/lobby/a.ts", "phaser", false],
  ["server/src/rooms/a.ts", "@colyseus/core", true],
  ["server/src/edge/a.ts", "colyseus", true],
  ["server/src/app.ts", "@colyseus/ws-transport", true],
  ["server/src/rooms/a.ts", "@quickpong/client/net/clock.ts", false],
  ["server/src/rooms/a.ts", "@colyseus/sdk", false],
  ["server/src/rooms/a.ts", "phaser", false],
  ["server/test/a.ts", "@colyseus/sdk", true],
  ["server/test/a.ts", "../../client/src/net/clock.ts", false],
  ["server/test/a.ts", "phaser", false],
  ["client/src/ui/a.ts", "@quickpong/shared/court.ts", true],
  ["client/src/ui/a.ts", "../net/session.ts", true],
  ["client/src/ui/a.ts", "phaser", false],
  ["client/src/main.ts", "@colyseus/sdk", false],
  ["client/src/main.ts", "@quickpong/server/config.ts", false],
  ["client/src/main.ts", "../../server/src/config.ts", false],
  ["client/src/main.ts", "@colyseus/core", false],
  ["client/src/main.ts", "node:fs", false],
  ["client/src/view/a.ts", "phaser", true],
  ["client/src/view/a.ts", "../net/view-frame.ts", true],
  ["client/src/view/a.ts", "../net/session.ts", false],
  ["client/src/view/a.ts", "@colyseus/sdk", false],
  ["client/src/view/a.ts", "@quickpong/server/config.ts", false],
  ["client/src/view/a.ts", "@colyseus/core", false],
  ["client/src/view/a.ts", "node:fs", false],
  ["client/src/net/a.ts", "./clock.ts", true],
  ["client/src/net/a.ts", "@colyseus/schema", true],
  ["client/src/net/a.ts", "@colyseus/sdk", false],
  ["client/src/net/a.ts", "phaser", false],
  ["client/src/net/a.ts", "../ui/menu.ts", false],
  ["client/src/net/a.ts", "../view/scene.ts", false],
  ["client/src/net/a.ts", "@quickpong/server/config.ts", false],
  ["client/src/net/a.ts", "@colyseus/core", false],
  ["client/src/net/a.ts", "node:fs", false],
  ["client/src/net/colyseus/colyseus-link.ts", "@colyseus/sdk", true],
  ["client/src/net/colyseus/lobby-connection.ts", "@colyseus/sdk", true],
  ["client/src/net/colyseus/colyseus-link.ts", "phaser", false],
  ["client/src/net/colyseus/colyseus-link.ts", "../view/scene.ts", false],
  ["client/src/net/colyseus/colyseus-link.ts", "@quickpong/server/config.ts", false],
  ["client/src/net/colyseus/colyseus-link.ts", "@colyseus/core", false],
  ["client/src/net/colyseus/colyseus-link.ts", "node:fs", false],
  ["client/test/a.ts", "../../server/src/app.ts", false],
  ["client/test/a.ts", "@colyseus/core", false],
  ["client/test/a.ts", "@colyseus/sdk", false],
  ["e2e/test/a.ts", "@quickpong/server/app.ts", true],
  ["e2e/test/a.ts", "@quickpong/client/net/clock.ts", true],
];

/** Ways to write an import; a rule that sees one only would be easy to pass by. */
const FORMS = [
  'import { x } from "phaser";',
  'import type { X } from "phaser";',
  'import "phaser";',
  'export * from "phaser";',
  'await import("phaser");',
];

type Attempt = { path: string; text: string };

interface LintReport {
  diagnostics: { category: string; location: { path: string } }[];
}

const folder = mkdtempSync(join(tmpdir(), "quickpong-imports-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Paths among `files` whose import the linter refuses, with the repository's configuration. */
function lint(root: string, files: Attempt[]): string[] {
  for (const { path, text } of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), `${text}\n`);
  }
  for (const file of ["biome.json", ".gitignore"]) copyFileSync(inTop(file), join(root, file));
  const biome = toolPath(".", "@biomejs/biome", "bin/biome");
  const args = [biome, "lint", "--reporter=json", "--max-diagnostics=none"];
  const run = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8" });
  const { diagnostics } = JSON.parse(run.stdout) as LintReport;
  return diagnostics
    .filter(({ category }) => category === "lint/style/noRestrictedImports")
    .map(({ location }) => location.path);
}

/** The refused ones. Attempts at the same path go to different rounds, each a lint of its own. */
function refused(attempts: Attempt[]): Attempt[] {
  const rounds: Attempt[][] = [];
  for (const attempt of attempts) {
    const free = rounds.find((round) => round.every(({ path }) => path !== attempt.path));
    if (free) free.push(attempt);
    else rounds.push([attempt]);
  }
  return rounds.flatMap((round) => {
    const paths = lint(mkdtempSync(join(folder, "round-")), round);
    return round.filter(({ path }) => paths.includes(path));
  });
}

test("every file may import what it should, and nothing else", () => {
  const found = refused(CASES.map(([path, module]) => ({ path, text: `import "${module}";` })));
  const shown = found.map(({ path, text }) => `${path}: ${text}`).sort();
  const wanted = CASES.filter(([, , allowed]) => !allowed);
  expect(shown).toEqual(wanted.map(([path, module]) => `${path}: import "${module}";`).sort());
}, 60_000);

test("no way to write an import gets past the rules", () => {
  const found = refused(FORMS.map((text) => ({ path: "client/src/ui/a.ts", text })));
  expect(found.map(({ text }) => text).sort()).toEqual([...FORMS].sort());
}, 60_000);
