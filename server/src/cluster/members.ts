/**
 * Which processes there are, by the process beats they send. Pure, and without a clock: who has been silent
 * for as long as we heard some of our own beats is gone. While Redis is away nobody hears anything,
 * so that nobody is given up because of it.
 */
import type { WatchableMatch } from "@quickpong/shared/protocol/http-answers.ts";

/** What a process says about itself, four times a second. */
export interface ProcessHeartbeat {
  name: string;
  /** When it started (ms since 1970): the oldest leads. */
  since: number;
  /** Its door is not open yet: it gets no matches. */
  opening: boolean;
  /** It is ending: it neither leads nor gets matches. */
  retired: boolean;
  /** Its turns are late: it gets matches only when no other can take them. */
  overloaded: boolean;
  online: number;
  matches: number;
  watchable: readonly WatchableMatch[];
}

/** So many of our beats (250 ms apart) without one of theirs: a second, and a busy moment. */
const MISSED_MAX = 5;

interface Member {
  beat: ProcessHeartbeat;
  missed: number;
  /** Matches given to it since its last beat. */
  given: number;
}

export class Members {
  readonly #self: string;
  readonly #members = new Map<string, Member>();

  constructor(self: ProcessHeartbeat) {
    this.#self = self.name;
    this.heard(self);
  }

  /** Takes in a beat, our own ones too, as they come back. */
  heard(beat: ProcessHeartbeat): void {
    this.#members.set(beat.name, { beat, missed: 0, given: 0 });
    if (beat.name !== this.#self) return;
    for (const [name, member] of this.#members) {
      if (name !== this.#self && ++member.missed > MISSED_MAX) this.#members.delete(name);
    }
  }

  /** It is known to be gone; should it send a beat, it is back. */
  forget(name: string): void {
    if (name !== this.#self) this.#members.delete(name);
  }

  /** Its desk is everybody's: the oldest process that is there. */
  get leader(): string {
    const active = this.beats().filter(({ retired }) => !retired);
    const [first] = active.sort((a, b) => a.since - b.since || (a.name < b.name ? -1 : 1));
    return first?.name ?? this.#self;
  }

  /** Every process but this one. */
  others(): string[] {
    return [...this.#members.keys()].filter((name) => name !== this.#self);
  }

  beats(): ProcessHeartbeat[] {
    return [...this.#members.values()].map(({ beat }) => beat);
  }

  /** Where the next match goes: to the process with the fewest, which has one more from now on. */
  place(): string {
    const load = ({ beat, given }: Member) =>
      beat.matches + given + (beat.overloaded ? Number.MAX_SAFE_INTEGER / 2 : 0);
    const active = [...this.#members.values()].filter(({ beat }) => !beat.opening && !beat.retired);
    const [least] = active.sort((a, b) => load(a) - load(b));
    if (!least) return this.#self;
    least.given++;
    return least.beat.name;
  }
}
