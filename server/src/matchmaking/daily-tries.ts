/** Tries at the daily: a match against the wall, for which nobody waits. */
import { DAILY_RULES } from "@quickpong/shared/daily.ts";
import { CloseReason } from "@quickpong/shared/protocol/messages.ts";
import type { MatchmakerDependencies } from "./matchmaker.ts";
import { createMatch, type MatchTerms, sendOffers } from "./offers.ts";
import { IDLE, type QueuedPlayer, type QueuedPlayers } from "./queued-player.ts";

/** Whoever watched would see the course that others still have before them. */
const TERMS: MatchTerms = { rules: DAILY_RULES, code: "", watch: false, daily: true };

export class DailyTries {
  readonly #players: QueuedPlayers;
  readonly #deps: MatchmakerDependencies;

  /** `players` are the matchmaker's. */
  constructor(players: QueuedPlayers, deps: MatchmakerDependencies) {
    this.#players = players;
    this.#deps = deps;
  }

  /** Offers the player a match against the wall. Whether there is a try left turns out when it begins. */
  async begin(player: QueuedPlayer): Promise<void> {
    player.state = { kind: "offered" };
    const pair = [{ player, since: player.since }, { bot: "wall" }] as const;
    const match = await createMatch(this.#deps, TERMS, pair);
    if (match && sendOffers(this.#deps, this.#players, pair, match)) return;
    if (this.#players.get(player.id) !== player) return;
    player.state = IDLE;
    this.#deps.network().notify(player.processId, player.id, { close: CloseReason.roomFailed });
  }
}
