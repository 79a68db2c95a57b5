import { expect, test } from "vitest";
import { findChromium, type Machine } from "../lib/find-chromium.ts";

/** A machine on which these browsers run. */
function machineWith(versions: Record<string, string>, env: Machine["env"] = {}): Machine {
  return {
    env: { PATH: "/opt/bin:/usr/bin", ...env },
    versionOf: (path) => versions[path],
    playwrightPath: () => "/cache/chrome",
  };
}

test("a browser on the PATH comes before Playwright's", () => {
  const machine = machineWith({
    "/opt/bin/google-chrome": "Chrome 9",
    "/cache/chrome": "Chrome 8",
  });
  expect(findChromium(machine)).toEqual({ path: "/opt/bin/google-chrome", version: "Chrome 9" });
});

test("one that doesn't start is passed over", () => {
  // /usr/bin/chromium-browser is there on Ubuntu, but only says where to get a real one.
  const machine = machineWith({ "/cache/chrome": "Chrome 8" });
  expect(findChromium(machine)?.path).toBe("/cache/chrome");
});

test("/usr/bin is looked at even when it is not on the PATH", () => {
  const machine = machineWith({ "/usr/bin/chromium": "Chromium 7" }, { PATH: "" });
  expect(findChromium(machine)?.path).toBe("/usr/bin/chromium");
});

test("a chosen browser is taken, and nothing else in its place", () => {
  const versions = { "/my/chrome": "Chrome 1", "/usr/bin/chromium": "Chromium 7" };
  const choose = (path: string) => machineWith(versions, { CHROMIUM_PATH: path });
  expect(findChromium(choose("/my/chrome"))?.path).toBe("/my/chrome");
  expect(findChromium(choose("/not/there"))).toBeUndefined();
});

test("nothing there is no error", () => {
  expect(findChromium(machineWith({}))).toBeUndefined();
});
