/** A light bot that enters a competition, plays the matches that it is called to, and comes back when its line is lost. */
import { createHash } from "node:crypto";
import type { CompetitionCommand } from "@quickpong/shared/protocol/competition.ts";
import {
  COMPETITION_ROOM,
  type CompetitionJoinOptions,
  CompetitionMessage,
  type CompetitionNews,
} from "@quickpong/shared/protocol/competition-messages.ts";
import type { OwnView } from "@quickpong/shared/protocol/competition-view.ts";
import type { MatchOffer } from "@quickpong/shared/protocol/messages.ts";
import { PROTOCOL_VERSION } from "@quickpong/shared/protocol/version.ts";
import { randomFrom } from "@quickpong/shared/random.ts";
import type { LightFleet } from "../light.ts";
import { IGNORED } from "../light-play.ts";
import { LightRoom, type Reservation, seatPath } from "../light-room.ts";
import { botName } from "../swarm.ts";
import { MatchOfBot } from "./match-of-bot.ts";

/** Pause before a bot asks for a place again (ms), at least and up to more: not all at the same moment. */
const AGAIN = { least: 300, spread: 700 };

export interface CompetitionBotParts {
  fleet: LightFleet;
  code: string;
  /** The host's secret: this one starts and ends it, and does not play. */
  host?: string;
  n: number;
}

export class CompetitionBot {
  /** As last seen. */
  view: CompetitionNews | undefined;
  own: OwnView | undefined;
  /** Seats that came while another match was being played. */
  doubleSeats = 0;
  readonly #parts: CompetitionBotParts;
  readonly #random: () => number;
  #room: LightRoom | undefined;
  #match: MatchOfBot | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;
  /** The match to which it has said that it comes. */
  #cameTo: number | null = null;

  constructor(parts: CompetitionBotParts) {
    this.#parts = parts;
    this.#random = randomFrom(parts.fleet.crowd.seed * 7919 + parts.n * 104_729);
  }

  get name(): string {
    return botName(this.#parts.n);
  }

  start(): void {
    this.#enter().catch(() => this.#again());
  }

  ask(command: CompetitionCommand): void {
    this.#room?.sendBytes(
      CompetitionMessage.command,
      new TextEncoder().encode(JSON.stringify(command)),
    );
  }

  /** Goes without a word, in the middle of whatever it does. */
  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    this.#room?.leave();
    this.#room = undefined;
    this.#match?.leave();
  }

  async #enter(): Promise<void> {
    const { fleet, code, host, n } = this.#parts;
    const key = createHash("sha256").update(`${code} ${fleet.crowd.seed} ${n}`).digest("base64url");
    const options: CompetitionJoinOptions = {
      ...{ version: PROTOCOL_VERSION, code, bot: true },
      ...(host === undefined ? { key } : { host }),
    };
    const answer = await fetch(new URL(`/matchmake/join/${COMPETITION_ROOM}`, fleet.server), {
      method: "POST",
      body: JSON.stringify(options),
      headers: { Connection: "close" },
    });
    if (!answer.ok) throw new Error(`not let in: ${answer.status}`);
    const place = (await answer.json()) as Reservation;
    if (this.#isStopped) return;
    const room: LightRoom = new LightRoom(fleet.server, seatPath(place), IGNORED, {
      joined: () => host === undefined && this.ask({ type: "join", name: this.name }),
      message: (type, content) => this.#hear(type, content),
      closed: () => this.#room === room && this.#again(),
    });
    this.#room = room;
  }

  #again(): void {
    this.#room = undefined;
    this.own = undefined;
    this.#cameTo = null;
    if (this.#isStopped) return;
    const wait = AGAIN.least + AGAIN.spread * this.#random();
    this.#timer = setTimeout(() => this.start(), wait);
  }

  #hear(type: string | number, content: unknown): void {
    if (this.#isStopped) return;
    if (type === CompetitionMessage.view) this.view = content as CompetitionNews;
    if (type === CompetitionMessage.own) this.#see(content as OwnView);
    if (type === CompetitionMessage.seat) this.#take(content as MatchOffer);
  }

  #see(own: OwnView): void {
    this.own = own;
    if (own.state === "missed") this.ask({ type: "here" });
    if (own.state !== "called" || own.match === this.#cameTo) return;
    this.#cameTo = own.match;
    this.#room?.sendPlain(CompetitionMessage.come);
  }

  #take(offer: MatchOffer): void {
    if (this.#match?.isRunning) this.doubleSeats++;
    this.#match?.leave();
    const { fleet, n } = this.#parts;
    this.#match = new MatchOfBot({ fleet, offer, n, name: this.name, random: this.#random });
  }
}
