/** The two engines besides Chromium: found, or installed by apt where that can be done. */
import { findProgram, provide } from "./programs.ts";

const FIREFOX = ["firefox-esr", "firefox"];
const WEBKIT = ["WebKitWebDriver", "Xvfb"];

/** Where Firefox is. */
export const findFirefox = (): string | undefined =>
  FIREFOX.map((name) => findProgram(name)).find(Boolean);

/** Whether WebKitGTK's browser can be driven, on a screen of its own. */
export const hasWebKit = (): boolean => WEBKIT.every((name) => findProgram(name));

/** Installs what is missing and says on the console what stays missing, and is not tested so. */
export function provideEngines(): void {
  const missing = [findFirefox() ? undefined : provide(FIREFOX.slice(0, 1)), provide(WEBKIT)];
  for (const what of missing) {
    if (what !== undefined) console.log(`Tests in other engines are skipped: ${what}`);
  }
}
