/** Results of matches for a server's store, from within its process: as many as one likes. */
import { createHash, randomBytes } from "node:crypto";
import { newPublicId } from "@quickpong/server/store/identity.ts";
import type { MatchResult, SeatIdentity, Store } from "@quickpong/server/store/store.ts";
import { StoreClient } from "@quickpong/server/store/store-client.ts";

/** What has become of the results since the feed was last started. */
export interface FeedCount {
  sent: number;
  saved: number;
  refused: number;
  /** The longest time that one has waited for its commit (ms). */
  slowestMs: number;
}

/** Resolves to the store that the server opens next. */
export function nextStore(): Promise<StoreClient> {
  const { promise, resolve } = Promise.withResolvers<StoreClient>();
  // The server asks each new store for this once.
  const { get } = Object.getOwnPropertyDescriptor(StoreClient.prototype, "opening") ?? {};
  Object.defineProperty(StoreClient.prototype, "opening", {
    configurable: true,
    get(this: StoreClient) {
      resolve(this);
      return get?.call(this);
    },
  });
  return promise;
}

/** Of both players (ms). */
const RTTS = [40, 60] as const;

/** What is asked of the store. */
export type Fed = Pick<Store, "record" | "redeemClaim">;

export class ResultFeed {
  count: FeedCount = { sent: 0, saved: 0, refused: 0, slowestMs: 0 };
  readonly #store: Fed;
  /** As the server knows those who play: it computes no hash when a match ends. */
  readonly #people: readonly SeatIdentity[];
  readonly #recording: Uint8Array<ArrayBuffer> | null;
  #timer: NodeJS.Timeout | undefined;
  #made: Promise<unknown> | undefined;

  /** `people`: players who play the matches; `recording`: what is saved with each, if anything is. */
  constructor(store: Fed, people: number, recording: Uint8Array<ArrayBuffer> | null = null) {
    this.#recording = recording;
    this.#store = store;
    this.#people = Array.from({ length: people }, (_, n) => claimOf(n));
  }

  /** Makes the players, once: matches of people without a player are looked at one by one. */
  prepare(): Promise<unknown> {
    this.#made ??= Promise.all(this.#people.map((claim, n) => this.#makePlayer(claim, n)));
    return this.#made;
  }

  /** Records so many results a second from now on. */
  start(rate: number): void {
    this.stop();
    this.count = { sent: 0, saved: 0, refused: 0, slowestMs: 0 };
    this.#timer = setInterval(() => this.#feedOne(this.count), 1000 / rate);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #feedOne(count: FeedCount): void {
    const begin = performance.now();
    count.sent++;
    const recording = this.#recording;
    const replay = recording && { id: newPublicId(), recording, rtts: RTTS };
    this.#store.record({ ...resultOf(this.#someone(), this.#someone()), replay }).then(
      () => {
        count.saved++;
        count.slowestMs = Math.max(count.slowestMs, performance.now() - begin);
      },
      () => count.refused++,
    );
  }

  #someone(): SeatIdentity {
    return this.#people[Math.floor(this.#people.length * Math.random())] as SeatIdentity;
  }

  async #makePlayer(claim: SeatIdentity, n: number): Promise<void> {
    await this.#store.record(resultOf(claim, { kind: "stranger" }));
    const credential = { hash: hashOf(`device ${n}`), label: "" };
    await this.#store.redeemClaim(hashOf(`somebody ${n}`), credential, Date.now()).catch(() => {});
  }
}

const hashOf = (text: string) => createHash("sha256").update(text).digest("hex");
const claimOf = (n: number): SeatIdentity => ({ kind: "claim", hash: hashOf(`somebody ${n}`) });

const resultOf = (left: SeatIdentity, right: SeatIdentity): MatchResult => ({
  id: randomBytes(16).toString("hex"),
  kind: "public",
  seats: [left, right],
  names: ["Ann", "Bob"],
  score: [7, 3],
  winner: 0,
  reason: "score",
  rules: "{}",
  rulesVersion: 2,
  endedAt: Date.now(),
  seconds: 90,
  longestRally: 9,
  topSpeed: 1200,
  rated: true,
  sameAddress: false,
  replay: null,
});
