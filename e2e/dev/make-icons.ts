/** Draws the icons of the installed game from client/public/favicon.svg; run it when that changes. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { chromium } from "@playwright/test";
import { findChromium } from "../lib/find-chromium.ts";
import { inTop } from "../lib/paths.ts";

const FOLDER = "client/public/icons";
/** The colour of the picture's own ground. */
const GROUND = "#0d2c30";
/** How much of the picture the mark takes; a mask may cut everything outside the inner 80 %. */
const ICONS = [
  { name: "icon-192", size: 192, share: 1 },
  { name: "icon-512", size: 512, share: 1 },
  { name: "maskable-512", size: 512, share: 0.72 },
  { name: "apple-touch-icon", size: 180, share: 0.86 },
];

const svg = readFileSync(inTop("client/public/favicon.svg"), "utf8");
const source = `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;
const executablePath = findChromium()?.path;
const browser = await chromium.launch({
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  ...(executablePath ? { executablePath } : {}),
});
mkdirSync(inTop(FOLDER), { recursive: true });
for (const { name, size, share } of ICONS) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const ground = share < 1 ? GROUND : "transparent";
  await page.setContent(
    `<body style="margin:0;height:100vh;display:grid;place-items:center;background:${ground}">` +
      `<img src="${source}" width="${size * share}" height="${size * share}">`,
  );
  await page.waitForFunction(() => document.images[0]?.complete);
  const omitBackground = share === 1;
  writeFileSync(inTop(FOLDER, `${name}.png`), await page.screenshot({ omitBackground }));
  await page.close();
}
await browser.close();
