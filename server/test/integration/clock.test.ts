/** The time of day jumps while matches are played: a real server with a real SQLite file. */
import { afterEach, expect, test, vi } from "vitest";
import { Browser } from "../support/browser.ts";
import { type Player, takeSeat, withLobby } from "../support/player.ts";
import { startServer, storeOpens } from "../support/start.ts";
import { newFolder } from "../support/test-store.ts";
import { until } from "../support/until.ts";

vi.setConfig({ testTimeout: 120_000 });
afterEach(() => void vi.restoreAllMocks());

const HOUR = 3_600_000;

test("RATE-2, RESULT-1: a clock that goes back by an hour loses no match, player, code or claim", async () => {
  const realNow = Date.now;
  let shift = 0;
  // Before the server is there: what it takes of the clock is this.
  vi.spyOn(Date, "now").mockImplementation(() => realNow() + shift);
  const data = newFolder();
  const server = await startServer({ dataFolder: data.folder, points: 1 });
  await storeOpens(server);
  const never = { get: () => Number.NEGATIVE_INFINITY, set: () => {} };
  Object.defineProperty(server.services.ticker, "stalledAt", never);
  const [ann, bob] = [new Browser(server.url), new Browser(server.url)];
  const play = async (midway = () => {}) => {
    const visitors = await withLobby(() => Promise.all([ann.play(), bob.play()]));
    const [winner, loser] = (await Promise.all(visitors.map(takeSeat))) as [Player, Player];
    midway();
    await Promise.all([winner.play("meet"), loser.play("miss")]);
    const notice = await until("saved", () => winner.lastWord(), 40_000);
    await Promise.all([winner, loser].map(({ room }) => room.leave()));
    return notice;
  };
  try {
    const first = await play(() => {
      shift = -HOUR;
    });
    expect(first).toMatchObject({ state: "saved" });
    const { id } = (await ann.ask("POST", "/api/me/claim", { claim: first.claim })).body.player;
    const { code } = (await ann.ask("POST", "/api/me/move-code")).body;
    const second = await play(() => {
      shift = -2 * HOUR;
    });
    expect(second.own?.before).toEqual(first.own?.after);
    expect(second.own?.after.rating).toBeGreaterThan(first.own?.after.rating ?? Number.NaN);
    const phone = new Browser(server.url);
    expect((await phone.ask("POST", "/api/move", { code })).body.player.id).toBe(id);
    const { matches } = (await phone.ask("GET", `/api/players/${id}/matches`)).body;
    const ratings = matches.map((match: { rated: { after: object } }) => match.rated.after);
    expect(ratings).toEqual([second.own?.after, first.own?.after]);
  } finally {
    await server.close();
    data.remove();
  }
});
