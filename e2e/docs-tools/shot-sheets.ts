/** Sheets of small pictures, one a theme and device, to look over all screens at once. */
import { existsSync, readdirSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type { Browser } from "@playwright/test";
import { inTop } from "../lib/paths.ts";

const SHEET_WIDTH = 1600;
/** Pictures in a row, by device. */
const COLUMNS: Record<string, number> = { desktop: 4, tablet: 6, phone: 8, landscape: 4 };
const STYLE = `body { margin: 8px; display: grid; gap: 8px; background: #888; font: 12px sans-serif }
  figure { margin: 0 } img { width: 100%; display: block }`;

/** Makes artifacts/shots/<theme>-<device>.png of what is in the folders. */
export async function makeSheets(
  browser: Browser,
  themes: readonly string[],
  devices: readonly string[],
): Promise<void> {
  const page = await browser.newPage({ viewport: { width: SHEET_WIDTH, height: 900 } });
  const top = inTop("artifacts", "shots");
  // Pictures on disk are shown to pages from disk only.
  await page.goto(pathToFileURL(`${top}/`).href);
  for (const theme of themes) {
    for (const device of devices) {
      const folder = `${top}/${theme}/${device}`;
      if (!existsSync(folder)) continue;
      const names = readdirSync(folder).sort();
      const figures = names.map(
        (name) => `<figure><img src="${theme}/${device}/${name}">${name}</figure>`,
      );
      await page.setContent(
        `<base href="${pathToFileURL(`${top}/`).href}">
        <style>${STYLE} body { grid-template-columns: repeat(${COLUMNS[device] ?? 4}, 1fr) }</style>
        ${figures.join("")}`,
        { waitUntil: "load" },
      );
      await page.screenshot({ path: `${top}/${theme}-${device}.png`, fullPage: true });
    }
  }
  await page.close();
}
