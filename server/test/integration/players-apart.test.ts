/** Players at servers that are set up otherwise: one after the other, since a process has one server at a time. */
import { expect, test } from "vitest";
import { newSecret } from "../../src/players/secrets.ts";
import { Browser } from "../support/browser.ts";
import { takeSeat } from "../support/player.ts";
import { startServer, storeOpens } from "../support/start.ts";
import { newFolder } from "../support/test-store.ts";
import { until } from "../support/until.ts";

test("IDENTITY-4: without a store everything can be played, and pages are told", async () => {
  const off = await startServer({ points: 1 });
  try {
    const [ann, bob] = [new Browser(off.url), new Browser(off.url)];
    ann.cookie = `qp=${newSecret()}`;
    const visitors = await Promise.all([ann.play(), bob.play()]);
    const players = await Promise.all(visitors.map(takeSeat));
    await Promise.all(players.map((player, n) => player.play(n === 0 ? "meet" : "miss")));
    for (const player of players) {
      const notice = await until("a word", () => player.lastWord(), 20_000);
      expect(notice).toEqual({
        state: "off",
        own: null,
        opponent: null,
        opponentId: null,
        replay: null,
      });
    }
    await Promise.all(players.map(({ room }) => room.leave()));
    expect((await ann.ask("GET", "/api/me")).body).toEqual({ player: null, memory: "off" });
    for (const path of [`/api/players/${"a".repeat(16)}`, "/api/me/devices"])
      expect((await ann.ask("GET", path)).status, path).toBe(503);
    // A player who has a cookie still has it when the store is back.
    expect(ann.cookie).not.toBe("");
  } finally {
    await off.close();
  }
});

test("IDENTITY-2: behind a proxy that ends TLS the cookie is bound to it", async () => {
  const data = newFolder();
  const behind = await startServer({ dataFolder: data.folder, proxies: 1 });
  await storeOpens(behind);
  try {
    const own = new Browser(behind.url);
    own.cookie = `__Host-qp=${newSecret()}`;
    const forwarded = { "X-Forwarded-For": "198.51.100.7", "X-Forwarded-Proto": "https" };
    const { headers } = await own.ask("GET", "/api/me", undefined, forwarded);
    expect(headers.getSetCookie()).toEqual([
      "__Host-qp=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax",
    ]);
    const metrics = await behind.services.metrics.registry.metrics();
    expect(metrics).toContain("quickpong_bad_cookies_total");
  } finally {
    await behind.close();
    data.remove();
  }
});
