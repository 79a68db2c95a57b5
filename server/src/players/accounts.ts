/** What a browser can do with the player it has: keep it, move it, lose it. Rejects with StoreError. */
import type { MoveCode, OwnPlayer, PlayerId } from "@quickpong/shared/protocol/players.ts";
import { shownRating } from "../rating/shown-rating.ts";
import type { KnownPlayer, SecretHash, Store } from "../store/store.ts";
import { MOVE_CODE_LIFE, newMoveCode, newRecoveryCode } from "./codes.ts";
import { claimHashOf, hashOf, newSecret } from "./secrets.ts";

/** A player, and the credential by which the browser is known as theirs. */
export interface Owner extends KnownPlayer {
  credential: SecretHash;
}

export class Accounts {
  readonly #store: Store;
  readonly #now: () => number;

  /** `now`: the time of day (ms since 1970). */
  constructor(store: Store, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  /** Whose credential it is; null when it is nobody's. */
  async owner(credential: SecretHash | undefined): Promise<Owner | null> {
    if (credential === undefined) return null;
    const player = await this.#store.findPlayer(credential, this.#now());
    return player && { ...player, credential };
  }

  /** What the page is told of its player. */
  describe(player: KnownPlayer | null): OwnPlayer {
    const memory = this.#store.state;
    if (!player) return { player: null, memory };
    const { id, name, rating } = player;
    return { player: { id, name, ...shownRating(rating) }, memory };
  }

  /** The new secret of a browser that keeps the matches of a claim; null when there are none. */
  claim(claim: string, label: string): Promise<string | null> {
    return this.#withNewSecret(label, (credential) =>
      this.#store.redeemClaim(claimHashOf(claim), credential, this.#now()),
    );
  }

  /** The new secret of a browser that shows a code; null when the code is not good. */
  redeem(code: string, label: string): Promise<string | null> {
    return this.#withNewSecret(label, (credential) =>
      this.#store.redeemCode(hashOf(code), credential, this.#now()),
    );
  }

  async moveCode(id: PlayerId): Promise<MoveCode> {
    const code = newMoveCode();
    await this.#store.addMoveCode(id, hashOf(code), this.#now() + 1000 * MOVE_CODE_LIFE);
    return { code, expiresIn: MOVE_CODE_LIFE };
  }

  async recoveryCode(id: PlayerId): Promise<string> {
    const code = newRecoveryCode();
    await this.#store.setRecoveryCode(id, hashOf(code));
    return code;
  }

  /**
   * This browser has the credential `next` instead from now on. A player whom nobody can reach any more is
   * deleted.
   */
  async giveUp({ id, credential }: Owner, next: SecretHash): Promise<void> {
    const player = await this.owner(next);
    const devices = await this.#store.devices(id, credential);
    const isLost = player?.id !== id && devices.every(({ current }) => current);
    if (isLost && !(await this.#store.hasRecoveryCode(id))) return this.#store.erase(id);
    const own = devices.find(({ current }) => current);
    if (own) await this.#store.signOut(id, own.id);
  }

  async #withNewSecret(
    label: string,
    redeem: (credential: { hash: SecretHash; label: string }) => Promise<PlayerId | null>,
  ): Promise<string | null> {
    const secret = newSecret();
    return (await redeem({ hash: hashOf(secret), label })) === null ? null : secret;
  }
}
