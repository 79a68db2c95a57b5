/** Somebody in a competition as a page would be: the real SDK, without a screen. */
import { Client, type Room, type SeatReservation } from "@colyseus/sdk";
import type {
  CompetitionCommand,
  CompetitionRefusal,
  CompetitionSettings,
} from "@quickpong/shared/protocol/competition.ts";
import {
  COMPETITION_ROOM,
  type CompetitionJoinOptions,
  CompetitionMessage,
  type CompetitionNews,
  type CreatedCompetition,
} from "@quickpong/shared/protocol/competition-messages.ts";
import type { OwnView } from "@quickpong/shared/protocol/competition-view.ts";
import type { MatchOffer } from "@quickpong/shared/protocol/messages.ts";
import { PublishedMatch } from "@quickpong/shared/protocol/state.ts";
import { PROTOCOL_VERSION } from "@quickpong/shared/protocol/version.ts";
import { Player } from "./player.ts";
import { until } from "./until.ts";

/** Begins a competition; rejects with the status of a refusal. */
export async function begin(url: string, settings: object): Promise<CreatedCompetition> {
  const response = await fetch(`${url}/api/competitions`, {
    method: "POST",
    body: JSON.stringify(settings),
  });
  if (response.status !== 201) throw response.status;
  return (await response.json()) as CreatedCompetition;
}

let keys = 0;
/** A key that no other browser has. */
export const newKey = (): string => `key-of-a-test-${process.pid}-${keys++}-`.padEnd(24, "x");

export const ARENA: CompetitionSettings = {
  kind: "arena",
  preset: "quickpong",
  points: 3,
  minutes: 5,
};

export const ROOM: CompetitionSettings = { kind: "winnerStays", preset: "quickpong", points: 3 };

/** Comes to the competition with this code; `as` says with which key, and whether as its host. */
export async function comeTo(
  url: string,
  code: string,
  as: Partial<CompetitionJoinOptions> = {},
): Promise<Competitor> {
  const client = new Client(url);
  const options: CompetitionJoinOptions = { version: PROTOCOL_VERSION, code, ...as };
  const answer = await fetch(`${url}/matchmake/join/${COMPETITION_ROOM}`, {
    method: "POST",
    body: JSON.stringify(options),
    // Another process may answer the next time.
    headers: { Connection: "close" },
  });
  if (!answer.ok) throw Object.assign(new Error("refused"), { code: answer.status });
  const place = (await answer.json()) as SeatReservation;
  return new Competitor(client, await client.consumeSeatReservation(place), place.processId);
}

/** Enters. */
export async function enter(
  url: string,
  code: string,
  name: string,
  as: Partial<CompetitionJoinOptions> = {},
): Promise<Competitor> {
  const competitor = await comeTo(url, code, { key: newKey(), ...as });
  competitor.ask({ type: "join", name });
  await until("an entrant", () => competitor.own?.entrant != null);
  return competitor;
}

export class Competitor {
  readonly client: Client;
  readonly room: Room;
  /** What was seen last. */
  view: CompetitionNews | undefined;
  own: OwnView | undefined;
  views = 0;
  readonly seats: MatchOffer[] = [];
  readonly refusals: CompetitionRefusal[] = [];
  /** Close code, once it is closed. */
  closed: number | undefined;

  /** The process that runs the competition. */
  readonly process: string | undefined;

  constructor(client: Client, room: Room, process: string | undefined) {
    this.client = client;
    this.room = room;
    this.process = process;
    room.reconnection.enabled = false;
    room.onMessage(CompetitionMessage.view, (view: CompetitionNews) => {
      this.view = view;
      this.views++;
    });
    room.onMessage(CompetitionMessage.own, (own: OwnView) => {
      this.own = own;
    });
    room.onMessage(CompetitionMessage.seat, (seat: MatchOffer) => this.seats.push(seat));
    room.onMessage(CompetitionMessage.refused, (why: CompetitionRefusal) =>
      this.refusals.push(why),
    );
    room.onLeave((code) => {
      this.closed = code;
    });
  }

  ask(command: CompetitionCommand): void {
    this.say(JSON.stringify(command));
  }

  /** Sends a text in place of a command. */
  say(text: string): void {
    this.room.sendBytes(CompetitionMessage.command, new TextEncoder().encode(text));
  }

  come(): void {
    this.room.send(CompetitionMessage.come);
  }

  /** Waits for a call, comes, and takes the seat. */
  async takeSeat(): Promise<Player> {
    const seats = this.seats.length;
    await until("a call", () => this.own?.state === "called");
    this.come();
    const offer = await until("a seat", () => this.seats[seats]);
    const room = await this.client.consumeSeatReservation(
      offer.reservation as SeatReservation,
      PublishedMatch,
    );
    return new Player(room, offer, this.client);
  }
}
