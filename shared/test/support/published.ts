/** A published match, followed over the wire. */
import { Decoder, Encoder } from "@colyseus/schema";
import { SIDES } from "../../src/court.ts";
import { type MatchState, PHASES } from "../../src/match.ts";
import { diffAndPublish, publisher } from "../../src/protocol/diff-and-publish.ts";
import {
  flightAt,
  type PublishedState,
  publishedSide,
  segmentAt,
} from "../../src/protocol/publication.ts";
import { PublishedMatch } from "../../src/protocol/state.ts";
import { expectSame } from "./fingerprint.ts";

/** A published match and somebody who follows it over the wire. */
export class Wire {
  readonly out = new PublishedMatch();
  readonly follower = new PublishedMatch();
  private readonly sent = publisher();
  private readonly encoder: Encoder;
  private readonly decoder: Decoder;

  constructor(match: MatchState) {
    for (const side of SIDES) {
      Object.assign(publishedSide(this.out, side), { name: "", bot: "", away: false, rtt: 0 });
    }
    Object.assign(this.out, { tick: 0, watchers: 0 });
    diffAndPublish(match, this.out, this.sent);
    this.encoder = new Encoder(this.out);
    this.decoder = new Decoder(this.follower);
    this.decoder.decode(this.encoder.encodeAll());
    this.encoder.discardChanges();
  }

  /** Publishes; returns the patch's size and for whom it is urgent. */
  patch(match: MatchState) {
    const urgency = diffAndPublish(match, this.out, this.sent);
    const bytes = Uint8Array.from(this.encoder.encode());
    this.decoder.decode(bytes);
    this.encoder.discardChanges();
    return { bytes, size: bytes.length, ...urgency };
  }

  /** The whole state, as somebody gets it who joins now. */
  full(): Uint8Array {
    return Uint8Array.from(this.encoder.encodeAll());
  }

  /** Somebody who joins now. */
  joiner(): PublishedMatch {
    const late = new PublishedMatch();
    new Decoder(late).decode(this.full());
    return late;
  }
}

/** Compares what was read with the match itself, all records and fields. */
export function expectPublished(read: PublishedState, match: MatchState): void {
  for (const [i, flight] of match.flights.entries()) {
    const n = match.flightCount - match.flights.length + i;
    expectSame({ ...flight }, { ...(flightAt(read, n) as object) });
  }
  for (const side of SIDES) {
    const player = publishedSide(read, side);
    for (const segment of match.players[side].segments) {
      const { slack, ...record } = segmentAt(player, segment.n) as typeof segment;
      const { slack: exact, ...rest } = segment;
      expectSame({ ...record, n: record.n % 256 }, { ...rest, n: rest.n % 256 });
      if (Math.abs(slack - exact) > 0.0501) throw new Error(`slack ${exact} became ${slack}`);
    }
    const { present, wantsRematch, idleServes } = match.players[side];
    const { score, wins } = player;
    expectSame(
      [player.present, player.wantsRematch, player.idleServes, score, wins],
      [present, wantsRematch, idleServes, match.score[side], match.series[side]],
    );
  }
  expectSame(
    [PHASES[read.phase], read.phaseEnds, read.flightCount, read.rules, read.winner],
    [
      match.phase,
      Math.min(match.phaseEnds, 0xffffffff),
      match.flightCount % 256,
      match.rules,
      match.outcome && match.outcome.winner !== null ? match.outcome.winner + 1 : 0,
    ],
  );
}
