/** What the rest of the server gets of a match: figures and log, and the lobby what it has to know. */
import type { Side } from "@quickpong/shared/court.ts";
import { CloseReason, type CloseReasonCode } from "@quickpong/shared/protocol/messages.ts";
import type { MatchSummary } from "../match/match-port.ts";
import type { Seats } from "../match/seats.ts";
import type { CompetitionMatch } from "../matchmaking/matchmaker.ts";
import type { RoomServices } from "./room-services.ts";

export interface ReportedMatch {
  roomId: string;
  seats: Seats;
  /** The private room's code, or "". */
  code: string;
  competition: CompetitionMatch | undefined;
}

export class MatchReporter {
  readonly #services: RoomServices;
  readonly #roomId: string;
  readonly #seats: Seats;
  readonly #code: string;
  readonly #competition: CompetitionMatch | undefined;

  constructor(services: RoomServices, { roomId, seats, code, competition }: ReportedMatch) {
    this.#services = services;
    this.#roomId = roomId;
    this.#seats = seats;
    this.#code = code;
    this.#competition = competition;
  }

  started(): void {
    this.#notePlayed(false);
    this.#services.metrics.matchesStarted.inc();
    this.#services.log.info({ match: this.#roomId }, "match started");
  }

  ended(summary: MatchSummary): void {
    this.#services.metrics.matchesEnded.inc({ reason: summary.reason });
    const { reason, score, seconds } = summary;
    const line = { match: this.#roomId, reason, score: score.join(":"), seconds };
    this.#services.log.info(line, "match ended");
    this.#notePlayed(true);
    if (this.#competition) this.#services.competitions.matchEnded(this.#competition, summary);
  }

  failed(error: unknown, where: string): void {
    this.#services.metrics.matchesFailed.inc();
    this.#services.log.error({ match: this.#roomId, where, err: error }, "match failed");
  }

  /** A player who deserts a stranger is remembered for it, unless the load balancer led somebody astray. */
  deserted(side: Side): void {
    const { keys } = this.#seats[side];
    if (this.#services.strays.has(this.#roomId)) return;
    const cameAlone = this.#code === "" && this.#competition === undefined;
    const strangers = cameAlone && this.#seats.every(({ bot }) => !bot);
    if (keys && strangers) this.#services.cluster.left(keys);
  }

  /** Nobody will play in this room any more. */
  over(reason: CloseReasonCode): void {
    const { cluster, matchDirectory } = this.#services;
    const noShow = reason === CloseReason.opponentMissing;
    matchDirectory.takeDown(this.#roomId);
    if (this.#competition) this.#tellNotPlayed(this.#competition, reason);
    else if (noShow) this.#activateTickets();
    if (this.#code !== "") cluster.matchOver(this.#code, this.#roomId, noShow);
  }

  /** Whether the two of a private match may come back to it. */
  #notePlayed(played: boolean): void {
    if (this.#code !== "") this.#services.cluster.matchPlayed(this.#code, this.#roomId, played);
  }

  /** Of a competition's match that was played, the result was told before. */
  #tellNotPlayed(match: CompetitionMatch, reason: CloseReasonCode): void {
    const [left, right] = this.#seats;
    // A room that failed, or a server that ends, says nothing of who came.
    const isFault = reason !== CloseReason.opponentMissing;
    const came = [left, right].map(({ presence }) => !isFault && presence === "here");
    this.#services.competitions.matchNotPlayed(match, [came[0] === true, came[1] === true]);
  }

  /** A player who came and found nobody goes to the front of the queue. */
  #activateTickets(): void {
    for (const { presence, ticket, since } of this.#seats) {
      if (presence === "here")
        this.#services.cluster.opponentNoShow(ticket, performance.now() - since);
    }
  }
}
