/** The daily where nothing is remembered. */
import { expect, test, vi } from "vitest";
import { Browser } from "../support/browser.ts";
import { takeSeat } from "../support/player.ts";
import { startServer } from "../support/start.ts";
import { until } from "../support/until.ts";

vi.setConfig({ testTimeout: 60_000 });

test("DAILY-4: without a store there is a course all the same, and a try is played and counted by nobody", async () => {
  const server = await startServer();
  const ann = new Browser(server.url);
  const { body } = await ann.ask("GET", "/api/daily");
  expect(body).toMatchObject({ memory: "off", players: 0, rows: [], own: null, yesterday: null });
  expect(body.day).toBe(Math.floor((Date.now() + body.endsIn) / 86_400_000) - 1);
  const player = await takeSeat(await ann.play({ daily: true }));
  await player.play("miss");
  const told = await until("told", () => player.lastWord(), 40_000);
  expect(told).toMatchObject({ state: "off", daily: { hits: 0, triesLeft: null } });
  await server.close();
});
