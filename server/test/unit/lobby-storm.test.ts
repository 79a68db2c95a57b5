/** A storm on a virtual clock: 2,000 joins and leaves, matches that take their time to be made. */
import { BOT_LEVELS } from "@quickpong/shared/bot-levels.ts";
import { randomFrom } from "@quickpong/shared/random.ts";
import { expect, test } from "vitest";
import type { InMemoryMatchmaker } from "../../src/matchmaking/in-memory-matchmaker.ts";
import type { CreateMatchRequest, JoinRequest } from "../../src/matchmaking/matchmaker.ts";
import { openQuickMatches, stranger } from "../support/quick-matches.ts";

const EVENTS = 2000;
const TABS = 60;

/** The lobby and everybody who comes and goes, at times that `random` decides. */
class Storm {
  now = 0;
  readonly seated: [string, string][] = [];
  readonly againstBots: string[] = [];
  readonly #random: () => number;
  readonly #here = new Map<string, JoinRequest>();
  readonly #since = new Map<string, number>();
  readonly #found = new Map<number, JoinRequest[]>();
  readonly #making: (() => void)[] = [];
  #pairAt = Number.POSITIVE_INFINITY;
  #ids = 0;
  #matches = 0;
  longestWait = 0;
  readonly lobby: InMemoryMatchmaker;

  constructor(seed: number) {
    this.#random = randomFrom(seed);
    this.lobby = openQuickMatches({
      now: () => this.now,
      found: (id, { reservation, bot }) => this.#seat(id, reservation as number, bot !== ""),
      requeued: () => {},
      replaced: (id) => this.#gone(id),
      createMatch: (request) => this.#open(request),
      pairIn: (ms) => {
        this.#pairAt = this.now + ms;
      },
      observeWait: () => {},
      newTicket: () => "",
      failed: () => {},
    });
  }

  async event(): Promise<void> {
    this.now += Math.floor(this.#random() * 20);
    if (this.now >= this.#pairAt) {
      this.#pairAt = Number.POSITIVE_INFINITY;
      this.lobby.pair();
    }
    const dice = this.#random();
    const [someone] = [...this.#here.values()].filter(() => this.#random() < 0.3);
    if (dice < 0.5) this.#join();
    else if (dice < 0.65 && someone) this.#leave(someone);
    else if (dice < 0.67) this.#askForBots();
    else this.#making.shift()?.();
    await settled();
  }

  /** Everybody stays until nothing moves any more. */
  async calm(): Promise<void> {
    for (let n = 0; n < 200; n++) {
      this.now += 200;
      this.lobby.pair();
      for (const make of this.#making.splice(0)) make();
      await settled();
    }
    expect(this.lobby.status().waiting).toBeLessThanOrEqual(1);
    expect(this.#here.size).toBe(this.lobby.status().waiting);
  }

  #join(): void {
    const player = `tab ${Math.floor(this.#random() * TABS)}`;
    if ([...this.#here.values()].some((guest) => guest.player === player)) return;
    const guest = { ...stranger(`g${this.#ids++}`, player), name: player };
    this.#here.set(guest.id, guest);
    this.#since.set(guest.id, this.now);
    this.lobby.enter(guest);
  }

  #askForBots(): void {
    for (const { id } of this.#here.values()) this.lobby.playBot(id, BOT_LEVELS[1]);
  }

  #leave({ id }: JoinRequest): void {
    this.#gone(id);
    this.lobby.leave(id, true);
  }

  #gone(id: string): void {
    expect(this.#here.delete(id)).toBe(true);
  }

  #open({ left, right }: CreateMatchRequest): Promise<[unknown, unknown]> {
    expect(left.name).not.toBe(right.name);
    const match = this.#matches++;
    const works = this.#random() < 0.9;
    return new Promise((resolve, reject) => {
      this.#making.push(() => (works ? resolve([match, match]) : reject(new Error("no room"))));
    });
  }

  /** They take their seat and leave the lobby. */
  #seat(id: string, match: number, bot: boolean): void {
    const guest = this.#here.get(id);
    // Only players who are here are told, and once.
    if (!guest) throw new Error("an offer to somebody who has gone");
    const both = [...(this.#found.get(match) ?? []), guest];
    this.#found.set(match, both);
    this.longestWait = Math.max(this.longestWait, this.now - (this.#since.get(guest.id) ?? 0));
    expect(both.length).toBeLessThanOrEqual(bot ? 1 : 2);
    if (bot) this.againstBots.push(guest.player);
    if (both.length === 2) this.seated.push([both[0]!.player, both[1]!.player]);
    queueMicrotask(() => this.#leave(guest));
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test.each([1, 2, 3])("QUEUE-1, QUEUE-2: 2,000 joins and leaves, seed %i", async (seed) => {
  const storm = new Storm(seed);
  for (let n = 0; n < EVENTS; n++) await storm.event();
  await storm.calm();
  expect(storm.seated.length).toBeGreaterThan(100);
  expect(storm.againstBots.length).toBeGreaterThan(3);
  for (const [a, b] of storm.seated) expect(a).not.toBe(b);
  // The slowest had to wait for matches to be made, not for a turn that never came.
  expect(storm.longestWait).toBeLessThan(15_000);
});
