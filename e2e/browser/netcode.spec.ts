import type {} from "@quickpong/client/match/test-probe.ts";
import { startProxy } from "../lib/proxy/tcp-proxy.ts";
import { expect, test } from "./fixtures.ts";
import {
  meet,
  newPlayer,
  type Player,
  playKeys,
  pressToPaddle,
  reportOf,
  seen,
} from "./support/players.ts";

test.use({ allFrames: true });

const LINK = { rtt: 200, jitter: 0, loss: 0 };
const PRESSES = 6;
/** Own contacts to compare with what was ruled, of each player. */
const CONTACTS = 6;

test("DRAW-1: at 200 ms a key moves the paddle at once, and what is seen is what counts", async ({
  browser,
  server,
}) => {
  test.setTimeout(120_000);
  const proxy = await startProxy({ target: server.port, quality: LINK });
  const players: [Player, Player] = [
    await newPlayer(browser, proxy.url, "Ann"),
    await newPlayer(browser, proxy.url, "Bob"),
  ];
  const [ann, bob] = players;
  await meet(ann, bob);
  await seen(ann, (frame) => frame.phase === "rally");
  expect((await reportOf(ann)).rtt).toBeGreaterThanOrEqual(195);

  const frames: number[] = [];
  for (let i = 0; i < PRESSES; i++) frames.push(await pressToPaddle(ann));
  // One tick for the stamp, one frame to draw it.
  expect(Math.max(...frames)).toBeLessThanOrEqual(2);

  await playKeys(ann, "keen");
  await playKeys(bob, "keen");
  for (const player of players) {
    const own = async () => (await reportOf(player)).contacts.own;
    await expect.poll(own, { timeout: 60_000 }).toBeGreaterThanOrEqual(CONTACTS);
    expect((await reportOf(player)).contacts.ownWrong).toBe(0);
    expect(player.errors).toEqual([]);
  }
  await Promise.all(players.map(({ context }) => context.close()));
  await proxy.stop();
});
