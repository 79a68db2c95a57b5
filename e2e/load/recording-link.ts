/** A match link with an ear on it: measures what passes, and hands it on unchanged. */
import type { LinkListener, MatchLink } from "@quickpong/client/net/links/match-link.ts";
import { otherSide, type Side } from "@quickpong/shared/court.ts";
import type { PlayMessage } from "@quickpong/shared/protocol/input-codec.ts";
import {
  type PublishedState,
  publishedSide,
  segmentsIn,
} from "@quickpong/shared/protocol/publication.ts";
import type { Place } from "./pairing-checker.ts";
import type { RunMetrics } from "./run-metrics.ts";

export class RecordingLink implements MatchLink {
  readonly side: Side;
  /** There is no connection now; it is tried to bring it back. */
  dropped = false;
  readonly #link: MatchLink;
  readonly #place: Place;
  readonly #tally: RunMetrics;
  /** When pings that are not answered yet were sent (ms), by id; ids come again after 256. */
  readonly #pings = new Map<number, number>();
  #lastPatch = Number.NaN;
  #counted = { upMessages: 0, upBytes: 0, downMessages: 0, downBytes: 0 };

  constructor(link: MatchLink, side: Side, place: Place, tally: RunMetrics) {
    this.#link = link;
    this.side = side;
    this.#place = place;
    this.#tally = tally;
  }

  get traffic() {
    return this.#link.traffic;
  }

  listen(listener: LinkListener): void {
    this.#link.listen({
      patch: (state, now) => {
        this.#notePatch(state, now);
        listener.patch(state, now);
      },
      pong: (pong, now) => {
        this.#tally.times.rtt.add(now - (this.#pings.get(pong.id) ?? Number.NaN));
        this.#pings.delete(pong.id);
        listener.pong(pong, now);
      },
      emote: (side, emote) => listener.emote(side, emote),
      saved: (notice) => listener.saved(notice),
      dropped: () => {
        this.dropped = true;
        this.#lastPatch = Number.NaN;
        this.#tally.error("connection dropped");
        listener.dropped();
      },
      restored: () => {
        this.dropped = false;
        listener.restored();
      },
      closed: (code) => listener.closed(code),
    });
  }

  play(message: PlayMessage): void {
    const now = performance.now();
    if (message.kind === "input") this.#place.sent(message.seq, now);
    // Each trip counts, as with light bots: netplay's own figure is a median of several.
    if (message.kind === "ping") this.#pings.set(message.id, now);
    this.#link.play(message);
  }
  rematch(): void {
    this.#link.rematch();
  }
  claim(): void {
    this.#link.claim();
  }
  away(hidden: boolean): void {
    this.#link.away(hidden);
  }
  emote(emote: number): void {
    this.#link.emote(emote);
  }
  leave(): void {
    this.#link.leave();
  }

  /** Adds what has gone over the wire since the last call to the tally. */
  countTraffic(): void {
    const { traffic } = this.#tally;
    const now = this.#link.traffic;
    for (const key of Object.keys(traffic) as (keyof typeof traffic)[]) {
      traffic[key] += now[key] - this.#counted[key];
      this.#counted[key] = now[key];
    }
  }

  #notePatch(state: PublishedState, now: number): void {
    this.#tally.times.patchGap.add(now - this.#lastPatch);
    this.#lastPatch = now;
    for (const { seq } of segmentsIn(publishedSide(state, otherSide(this.side)))) {
      this.#tally.times.inputToPatch.add(this.#place.heard(seq, now));
    }
  }
}
