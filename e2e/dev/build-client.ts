/**
 * Builds the client into client/dist unless the build there is from the same inputs.
 *
 * The build goes to a folder of its own first and then takes dist's place in one step, so that a
 * failed or parallel build never leaves half a client behind.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { inTop, TOP, VITE_CLI } from "../lib/paths.ts";

const DIST = "client/dist";
const CACHE = ".cache";
/** A dot file: the server doesn't serve it. */
const STAMP = ".built-from";
const INPUTS = ["client", "shared/src", "shared/package.json", "pnpm-lock.yaml"];
const NO_INPUT = /^client\/(dist|node_modules|test)$|(^|\/)tsconfig[^/]*\.json$/;

/** Every file below `path` that can change the build, in a fixed order. */
function* filesOf(path: string): Generator<string> {
  if (NO_INPUT.test(path)) return;
  const entries = readdirIfFolder(path);
  if (entries === undefined) yield path;
  else for (const name of entries.sort()) yield* filesOf(`${path}/${name}`);
}

function readdirIfFolder(path: string): string[] | undefined {
  try {
    return readdirSync(inTop(path));
  } catch {
    return undefined;
  }
}

/** A hash over the names and contents of all inputs. */
function inputsHash(): string {
  // What is built into the page besides its files.
  const hash = createHash("sha256").update(`${process.env["PUBLIC_URL"] ?? ""}\0`);
  for (const input of INPUTS) {
    for (const file of filesOf(input)) {
      hash
        .update(`${file}\0`)
        .update(readFileSync(inTop(file)))
        .update("\0");
    }
  }
  return hash.digest("hex");
}

function isBuiltFrom(hash: string): boolean {
  const stamp = inTop(DIST, STAMP);
  return (
    existsSync(inTop(DIST, "index.html")) &&
    existsSync(stamp) &&
    readFileSync(stamp, "utf8") === hash
  );
}

function build(hash: string): number {
  const fresh = inTop(CACHE, `client-${process.pid}`);
  const old = inTop(CACHE, `client-old-${process.pid}`);
  mkdirSync(inTop(CACHE), { recursive: true });
  const args = [VITE_CLI(), "build", "--outDir", fresh, "--emptyOutDir", "--logLevel", "warn"];
  const env = { ...process.env, NODE_ENV: "production" };
  const { status } = spawnSync(process.execPath, args, {
    cwd: join(TOP, "client"),
    stdio: "inherit",
    env,
  });
  if (status === 0) {
    writeFileSync(join(fresh, STAMP), hash);
    if (existsSync(inTop(DIST))) renameSync(inTop(DIST), old);
    renameSync(fresh, inTop(DIST));
  }
  for (const folder of [fresh, old]) rmSync(folder, { recursive: true, force: true });
  return status ?? 1;
}

const hash = inputsHash();
if (!isBuiltFrom(hash)) {
  console.log("Building the client ...");
  process.exitCode = build(hash);
}
