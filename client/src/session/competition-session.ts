/** A place in a competition that survives what the network and the server do: it is come back to. */
import type { CompetitionCommand } from "@quickpong/shared/protocol/competition.ts";
import { CloseReason } from "@quickpong/shared/protocol/messages.ts";
import {
  type CompetitionConnection,
  type CompetitionListener,
  type CompetitionWay,
  openCompetition,
} from "../net/colyseus/competition-connection.ts";
import { serverAddress } from "../platform/base-path.ts";
import { isFramed } from "../platform/framed.ts";
import { competitionKey, hostOf } from "./competition-storage.ts";

export interface CompetitionSessionListener extends CompetitionListener {
  /** The connection is lost; the session goes on once it is back. */
  lost(): void;
}

/** Tries to come back wait this long, each longer than the one before (ms). */
const FIRST_WAIT = 700;
const LONGEST_WAIT = 5000;
/** The server's answer to too many requests of an address. */
const TOO_MANY = 429;
/** Answers that another try won't change: no such code, another version, and what no page of ours sends. */
const FINAL: readonly number[] = [
  ...[400, 403, 404, 426],
  ...[CloseReason.version, CloseReason.misbehaved, CloseReason.inviteUnknown],
];
/** A server that has just started may not know it yet (ms). */
const KNOWN_AGAIN = 20_000;

/** Comes to the competition with this code; with `asEntrant` one can enter, else only watch. */
export class CompetitionSession {
  private readonly way: CompetitionWay;
  private readonly listener: CompetitionSessionListener;
  private connection: CompetitionConnection | null = null;
  private over = false;
  private wasIn = false;
  private tries = 0;
  private lostAt = 0;
  private timer = 0;

  constructor(code: string, asEntrant: boolean, listener: CompetitionSessionListener) {
    this.listener = listener;
    this.way = { code };
    if (isFramed()) this.way.framed = true;
    if (asEntrant) {
      this.way.key = competitionKey();
      const host = hostOf(code);
      if (host !== undefined) this.way.host = host;
    }
    this.enter();
  }

  send(command: CompetitionCommand): void {
    this.connection?.send(command);
  }

  come(): void {
    this.connection?.come();
  }

  leave(): void {
    this.over = true;
    clearTimeout(this.timer);
    this.connection?.leave();
  }

  private enter(): void {
    this.connection = openCompetition(serverAddress(), this.way, {
      ...this.listener,
      news: (news) => {
        this.wasIn = true;
        this.tries = 0;
        this.listener.news(news);
      },
      closed: (code) => this.closed(code),
    });
  }

  private closed(code: number): void {
    if (this.over) return;
    this.connection = null;
    const now = performance.now();
    if (this.tries === 0) this.lostAt = now;
    const early = this.wasIn && code === 404 && now - this.lostAt < KNOWN_AGAIN;
    if ((FINAL.includes(code) && !early) || !this.wasIn) {
      this.over = true;
      return this.listener.closed(code);
    }
    if (this.tries === 0) this.listener.lost();
    const patient = code === TOO_MANY ? LONGEST_WAIT : FIRST_WAIT * 2 ** Math.min(this.tries, 4);
    this.tries++;
    this.timer = window.setTimeout(() => this.enter(), Math.min(LONGEST_WAIT, patient));
  }
}
