/** Has each finished match kept in the store, and tells its players when it is. */
import { randomBytes } from "node:crypto";
import { otherSide, SIDES, type Side } from "@quickpong/shared/court.ts";
import type {
  DailyTryNotice,
  MatchKind,
  PlayerId,
  SavedNotice,
  ShownRating,
} from "@quickpong/shared/protocol/players.ts";
import { RULES_VERSION } from "@quickpong/shared/replay.ts";
import type { Rules } from "@quickpong/shared/rules.ts";
import type { MatchSummary } from "../match/match-port.ts";
import { countsForRatings } from "../match/rated.ts";
import type { Seat, Seats } from "../match/seats.ts";
import { claimHashOf, newSecret } from "../players/secrets.ts";
import { newPublicId } from "../store/identity.ts";
import type { MatchResult, SavedMatch, SeatIdentity, SecretHash, Store } from "../store/store.ts";
import type { DailyTry } from "./daily-try.ts";

/** Players are told that it will be later when the store has not answered within this time (ms). */
export const SAVED_WITHIN = 1000;
const MATCH_ID_BYTES = 16;

export interface RecorderParts {
  store: Store;
  seats: Seats;
  rules: Rules;
  /** Of people who came together, by a private room's code or a competition's. */
  isPrivate: boolean;
  sameAddress: boolean;
  /** Of the left player; undefined unless the match is one. */
  daily?: DailyTry | undefined;
  /** Tells the player on `side`, who may be gone. */
  tell(side: Side, notice: SavedNotice): void;
  /** The rating of the player on `side` has become this. */
  rated(side: Side, rating: ShownRating): void;
}

export class MatchRecorder {
  readonly #parts: RecorderParts;
  readonly #kind: MatchKind;
  /** Secrets by which newcomers can keep their matches of this room: made here, and told to them alone. */
  readonly #claims: (string | undefined)[] = SIDES.map(() => undefined);
  /** Whose the credentials were when the match began. */
  readonly #players: (PlayerId | undefined)[];
  readonly #notices: (SavedNotice | undefined)[] = SIDES.map(() => undefined);
  #games = 0;
  /** How the try at the daily went, once it is over. */
  #tryNotice: DailyTryNotice | undefined;

