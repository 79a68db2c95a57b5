/** The desk of several lobbies, on a clock and a port of the test's own. */

import {
  CloseReason,
  type InviteStatus,
  LobbyMessage,
} from "@quickpong/shared/protocol/messages.ts";
import { randomFrom } from "@quickpong/shared/random.ts";
import { DEFAULT_RULES } from "@quickpong/shared/rules.ts";
import { expect, test } from "vitest";
import { Invites } from "../src/matchmaking/invites.ts";
import { LeaverPenalties } from "../src/matchmaking/leaver-penalties.ts";
import { type JoinRequest, Matchmaker, type Notice } from "../src/matchmaking/matchmaker.ts";
import { PriorityTickets } from "../src/matchmaking/priority-tickets.ts";

const HOST = { pointsToWin: 7, pace: 1, watch: true } as const;
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A desk, with what it has said to whom. */
function openDesk(seed = 1) {
  const said: [home: string, id: string, notice: Notice][] = [];
  const desk = new Matchmaker(
    {
      rules: DEFAULT_RULES,
      invites: new Invites(randomFrom(seed)),
      tickets: new PriorityTickets(),
      leavers: new LeaverPenalties(),
    },
    {
      now: () => 1000,
      tell: (...words) => said.push(words),
      openMatch: async ({ left, right }) => [left.since, right.since],
      pairIn: () => {},
      newTicket: () => "",
      waited: () => {},
      failed: () => {},
    },
  );
  const found = () =>
    said.flatMap(([home, id, notice]) =>
      "type" in notice && notice.type === LobbyMessage.found ? [`${id} at ${home}`] : [],
    );
  const codes = () =>
    said.flatMap(([, , notice]) =>
      "type" in notice && notice.type === LobbyMessage.invite
        ? [(notice.content as InviteStatus).code]
        : [],
    );
  return { desk, said, found, codes };
}
const guest = (id: string, more: Partial<JoinRequest> = {}): JoinRequest => {
  const keys = { tab: id, address: undefined };
  return { id, player: id, name: id, waited: 0, keys, ...more };
};

test("guests of two processes meet, the longest waiting first, and are told where they are", async () => {
  const { desk, said, found } = openDesk();
  desk.enter("p1", guest("ann"));
  desk.enter("p2", guest("bob", { waited: 500 }));
  await settled();
  expect(found()).toEqual(["bob at p2", "ann at p1"]);
  expect(said[0]?.[2]).toMatchObject({ content: { reservation: 500 } });
});

test("the roll says whom the desk does not know, and takes out who is not named", async () => {
  const { desk, found } = openDesk();
  desk.enter("p1", guest("ann"));
  expect(desk.roll("p2", ["bob"])).toMatchObject({ missing: ["bob"], waiting: 1 });
  expect(desk.roll("p1", ["ann"])).toMatchObject({ missing: [], waiting: 1 });
  expect(desk.roll("p1", [])).toMatchObject({ waiting: 0 });
  desk.enter("p2", guest("bob"));
  desk.keep(["p1"]);
  desk.enter("p1", guest("cid"));
  await settled();
  expect(found()).toEqual([]);
});

test("who was offered a match is the desk's no more: should they wait still, they come again", async () => {
  const { desk, found } = openDesk();
  for (const id of ["ann", "bob"]) desk.enter("p1", guest(id));
  // While the match is made they are known.
  expect(desk.roll("p1", ["ann", "bob"]).missing).toEqual([]);
  await settled();
  expect(found()).toHaveLength(2);
  expect(desk.roll("p1", ["ann", "bob"]).missing).toEqual(["ann", "bob"]);
});

test("who comes twice waits once", () => {
  const { desk, said } = openDesk();
  desk.enter("p1", guest("ann"));
  desk.enter("p1", guest("ann"));
  expect([desk.queue().waiting, said]).toEqual([1, []]);
});

test("a private room moves to another desk under its code; a guest too early is told", async () => {
  const [before, after] = [openDesk(1), openDesk(2)];
  before.desk.enter("p1", guest("ann", { host: HOST }));
  const [code = ""] = before.codes();
  before.desk.handOver();
  before.desk.enter("p1", guest("bob", { code }));
  after.desk.enter("p1", guest("bob", { code }));
  for (const { said } of [before, after]) {
    expect(said.at(-1)).toEqual(["p1", "bob", { close: CloseReason.inviteUnknown }]);
  }
  after.desk.enter("p2", guest("ann", { host: HOST, code }));
  expect(after.codes()).toEqual([code]);
  after.desk.enter("p1", guest("bob", { code }));
  await settled();
  expect(after.found()).toEqual(["ann at p2", "bob at p1"]);
});

test("nobody has a rude code, or one that is none, by asking for it", () => {
  const { desk, codes } = openDesk();
  for (const code of ["FCKFCK", "AEIOUY", "../../"]) {
    desk.enter("p1", guest(code, { host: HOST, code }));
  }
  expect(codes()).toHaveLength(3);
  for (const code of codes()) expect(["FCKFCK", "AEIOUY", "../../"]).not.toContain(code);
});
