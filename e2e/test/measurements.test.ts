/** Figures that are kept are replaced by better ones only. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { replace } from "../docs-tools/measurements.ts";
import { inTop, TOP } from "../lib/paths.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "quickpong-measured-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("what a measurement that failed has written replaces nothing", async () => {
  const kept = join(folder, "kept.json");
  writeFileSync(kept, "old");
  const program = join(folder, "measure.ts");
  const measure = async (status: number) => {
    const text = `import { writeFileSync } from "node:fs";
      writeFileSync(process.argv[process.argv.indexOf("--json") + 1] as string, '{"status":${status}}');
      process.exit(${status});`;
    writeFileSync(program, text);
    return replace(kept, "test", [relative(TOP, program)]);
  };
  expect(await measure(1)).toBe(false);
  expect(readFileSync(kept, "utf8")).toBe("old");
  expect(await measure(0)).toBe(true);
  expect(JSON.parse(readFileSync(kept, "utf8"))).toEqual({ status: 0 });
});

test.each([
  ["--measure servers", "--measure servers: expected one of server,"],
  ["server", "names go with --measure"],
  ["--mesure", "--mesure"],
])("docs:performance refuses %s", (line, words) => {
  const args = [inTop("e2e/docs-tools/performance-doc.ts"), ...line.split(" ")];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  expect(status).toBe(1);
  expect(stderr).toContain(words);
});