  constructor(parts: RecorderParts) {
    this.#parts = parts;
    this.#players = parts.seats.map(({ identity }) =>
      identity.kind === "credential" ? identity.player : undefined,
    );
    this.#kind = kindOf(parts);
  }

  /** A match begins: what was told of the one before is over. */
  started(): void {
    this.#games++;
    this.#parts.daily?.started();
    for (const side of SIDES) {
      this.#notices[side] = undefined;
      if (this.#games > 1 || this.#players[side] === undefined) void this.#askWhoseIs(side);
    }
  }

  /** A device may have been signed out since the seat was given: what it plays from now on is nobody's. */
  async #askWhoseIs(side: Side): Promise<void> {
    const { store, seats } = this.#parts;
    const { identity } = seats[side];
    if (identity.kind !== "credential" || store.state === "off") return;
    const game = this.#games;
    try {
      const player = await store.findPlayer(identity.hash, Date.now());
      if (game === this.#games) this.#players[side] = player?.id;
    } catch {
      // A store that fails has signed nobody out.
    }
  }

  /** What the player on `side` was told of the last match; for one who may have missed it. */
  noticeFor(side: Side): SavedNotice | undefined {
    return this.#notices[side];
  }

  /** The match is over. It waits for nothing. */
  ended(summary: MatchSummary): void {
    const { store, seats, daily } = this.#parts;
    if (daily) return void this.#endTry(daily, summary);
    if (store.state === "off" || !seats.some(isRemembered)) return this.#tellAll({ state: "off" });
    void this.#save(this.#resultOf(summary), this.#games);
  }

  async #endTry(daily: DailyTry, summary: MatchSummary): Promise<void> {
    const result = this.#resultOf(summary);
    const { notice, kept } = await daily.end(summary);
    this.#tryNotice = notice;
    if (!kept) return this.#tellAll({ state: "off" });
    await this.#save({ ...result, daily: kept, score: [kept.hits, 0] }, this.#games);
  }

  async #save(result: MatchResult, game: number): Promise<void> {
    const isLast = () => game === this.#games;
    const later = () => isLast() && this.#tellAll({ state: "later" });
    const timer = setTimeout(later, SAVED_WITHIN);
    try {
      const saved = await this.#parts.store.record(result);
      clearTimeout(timer);
      if (isLast()) this.#tellSaved(saved);
    } catch {
      // The store counts what it loses.
      clearTimeout(timer);
      later();
    }
  }

  #tellSaved({ changes, players, replay }: SavedMatch): void {
    for (const side of SIDES) {
      const other = otherSide(side);
      // Once it was redeemed it stands for a player.
      const claim = players[side] === null ? this.#claims[side] : undefined;
      // Of a stranger, or of a player who was deleted or signed out before, nothing is kept.
      const isKept = players[side] !== null || claim !== undefined;
      const change = isKept ? changes[side] : null;
      if (change) this.#parts.rated(side, change.after);
      this.#tell(side, {
        state: isKept ? "saved" : "off",
        own: change,
        opponent: changes[other],
        opponentId: players[other],
        replay,
        ...(claim !== undefined && { claim }),
      });
    }
  }

  #tellAll({ state }: Pick<SavedNotice, "state">): void {
    for (const side of SIDES) {
      // The player may be gone when it is saved.
      const claim = state === "later" ? this.#claims[side] : undefined;
      this.#tell(side, {
        ...{ state, own: null, opponent: null, opponentId: null, replay: null },
        ...(claim !== undefined && { claim }),
      });
    }
  }

  #tell(side: Side, notice: SavedNotice): void {
    const { seats, tell } = this.#parts;
    if (seats[side].bot) return;
    const daily = this.#tryNotice;
    // Until the day is over nobody sees the course in a replay.
    const told = daily ? { ...notice, replay: null, daily } : notice;
    this.#notices[side] = told;
    tell(side, told);
  }

  #resultOf(summary: MatchSummary): MatchResult {
    const { seats, rules, sameAddress } = this.#parts;
    const { reason, winner, score, seconds, longestRally, topSpeed, recording } = summary;
    const isRated =
      this.#kind === "public" && seats.every(isRemembered) && countsForRatings(summary);
    return {
      id: randomBytes(MATCH_ID_BYTES).toString("hex"),
      kind: this.#kind,
      seats: [this.#identityOn(0), this.#identityOn(1)],
      names: [seats[0].name, seats[1].name],
      score,
      winner,
      reason,
      rules: JSON.stringify(rules),
      rulesVersion: RULES_VERSION,
      endedAt: Date.now(),
      seconds,
      longestRally,
      topSpeed,
      rated: isRated,
      sameAddress,
      replay: recording && { id: newPublicId(), recording, rtts: [seats[0].rtt, seats[1].rtt] },
    };
  }

  #identityOn(side: Side): SeatIdentity {
    const { bot, identity } = this.#parts.seats[side];
    if (bot) return { kind: "bot", level: bot };
    if (identity.kind === "credential") return this.#credentialOn(side, identity.hash);
    if (identity.kind === "stranger") return identity;
    this.#claims[side] ??= newSecret();
    return { kind: "claim", hash: claimHashOf(this.#claims[side]) };
  }

  #credentialOn(side: Side, hash: SecretHash): SeatIdentity {
    const player = this.#players[side];
    return { kind: "credential", hash, ...(player !== undefined && { player }) };
  }
}

function kindOf({ seats, isPrivate, daily }: RecorderParts): MatchKind {
  if (daily) return "daily";
  return seats.some(({ bot }) => bot) ? "bot" : isPrivate ? "private" : "public";
}

/** Whether matches of this seat are kept for somebody. */
const isRemembered = ({ bot, identity }: Seat): boolean => !bot && identity.kind !== "stranger";
