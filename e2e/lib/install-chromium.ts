/** Gets a Chromium onto a machine that has none: from Playwright's servers, else from apt. */
import { spawnSync } from "node:child_process";
import { CHROMIUM_VARIABLE, type FoundChromium, findChromium } from "./find-chromium.ts";
import { inTop, PLAYWRIGHT_CLI } from "./paths.ts";

const PROBE_MS = 5000;
const isRoot = process.getuid?.() === 0;

/** Finds or installs Chromium, says on the console which, and throws if there is no way. */
export function provideChromium(): FoundChromium {
  const there = findChromium();
  if (there) return say(there, "found");
  console.log("Chromium: none on this machine, so one gets installed.");
  for (const [name, install] of [
    ["Playwright", fromPlaywright],
    ["apt", fromApt],
  ] as const) {
    const found = install() ? findChromium() : undefined;
    if (found) return say(found, `installed by ${name}`);
  }
  throw new Error(
    `No Chromium, and none could be installed. Install Chromium or Chrome, or set ${CHROMIUM_VARIABLE} to its path.`,
  );
}

function say(found: FoundChromium, how: string): FoundChromium {
  console.log(`Chromium: ${found.version}, ${how}: ${found.path}`);
  return found;
}

function fromPlaywright(): boolean {
  const url = downloadUrl();
  if (url === undefined || !answers(url)) {
    console.log(`Chromium: Playwright's servers don't answer within ${PROBE_MS / 1000} s.`);
    return false;
  }
  const dependencies = isRoot ? ["--with-deps"] : [];
  return playwright(["install", "--no-shell", ...dependencies, "chromium"], "inherit").ok;
}

/** Playwright knows where it would download from, mirrors set in the environment included. */
function downloadUrl(): string | undefined {
  const { output } = playwright(["install", "--dry-run", "--no-shell", "chromium"], "pipe");
  return /https?:\/\/\S*chrom\S*\.zip/.exec(output)?.[0];
}

function playwright(args: string[], stdout: "pipe" | "inherit"): { ok: boolean; output: string } {
  const run = spawnSync(process.execPath, [PLAYWRIGHT_CLI(), ...args], {
    cwd: inTop("e2e"),
    encoding: "utf8",
    stdio: ["ignore", stdout, "inherit"],
  });
  return { ok: run.status === 0, output: run.stdout ?? "" };
}

/** Without this, a machine that may not reach the servers would wait for many retries. */
function answers(url: string): boolean {
  const script = `fetch(process.argv[1], { method: "HEAD", signal: AbortSignal.timeout(${PROBE_MS}) })
    .then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))`;
  // A process of its own, because only the environment at its start makes fetch use a proxy.
  const env = { ...process.env, NODE_USE_ENV_PROXY: "1" };
  const run = spawnSync(process.execPath, ["-e", script, url], { env, timeout: PROBE_MS + 2000 });
  return run.status === 0;
}

function fromApt(): boolean {
  const apt = (...args: string[]): boolean => {
    const command = [...(isRoot ? [] : ["sudo", "-n"]), "apt-get", ...args];
    console.log(`Chromium: ${command.join(" ")}`);
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    const [first = "", ...rest] = command;
    return spawnSync(first, rest, { stdio: ["ignore", "ignore", "inherit"], env }).status === 0;
  };
  // A stale or partly failing list may still know the package.
  apt("update", "-qq");
  return apt("install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-liberation");
}
