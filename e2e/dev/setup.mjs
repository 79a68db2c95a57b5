/**
 * Brings the pinned Node and every dependency into node_modules, as the lockfile says.
 *
 * Plain JavaScript without dependencies: it is what runs on a clean clone, under whatever Node
 * the machine has. npm puts node_modules/.bin first on the PATH of its scripts, so once this is
 * done `node` there is the pinned one (after `hash -r`: shells remember where they found it).
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const PNPM = "pnpm@12.21.0";
const MIN_NODE = 20;
/** From here on Node runs TypeScript as it is. */
const RUNS_TYPESCRIPT = 24;
const STAMP = "node_modules/.quickpong-installed";
const INPUTS = ["pnpm-lock.yaml", "pnpm-workspace.yaml", "package.json"].concat(
  ["shared", "server", "client", "e2e"].map((name) => `${name}/package.json`),
);

process.chdir(fileURLToPath(new URL("../..", import.meta.url)));

/** @param {string} message @returns {never} */
function giveUp(message) {
  console.error(`\n${message}\n`);
  process.exit(1);
}

function checkMachine() {
  if (Number.parseInt(process.versions.node, 10) < MIN_NODE) {
    giveUp(`Quickpong needs Node ${MIN_NODE} or newer; this is ${process.version}.`);
  }
  if (process.platform === "win32") {
    giveUp("On Windows, Quickpong runs inside WSL: open a WSL shell and start it there.");
  }
}

/** Says in one string what has to be installed where; equal strings need no new install. */
function wantedInstall() {
  const hash = createHash("sha256").update(`${process.platform} ${process.arch} ${PNPM}\n`);
  for (const file of INPUTS) hash.update(readFileSync(file)).update("\0");
  return hash.digest("hex");
}

function install() {
  console.log("Installing the pinned Node and packages (only when the lockfile is new) ...");
  const env = { ...process.env };
  // NODE_ENV=production would leave out vite, which builds the client.
  delete env["NODE_ENV"];
  // CI makes pnpm replace a foreign node_modules without asking.
  env["CI"] = "true";
  const { status, error } = spawnSync("npx", ["-y", PNPM, "install", "--frozen-lockfile"], {
    stdio: ["ignore", "inherit", "inherit"],
    env,
  });
  if (status !== 0) giveUp(`The install failed${error ? `: ${error.message}` : ""}; see above.`);
}

/** The pinned Node may be missing (a platform it has no package for); a new enough one will do. */
function checkNode() {
  const { stdout } = spawnSync("node_modules/.bin/node", ["--version"], { encoding: "utf8" });
  if (stdout?.startsWith("v")) return;
  if (Number.parseInt(process.versions.node, 10) >= RUNS_TYPESCRIPT) return;
  giveUp(
    `There is no pinned Node for ${process.platform} ${process.arch}. ` +
      `Install Node ${RUNS_TYPESCRIPT} or newer yourself and start again.`,
  );
}

checkMachine();
const wanted = wantedInstall();
if (!existsSync(STAMP) || readFileSync(STAMP, "utf8") !== wanted) {
  install();
  checkNode();
  writeFileSync(STAMP, wanted);
}
