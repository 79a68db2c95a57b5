/** One matchmaker of several lobbies, with a clock and notices of the test's own. */

import { CloseReason, LobbyMessage } from "@quickpong/shared/protocol/messages.ts";
import { randomFrom } from "@quickpong/shared/random.ts";
import { DEFAULT_RULES } from "@quickpong/shared/rules.ts";
import { expect, test } from "vitest";
import { InMemoryMatchmaker } from "../../src/matchmaking/in-memory-matchmaker.ts";
import { Invites } from "../../src/matchmaking/invites.ts";
import { LeaverPenalties } from "../../src/matchmaking/leaver-penalties.ts";
import type { JoinRequest, Notice } from "../../src/matchmaking/matchmaker.ts";
import { PriorityTickets } from "../../src/matchmaking/priority-tickets.ts";

const HOST = { pointsToWin: 7, pace: 1, watch: true } as const;
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A matchmaker, with what it has said to whom. */
function openMatchmaker(seed = 1) {
  const said: [processId: string, id: string, notice: Notice][] = [];
  const matchmaker = new InMemoryMatchmaker(
    {
      rules: DEFAULT_RULES,
      invites: new Invites(randomFrom(seed)),
      tickets: new PriorityTickets(),
      penalties: new LeaverPenalties(),
    },
    {
      now: () => 1000,
      network: () => ({
        notify: (...words) => said.push(words),
        createMatch: async ({ left, right }) => [left.since, right.since],
      }),
      pairIn: () => {},
      newTicket: () => "",
      observeWait: () => {},
      failed: () => {},
    },
  );
  const found = () =>
    said.flatMap(([processId, id, notice]) =>
      "type" in notice && notice.type === LobbyMessage.found ? [`${id} at ${processId}`] : [],
    );
  const codes = () =>
    said.flatMap(([, , notice]) =>
      "type" in notice && notice.type === LobbyMessage.invite ? [notice.content.code] : [],
    );
  return { matchmaker, said, found, codes };
}
const player = (processId: string, id: string, more: Partial<JoinRequest> = {}): JoinRequest => {
  const keys = { tab: id, address: undefined };
  return { id, processId, player: id, name: id, waited: 0, keys, ...more };
};

test("players of two processes meet, the longest waiting first, and are told where they are", async () => {
  const { matchmaker, said, found } = openMatchmaker();
  matchmaker.enter(player("p1", "ann"));
  matchmaker.enter(player("p2", "bob", { waited: 500 }));
  await settled();
  expect(found()).toEqual(["bob at p2", "ann at p1"]);
  expect(said[0]?.[2]).toMatchObject({ content: { reservation: 500 } });
});

test("a reconciliation says who is not known, and takes out players who are not named", async () => {
  const { matchmaker, found } = openMatchmaker();
  matchmaker.enter(player("p1", "ann"));
  expect(matchmaker.reconcile("p2", ["bob"])).toMatchObject({ missing: ["bob"], waiting: 1 });
  expect(matchmaker.reconcile("p1", ["ann"])).toMatchObject({ missing: [], waiting: 1 });
  expect(matchmaker.reconcile("p1", [])).toMatchObject({ waiting: 0 });
  matchmaker.enter(player("p2", "bob"));
  matchmaker.keepProcesses(["p1"]);
  matchmaker.enter(player("p1", "cid"));
  await settled();
  expect(found()).toEqual([]);
});

test("a player who was offered a match is forgotten: should they wait still, they come again", async () => {
  const { matchmaker, found } = openMatchmaker();
  for (const id of ["ann", "bob"]) matchmaker.enter(player("p1", id));
  // While the match is made they are known.
  expect(matchmaker.reconcile("p1", ["ann", "bob"]).missing).toEqual([]);
  await settled();
  expect(found()).toHaveLength(2);
  expect(matchmaker.reconcile("p1", ["ann", "bob"]).missing).toEqual(["ann", "bob"]);
});

test("a player who comes twice waits once", () => {
  const { matchmaker, said } = openMatchmaker();
  matchmaker.enter(player("p1", "ann"));
  matchmaker.enter(player("p1", "ann"));
  expect([matchmaker.status().waiting, said]).toEqual([1, []]);
});

test("a private room moves to another matchmaker under its code; a guest who comes too early is told", async () => {
  const [before, after] = [openMatchmaker(1), openMatchmaker(2)];
  before.matchmaker.enter(player("p1", "ann", { host: HOST }));
  const [code = ""] = before.codes();
  before.matchmaker.handOver();
  before.matchmaker.enter(player("p1", "bob", { code }));
  after.matchmaker.enter(player("p1", "bob", { code }));
  for (const { said } of [before, after]) {
    expect(said.at(-1)).toEqual(["p1", "bob", { close: CloseReason.inviteUnknown }]);
  }
  after.matchmaker.enter(player("p2", "ann", { host: HOST, code }));
  expect(after.codes()).toEqual([code]);
  after.matchmaker.enter(player("p1", "bob", { code }));
  await settled();
  expect(after.found()).toEqual(["ann at p2", "bob at p1"]);
});

test("nobody has a rude code, or one that is none, by asking for it", () => {
  const { matchmaker, codes } = openMatchmaker();
  for (const code of ["FCKFCK", "AEIOUY", "../../../"]) {
    matchmaker.enter(player("p1", code, { host: HOST, code }));
  }
  expect(codes()).toHaveLength(3);
  for (const code of codes()) expect(["FCKFCK", "AEIOUY", "../../../"]).not.toContain(code);
});
