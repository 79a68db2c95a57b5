/** Tells those who are connected to a competition how it stands: seldom, and written once for all. */
import { type Client, ClientState } from "@colyseus/core";
import { CompetitionMessage } from "@quickpong/shared/protocol/competition-messages.ts";
import type { LiveCompetition } from "../live-competitions/live-competition.ts";
import { connectionOf } from "./colyseus-internals.ts";
import { inPieces } from "./in-pieces.ts";
import { messageFrame } from "./match-frames.ts";

/** Least time between two views (ms). */
const EVERY = 500;
/** How often it is looked whether a score has changed (ms). */
const SCORES_EVERY = 2000;
/** A page that hears nothing for longer takes its connection for lost (ms); neither browsers nor the SDK tell. */
const SILENCE_MAX = 5000;

export class CompetitionBroadcast {
  readonly #competition: LiveCompetition;
  readonly #clients: () => Iterable<Client>;
  readonly #scoresTimer: NodeJS.Timeout;
  /** What each was told last of itself, by session. */
  readonly #told = new Map<string, string>();
  #timer: NodeJS.Timeout | undefined;
  #sentAt = Number.NEGATIVE_INFINITY;
  #scores = "";
  #isStopped = false;

  constructor(competition: LiveCompetition, clients: () => Iterable<Client>) {
    this.#competition = competition;
    this.#clients = clients;
    this.#scoresTimer = setInterval(() => this.#lookAtScores(), SCORES_EVERY).unref();
  }

  /** Something has happened: everybody hears of it soon, and of all that happens until then. */
  changed(): void {
    if (this.#isStopped || this.#timer !== undefined) return;
    const wait = Math.max(0, this.#sentAt + EVERY - performance.now());
    this.#timer = setTimeout(() => void this.#send(), wait);
  }

  /** Somebody has come. */
  welcome(client: Client): void {
    client.send(CompetitionMessage.view, this.#competition.view());
    this.#tellOwn(client);
  }

  left(id: string): void {
    this.#told.delete(id);
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    clearInterval(this.#scoresTimer);
  }

  async #send(): Promise<void> {
    // Nobody is shown what a lost process would take back.
    await this.#competition.settled();
    this.#timer = undefined;
    this.#sentAt = performance.now();
    if (this.#isStopped) return;
    const frame = messageFrame(CompetitionMessage.view, this.#competition.view());
    inPieces([...this.#clients()], (client) => {
      if (client.state !== ClientState.JOINED) return;
      connectionOf(client).write(frame);
      this.#tellOwn(client);
    });
  }

  #tellOwn(client: Client): void {
    const guest = this.#competition.guests.get(client.sessionId);
    if (!guest) return;
    const own = this.#competition.own(guest);
    // The time to come goes by itself.
    const text = JSON.stringify({ ...own, comeIn: 0 });
    if (this.#told.get(guest.id) === text) return;
    this.#told.set(guest.id, text);
    client.send(CompetitionMessage.own, own);
  }

  #lookAtScores(): void {
    if (performance.now() - this.#sentAt > SILENCE_MAX) return this.changed();
    if (this.#competition.state.open.length === 0) return;
    const scores = JSON.stringify(this.#competition.view().matches.map(({ score }) => score));
    if (scores === this.#scores) return;
    this.#scores = scores;
    this.changed();
  }
}
