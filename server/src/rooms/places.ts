/** Which client plays on which side, and who of them is expected back. */
import type { Client, Deferred } from "@colyseus/core";
import { SIDES, type Side } from "@quickpong/shared/court.ts";
import type { Line } from "../edge/line.ts";
import { TokenBucket } from "../edge/token-bucket.ts";

/** Emotes that one player may show, a second and at once. */
const EMOTES_A_SECOND = 0.5;
const EMOTES_AT_ONCE = 3;

interface Place {
  /** Pending while the player is dropped. */
  comeback: Deferred<Client> | undefined;
  /** What they show when they come back; undefined until they have been dropped. */
  token: string | undefined;
  emotes: TokenBucket;
}

export class Places {
  /** By side: where players are reached who have confirmed that they are there. */
  readonly lines: (Line | undefined)[] = SIDES.map(() => undefined);
  readonly #clients: (Client | undefined)[] = SIDES.map(() => undefined);
  readonly #sides = new Map<string, Side>();
  readonly #places = SIDES.map((): Place => {
    const emotes = new TokenBucket(EMOTES_A_SECOND, EMOTES_AT_ONCE, performance.now());
    return { comeback: undefined, token: undefined, emotes };
  });

  /**
   * `client` plays on `side` from now on. Who has come back keeps the token that they came with: a line
   * that fails again before they hear of another one would leave them without any.
   */
  sit(client: Client, side: Side): void {
    const { token } = this.#at(side);
    if (token !== undefined) client.reconnectionToken = token;
    this.#sides.set(client.sessionId, side);
    this.#clients[side] = client;
  }

  /** The player on `side` is reached there from now on. */
  reach(side: Side, line: Line): void {
    this.lines[side] = line;
  }

  /** That connection is gone; another may have taken its place before. */
  lose(line: Line): void {
    for (const side of SIDES) if (this.lines[side] === line) this.lines[side] = undefined;
  }

  /** Undefined for somebody who doesn't play. */
  sideOf(client: Client): Side | undefined {
    return this.#sides.get(client.sessionId);
  }

  clientOn(side: Side): Client | undefined {
    return this.#clients[side];
  }

  /** The player on `side` was dropped, as `client`, and may come back. */
  expect(side: Side, client: Client, comeback: Deferred<Client>): void {
    comeback.catch(() => {});
    Object.assign(this.#at(side), { comeback, token: client.reconnectionToken });
  }

  /** They may no longer. */
  giveUp(side: Side): void {
    this.#at(side).comeback?.reject(false);
  }

  /** Whether the player on `side` may show an emote at `now` (ms). */
  mayEmote(side: Side, now: number): boolean {
    return this.#at(side).emotes.take(now);
  }

  #at(side: Side): Place {
    return this.#places[side] as Place;
  }
}
