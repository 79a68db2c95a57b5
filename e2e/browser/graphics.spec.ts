/** A graphics card that fails in the middle of a match. */
import type { Page } from "@playwright/test";
import type {} from "@quickpong/client/match/test-probe.ts";
import { expect, test } from "./fixtures.ts";

test.use({ allFrames: true });

/** Drawn pixels of the court's canvas, when there is one that can be asked and seen; else -1. */
const drawn = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>("#court.shown canvas");
    const context = canvas?.getContext("2d");
    if (!canvas || !context) return -1;
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    return data.filter((alpha, i) => i % 4 === 3 && alpha > 100).length;
  });

test("a lost graphics card takes its picture away at once, and one without it comes", async ({
  page,
}) => {
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto("/practice?level=club&probe&renderer=webgl");
  await expect(page.locator("#court.shown canvas")).toBeVisible();
  await page.waitForFunction(() => (window.quickpong?.frames ?? 0) > 10);
  const shown = await page.evaluate(async () => {
    const court = document.getElementById("court") as HTMLElement;
    const canvas = court.querySelector("canvas") as HTMLCanvasElement;
    const gl = canvas.getContext("webgl2") ?? canvas.getContext("webgl");
    if (!gl) return "no WebGL";
    gl.getExtension("WEBGL_lose_context")?.loseContext();
    const lost = new Promise((resolve) => canvas.addEventListener("webglcontextlost", resolve));
    await lost;
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    return court.classList.contains("shown") ? "still shown" : "hidden";
  });
  expect(shown).toBe("hidden");
  await expect.poll(() => drawn(page)).toBeGreaterThan(500);
  await page.setViewportSize({ width: 700, height: 500 });
  await page.emulateMedia({ colorScheme: "light" });
  await page.waitForFunction(
    () => document.querySelector<HTMLElement>("#court canvas")?.style.width === "700px",
  );
  await expect.poll(() => drawn(page)).toBeGreaterThan(500);
  await expect(page.locator("#court canvas")).toHaveCount(1);
  // In the next match, too.
  await page.getByRole("button", { name: "Leave", exact: true }).click();
  await page.getByRole("button", { name: /^Mo / }).click();
  await expect.poll(() => drawn(page)).toBeGreaterThan(500);
  expect(errors).toEqual([]);
});
