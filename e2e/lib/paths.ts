/** Places in the repository, and how to run the tools that are installed in it. */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's top folder. */
export const TOP = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

/** A path inside the repository, absolute. */
export const inTop = (...parts: string[]): string => join(TOP, ...parts);

/**
 * The file behind a package's command, to be run with `process.execPath`: one process less than
 * through the shell shim, so that a signal sent to it reaches the tool itself.
 */
export function toolPath(workspacePackage: string, dependency: string, bin: string): string {
  const require = createRequire(inTop(workspacePackage, "package.json"));
  return join(dirname(require.resolve(`${dependency}/package.json`)), bin);
}

export const PLAYWRIGHT_CLI = (): string => toolPath("e2e", "@playwright/test", "cli.js");
export const VITEST_CLI = (): string => toolPath(".", "vitest", "vitest.mjs");
export const VITE_CLI = (): string => toolPath("client", "vite", "bin/vite.js");
