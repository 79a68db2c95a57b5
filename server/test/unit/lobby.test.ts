/** The lobby without a network. */
import { DEFAULT_RULES } from "@quickpong/shared/rules.ts";
import { beforeEach, expect, test } from "vitest";
import { STRANGER } from "../../src/match/seats.ts";
import type { InMemoryMatchmaker } from "../../src/matchmaking/in-memory-matchmaker.ts";
import type { CreateMatchRequest, Offer } from "../../src/matchmaking/matchmaker.ts";
import { PriorityTickets } from "../../src/matchmaking/priority-tickets.ts";
import { REPEAT_HOLD } from "../../src/matchmaking/queue.ts";
import { openQuickMatches, stranger } from "../support/quick-matches.ts";

let now: number;
let lobby: InMemoryMatchmaker;
let orders: { request: CreateMatchRequest; open(): void; fail(): void }[];
let offers: Record<string, Offer>;
let requeued: string[];
let replaced: string[];
let pairIn: number | undefined;
let failures: unknown[];
let waited: number[];

beforeEach(() => {
  now = 0;
  orders = [];
  offers = {};
  requeued = [];
  replaced = [];
  pairIn = undefined;
  failures = [];
  waited = [];
  let tickets = 0;
  lobby = openQuickMatches({
    now: () => now,
    found: (id, offer) => {
      offers[id] = offer;
    },
    requeued: (id) => requeued.push(id),
    replaced: (id) => replaced.push(id),
    createMatch: (request) =>
      new Promise((resolve, reject) => {
        const open = () => resolve(["left seat", "right seat"]);
        orders.push({ request, open, fail: () => reject(new Error("no room")) });
      }),
    pairIn: (ms) => {
      pairIn = ms;
    },
    observeWait: (ms) => waited.push(ms),
    newTicket: () => `ticket ${tickets++}`,
    failed: (error) => failures.push(error),
  });
});

const settled = () => new Promise((resolve) => setImmediate(resolve));

test("a pair gets offers of the same match, each with its side, seat and ticket", async () => {
  lobby.enter(stranger("a"));
  expect(lobby.status()).toEqual({ waiting: 1, usualWait: 0 });
  now = 4000;
  lobby.enter(stranger("b"));
  expect(orders).toHaveLength(1);
  orders[0]?.open();
  await settled();
  const common = { bot: "", code: "", rules: DEFAULT_RULES };
  expect(offers).toEqual({
    a: { ...common, opponent: "b", side: 0, ticket: "ticket 0", reservation: "left seat" },
    b: { ...common, opponent: "a", side: 1, ticket: "ticket 1", reservation: "right seat" },
  });
  const keys = { tab: "a", address: undefined };
  expect(orders[0]?.request.left).toEqual({
    name: "a",
    since: 0,
    ticket: "ticket 0",
    keys,
    identity: STRANGER,
  });
  expect(lobby.status()).toEqual({ waiting: 0, usualWait: 4 });
  expect(waited).toEqual([4000, 0]);
});

test("whose opponent leaves while the match is made goes back to the front", async () => {
  lobby.enter(stranger("a"));
  lobby.enter(stranger("b"));
  lobby.leave("b", true);
  orders[0]?.open();
  await settled();
  expect(requeued).toEqual(["a"]);
  expect(offers).toEqual({});
  lobby.enter(stranger("c"));
  orders[1]?.open();
  await settled();
  expect(offers["a"]?.opponent).toBe("c");
});

test("when a match can't be made both wait on, for each other too", async () => {
  lobby.enter(stranger("a"));
  lobby.enter(stranger("b"));
  orders[0]?.fail();
  await settled();
  expect(failures).toHaveLength(1);
  expect(requeued).toEqual(["a", "b"]);
  expect(pairIn).toBe(REPEAT_HOLD);
  now += REPEAT_HOLD;
  lobby.pair();
  orders[1]?.open();
  await settled();
  expect(Object.keys(offers)).toEqual(["a", "b"]);
});

test("the same tab's older visit is replaced", () => {
  lobby.enter(stranger("old", "tab"));
  lobby.enter(stranger("new", "tab"));
  expect(replaced).toEqual(["old"]);
  expect(lobby.status().waiting).toBe(1);
});

test("a ticket is good once, for a while, and only when it was activated", () => {
  const tickets = new PriorityTickets();
  expect(tickets.redeem("x", 0)).toBeUndefined();
  tickets.activate("x", 5, 100);
  expect(tickets.redeem("x", 200)).toBe(5);
  expect(tickets.redeem("x", 200)).toBeUndefined();
  tickets.activate("y", 5, 100);
  expect(tickets.redeem("y", 61_000)).toBeUndefined();
});

test("RATE-3: whether both come from one address goes with the match, as far as it says something", () => {
  const seen: boolean[] = [];
  for (const addresses of [
    ["a", "a"],
    ["a", "b"],
    [undefined, undefined],
  ]) {
    for (const [n, address] of addresses.entries()) {
      const player = stranger(`${address} ${n} ${seen.length}`);
      lobby.enter({ ...player, keys: { ...player.keys, address } });
    }
    seen.push(orders.at(-1)?.request.sameAddress === true);
  }
  expect(seen).toEqual([true, false, false]);
});

test("IDENTITY-1: who somebody is goes with the seat", () => {
  const identity = { kind: "credential", hash: "ab" } as const;
  lobby.enter({ ...stranger("a"), identity, rating: { rating: 1612.4, deviation: 111 } });
  lobby.enter({ ...stranger("b"), identity: { kind: "newcomer" } });
  expect(orders[0]?.request.left).toMatchObject({
    identity,
    rating: { rating: 1612, provisional: true },
  });
  expect(orders[0]?.request.right.identity).toEqual({ kind: "newcomer" });
  expect(orders[0]?.request.right.rating).toBeUndefined();
});
