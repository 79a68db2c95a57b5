/** What the tests need besides Node: found, installed, or missed in words. */
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { provide } from "../lib/programs.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "quickpong-bin-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A machine that has nothing but these scripts. */
function machine(scripts: Record<string, string>): NodeJS.ProcessEnv {
  for (const [name, script] of Object.entries(scripts)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  return { PATH: folder };
}
/** Does as it is told, as root does. */
const SUDO = `[ "$1" = -n ] && shift; exec "$@"`;

test("what is there is not installed", () => {
  const env = machine({ "redis-server": "", sudo: SUDO, "apt-get": "exit 1" });
  expect(provide(["redis-server"], env)).toBe(undefined);
});

test("what is missing is installed, and nothing else", () => {
  const log = join(folder, "log");
  const install = `echo "$*" >>${log}; [ $1 = install ] && : >${folder}/nginx; /bin/chmod 755 ${folder}/*`;
  const env = machine({ "redis-server": "", sudo: SUDO, "apt-get": install });
  expect(provide(["redis-server", "nginx"], env)).toBe(undefined);
  const [update, added] = readFileSync(log, "utf8").trim().split("\n");
  expect(update).toContain("update");
  expect(added).toBe("install -y -qq --no-install-recommends nginx");
});

test("a program comes with the package that has it", () => {
  const log = join(folder, "log");
  const apt = `echo "$*" >>${log}; : >${folder}/WebKitWebDriver; /bin/chmod 755 ${folder}/*`;
  const env = machine({ sudo: SUDO, "apt-get": apt });
  expect(provide(["WebKitWebDriver"], env)).toBe(undefined);
  expect(readFileSync(log, "utf8")).toContain("webkit2gtk-driver\n");
});

test("what can't be installed is missed in words", () => {
  const wanted = ["redis-server", "nginx"];
  expect(provide(wanted, machine({}))).toBe(
    "redis-server and nginx is missing (apt-get can't be used here)",
  );
  const refused = machine({ sudo: SUDO, "apt-get": "echo 'E: are you root?' >&2; exit 100" });
  expect(provide(wanted, refused)).toContain("(apt-get says: E: are you root?)");
});
