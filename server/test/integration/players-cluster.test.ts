/** One player at several processes: identity goes with the seat, and results to one store. */
import type { SavedNotice } from "@quickpong/shared/protocol/players.ts";
import { afterAll, expect, test } from "vitest";
import { Browser } from "../support/browser.ts";
import { type Player, takeSeat } from "../support/player.ts";
import { enterLobbyAt, killAll, SupervisedServer } from "../support/supervised-server.ts";
import { newFolder } from "../support/test-store.ts";
import { until } from "../support/until.ts";

const data = newFolder();
afterAll(() => {
  killAll();
  data.remove();
});

/** The first wins. */
async function playMatch(url: string, browsers: [Browser, Browser]): Promise<SavedNotice[]> {
  const enter = (own: Browser, process: string) => enterLobbyAt(url, process, {}, own.headers);
  // One after the other, as connections are handed out in turn.
  const visitors = [await enter(browsers[0], "p1"), await enter(browsers[1], "p2")];
  const [winner, loser] = (await Promise.all(visitors.map(takeSeat))) as [Player, Player];
  await Promise.all([winner.play("meet"), loser.play("miss")]);
  const told = () =>
    [winner, loser].map((each) => each.lastWord()).filter((each) => each !== undefined);
  const notices = await until("saved", () => told().length === 2 && told(), 60_000);
  await Promise.all([winner, loser].map(({ room }) => room.leave()));
  return notices;
}

test("IDENTITY-1, CLUSTER-1: players at two processes keep their matches, wherever those are played", async () => {
  const env = { QUICKPONG_DATA: data.folder, QUICKPONG_POINTS: "3" };
  const url = await new SupervisedServer(2, env).url();
  const browsers: [Browser, Browser] = [new Browser(url), new Browser(url)];
  const first = await playMatch(url, browsers);
  for (const [n, own] of browsers.entries()) {
    const claim = first[n]?.claim;
    expect((await own.ask("POST", "/api/me/claim", { claim })).status).toBe(200);
  }
  // Any process may answer.
  const seen = await Promise.all(
    Array.from({ length: 20 }, () =>
      browsers[0].ask("GET", "/api/me", undefined, { Connection: "close" }),
    ),
  );
  expect(new Set(seen.map(({ body }) => body.player.id)).size).toBe(1);
  const second = await playMatch(url, browsers);
  // One in which a busy machine stood still is not rated.
  const rating = seen[0]?.body.player.rating;
  expect(second[0]?.own?.before.rating ?? rating).toBe(rating);
  expect(second[1]?.opponentId).toBe(seen[0]?.body.player.id);
  const { id } = seen[0]?.body.player ?? {};
  expect((await browsers[0].ask("GET", `/api/players/${id}`)).body.played).toBe(2);
}, 180_000);
