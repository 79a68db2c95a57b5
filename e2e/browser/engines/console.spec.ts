/** That an empty console means something: each engine's own is heard. */
import { expect, test } from "./fixtures.ts";
import type { EngineName } from "./tab.ts";

for (const name of ["chromium", "firefox", "webkit"] satisfies EngineName[]) {
  test(`what goes wrong in ${name}'s page is heard`, async ({ open, server }) => {
    const tab = await open(name);
    await tab.goto(server.url);
    expect(await tab.complaints()).toEqual([]);
    await tab.evaluate(() => {
      console.error("an error");
      console.warn("a warning");
      setTimeout(() => {
        throw new Error("thrown");
      });
      void Promise.reject(new Error("broken promise"));
    });
    await expect
      .poll(async () => (await tab.complaints()).join("\n"))
      .toMatch(/an error\n(.|\n)*a warning\n(.|\n)*broken promise/);
    expect((await tab.complaints()).join("\n")).toContain("thrown");
  });
}
