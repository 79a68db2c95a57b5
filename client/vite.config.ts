import { defineConfig } from "vite";
import { chunkFileNames, codeSplitting, together } from "./chunks.ts";
import { leanSdk } from "./lean-sdk.ts";
import { offline } from "./offline/offline.ts";
import { olderStyles } from "./older-styles.ts";
import { pageBudget } from "./page-budget.ts";
import { patientSheet } from "./patient-sheet.ts";
import { leanPhaser } from "./phaser/lean-phaser.ts";
import { precompress } from "./precompress.ts";
import { publicUrl } from "./public-url.ts";
import { OLDEST } from "./src/platform/oldest-browsers.ts";
import { themeStyles } from "./theme-styles.ts";

/** Where the game server listens while developing; `npm run dev` sets PORT for both. */
const server = `127.0.0.1:${process.env["PORT"] ?? "2567"}`;

export default defineConfig({
  build: {
    // All of it but static blocks is known to the oldest browsers (platform/oldest-browsers.ts). Named by their
    // versions they would have every class written the old way, 17 kB for nothing.
    target: "es2022",
    cssTarget: Object.entries(OLDEST).map(([name, version]) => name + version),
    sourcemap: false,
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      checks: { pluginTimings: false },
      output: { chunkFileNames, codeSplitting },
    },
  },
  css: { postcss: { plugins: [olderStyles] } },
  plugins: [
    themeStyles(),
    together(),
    publicUrl(),
    leanPhaser(),
    leanSdk(),
    patientSheet(),
    offline(),
    precompress(),
    pageBudget(),
  ],
  server: {
    host: "127.0.0.1",
    port: 5173,
    // In development the page comes from Vite; what belongs to the game server is passed on, so
    // that the client finds everything at its own origin as in production.
    proxy: {
      "^/(healthz|readyz|metrics|api|client-errors)(/|\\?|$)": `http://${server}`,
      // Seats, asked for over HTTP, and the lobby endpoint, a WebSocket.
      "^/matchmake/": { target: `http://${server}`, ws: true },
      // Colyseus' sockets: /<process>/<room>.
      "^/[\\w-]{9}/[\\w-]{9}(\\?|$)": { target: `ws://${server}`, ws: true },
    },
  },
});
