/** Which client plays on which side, and which of them is expected back. */
import type { Client, Deferred } from "@colyseus/core";
import { SIDES, type Side } from "@quickpong/shared/court.ts";
import { TokenBucket } from "../limits/token-bucket.ts";
import type { Connection } from "../ws/connection.ts";
import { type AbuseRecord, abuseRecordOf, restoreAbuseRecord } from "./message-guard.ts";

/** Emotes that one player may show, a second and at once. */
const EMOTES_A_SECOND = 0.5;
const EMOTES_AT_ONCE = 3;

interface PlayerSlot {
  /** Pending while the player is dropped. */
  comeback: Deferred<Client> | undefined;
  /** As they were when they were dropped. */
  record: AbuseRecord | undefined;
  /** Earlier tokens, good until a message of the player's shows that they know the present one. */
  tokens: readonly string[];
  emotes: TokenBucket;
}

export class PlayerConnections {
  /** By side: the connections of players who have confirmed that they are there. */
  readonly bySide: (Connection | undefined)[] = SIDES.map(() => undefined);
  readonly #clients: (Client | undefined)[] = SIDES.map(() => undefined);
  readonly #sides = new Map<string, Side>();
  readonly #places = SIDES.map((): PlayerSlot => {
    const emotes = new TokenBucket(EMOTES_A_SECOND, EMOTES_AT_ONCE, performance.now());
    return { comeback: undefined, record: undefined, tokens: [], emotes };
  });

  /** `client` plays on `side` from now on. */
  takeSeat(client: Client, side: Side): void {
    this.#sides.set(client.sessionId, side);
    this.#clients[side] = client;
  }

  /** The player on `side` has come back as `client`. */
  takeSeatAgain(client: Client, side: Side): void {
    const { record } = this.#at(side);
    if (record) restoreAbuseRecord(client, record);
    this.takeSeat(client, side);
  }

  /** The player on `side` is reached there from now on. */
  connect(side: Side, connection: Connection): void {
    this.bySide[side] = connection;
  }

  /** That connection is gone; another may have taken its place before. */
  disconnect(connection: Connection): void {
    for (const side of SIDES) if (this.bySide[side] === connection) this.bySide[side] = undefined;
  }

  /** Undefined for somebody who doesn't play. */
  sideOf(client: Client): Side | undefined {
    return this.#sides.get(client.sessionId);
  }

  clientOn(side: Side): Client | undefined {
    return this.#clients[side];
  }

  /**
   * The player on `side` was dropped, as `client`, and may come back: with this client's token, or an
   * earlier one when their connection failed before a message of theirs showed that they know this one.
   */
  expect(side: Side, client: Client, comeback: Deferred<Client>): void {
    comeback.catch(() => {});
    const place = this.#at(side);
    place.comeback = comeback;
    place.record = abuseRecordOf(client);
    place.tokens = [...place.tokens, client.reconnectionToken];
  }

  /** Other tokens than this client's own that its player may know. */
  tokensOf(client: Client): readonly string[] {
    const side = this.sideOf(client);
    return side === undefined || this.#clients[side] !== client ? [] : this.#at(side).tokens;
  }

  /** The player on `side` knows their present token: earlier ones are good for nothing. */
  confirm(side: Side): void {
    this.#at(side).tokens = [];
  }

  /** They may no longer. */
  giveUp(side: Side): void {
    this.#at(side).comeback?.reject(false);
  }

  /** Whether the player on `side` may show an emote at `now` (ms). */
  mayEmote(side: Side, now: number): boolean {
    return this.#at(side).emotes.take(now);
  }

  #at(side: Side): PlayerSlot {
    return this.#places[side] as PlayerSlot;
  }
}
