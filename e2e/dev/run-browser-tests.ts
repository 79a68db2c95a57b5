/** Browser tests alone, with a fresh client; arguments go on to Playwright (a file, `-g name`). */
import { provideEngines } from "../lib/browser-engines.ts";
import { CHROMIUM_VARIABLE } from "../lib/find-chromium.ts";
import { provideChromium } from "../lib/install-chromium.ts";
import { inTop, PLAYWRIGHT_CLI } from "../lib/paths.ts";
import { run } from "../lib/run-command.ts";

const built = await run(process.execPath, [inTop("e2e/dev/build-client.ts")]);
if (built !== 0) process.exit(built);
const { path } = provideChromium();
provideEngines();
const wanted = process.argv.slice(2);
// A developer who names a file wants that one alone, not what else runs before it.
const args = ["test", "--config", inTop("e2e/playwright.config.ts")].concat(
  wanted.length > 0 ? ["--no-deps", ...wanted] : [],
);
process.exitCode = await run(process.execPath, [PLAYWRIGHT_CLI(), ...args], {
  [CHROMIUM_VARIABLE]: path,
});
