/** Netplay at a link over which the test speaks for the server: a real match, and nothing on its way by itself. */
import { Clocks } from "@quickpong/client/net/clocks.ts";
import type { LinkListener, MatchLink } from "@quickpong/client/net/links/match-link.ts";
import { Netplay } from "@quickpong/client/net/netplay.ts";
import { keyFrom } from "@quickpong/shared/chacha20.ts";
import { LEFT, RIGHT, type Side, TICK_MS, ticksFromMs } from "@quickpong/shared/court.ts";
import { createMatch } from "@quickpong/shared/match.ts";
import { arrive } from "@quickpong/shared/presence.ts";
import { diffAndPublish, publisher } from "@quickpong/shared/protocol/diff-and-publish.ts";
import type { PlayMessage } from "@quickpong/shared/protocol/input-codec.ts";
import { copyPublication, emptyPublication } from "@quickpong/shared/protocol/publication.ts";
import { randomFrom } from "@quickpong/shared/random.ts";
import { CLASSIC_RULES } from "@quickpong/shared/rules.ts";
import { advance, receiveInput } from "@quickpong/shared/simulation.ts";

/** Clocks that note what they are told and can be put back. */
export class NotingClocks extends Clocks {
  heard = 0;
  /** How far P is put back (ticks). */
  back = 0;
  override heardEvent(now: number, time: number): void {
    this.heard++;
    super.heardEvent(now, time);
  }
  override get P(): number {
    return super.P - this.back;
  }
}

/** A message takes so long, each way (ms). */
export const TRIP = 40;

/** Both players have come at time 0; the local clock and the match's are the same. */
export class SpokenLink {
  readonly said: PlayMessage[] = [];
  readonly clocks = new NotingClocks();
  readonly netplay: Netplay;
  readonly match = createMatch(CLASSIC_RULES, keyFrom(randomFrom(3)));
  readonly traffic = { upMessages: 1, upBytes: 2, downMessages: 3, downBytes: 4 };
  line = null as unknown as LinkListener;
  /** What the last patch said. */
  published = emptyPublication();
  private readonly sent = publisher();
  private answered = 0;
  private seq = 0;

  constructor(side: Side | null = LEFT) {
    for (const each of [LEFT, RIGHT] as const) arrive(this.match, each, 0);
    const nothing = () => undefined;
    const link: MatchLink = {
      ...{ side, traffic: this.traffic, rematch: nothing, claim: nothing, away: nothing },
      ...{ emote: nothing, leave: nothing },
      listen: (listener) => {
        this.line = listener;
      },
      play: (message) => {
        this.said.push(message);
      },
    };
    this.netplay = new Netplay({ link, clocks: this.clocks });
  }

  /** What has been said of this kind. */
  heard<K extends PlayMessage["kind"]>(kind: K): Extract<PlayMessage, { kind: K }>[] {
    return this.said.filter(
      (each): each is Extract<PlayMessage, { kind: K }> => each.kind === kind,
    );
  }

  /** The opponent wants to be at `target` (u), at local time `now` (ms). */
  opponentGoesTo(target: number, now: number): void {
    advance(this.match, ticksFromMs(now));
    const tick = Math.floor(ticksFromMs(now)) + 1;
    receiveInput(this.match, RIGHT, { seq: this.seq++, tick, target }, ticksFromMs(now));
  }

  /** The state as it is at `now` (ms) arrives a trip later, with `changes`. */
  patch(now: number, changes = {}): void {
    advance(this.match, ticksFromMs(now));
    diffAndPublish(this.match, this.published, this.sent);
    this.line.patch({ ...copyPublication(this.published), ...changes }, now + TRIP);
  }

  /** Every ping so far is answered, in time for `now` (ms). */
  answer(now: number): void {
    const pings = this.heard("ping");
    for (const { id } of pings.slice(this.answered))
      this.line.pong({ id, received: now - TRIP }, now);
    this.answered = pings.length;
  }

  /** Draws 60 frames a second from `from` to `to` (ms), with patches and answers; returns the last. */
  run(from: number, to: number) {
    let frame = this.netplay.frame(from);
    for (let now = from + TICK_MS; now < to; now += TICK_MS) {
      this.patch(now - TRIP);
      this.answer(now);
      frame = this.netplay.frame(now);
    }
    return frame;
  }
}
