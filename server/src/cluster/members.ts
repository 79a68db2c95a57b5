/**
 * Which processes there are, by the heartbeats that they send. Pure, and without a clock: a process is gone
 * when it has been silent while several of our own heartbeats came back. While Redis is away nobody hears
 * anything, so that no process is assigned up because of it.
 */
import type { WatchableMatch } from "@quickpong/shared/protocol/http-answers.ts";

/** What a process says about itself four times a second. */
export interface ProcessHeartbeat {
  name: string;
  /** When it started (ms since 1970): the oldest leads. */
  since: number;
  /** It does not listen yet: it gets no matches. */
  opening: boolean;
  /** It is ending: it neither leads nor gets matches. */
  retired: boolean;
  /** It does not hear the others, although they may hear it: it leads nobody but itself, and gets no matches. */
  isolated: boolean;
  /** Its ticks are late: it gets matches only when no other process can take them. */
  overloaded: boolean;
  online: number;
  matches: number;
  watchable: readonly WatchableMatch[];
}

/** So many of our heartbeats (250 ms apart) without one of theirs: a second, and a busy moment. */
const MISSED_MAX = 5;

interface Member {
  heartbeat: ProcessHeartbeat;
  missed: number;
  /** Matches given to it since its last heartbeat. */
  assigned: number;
}

export class Members {
  readonly #self: string;
  readonly #members = new Map<string, Member>();

  constructor(self: ProcessHeartbeat) {
    this.#self = self.name;
    this.heard(self);
  }

  /** Takes in a heartbeat: others' and our own, as they come back. */
  heard(heartbeat: ProcessHeartbeat): void {
    this.#members.set(heartbeat.name, { heartbeat, missed: 0, assigned: 0 });
    if (heartbeat.name !== this.#self) return;
    for (const [name, member] of this.#members) {
      if (name !== this.#self && ++member.missed > MISSED_MAX) this.#members.delete(name);
    }
  }

  /** The process is known to be gone; should it send a heartbeat, it is back. */
  forget(name: string): void {
    if (name !== this.#self) this.#members.delete(name);
  }

  /** The oldest process that is there: its matchmaker is everybody's. */
  get leader(): string {
    const active = this.heartbeats().filter(({ retired, isolated }) => !retired && !isolated);
    const [first] = active.sort((a, b) => a.since - b.since || (a.name < b.name ? -1 : 1));
    return first?.name ?? this.#self;
  }

  /** Every process but this one. */
  others(): string[] {
    return [...this.#members.keys()].filter((name) => name !== this.#self);
  }

  heartbeats(): ProcessHeartbeat[] {
    return [...this.#members.values()].map(({ heartbeat }) => heartbeat);
  }

  /** The process for the next match: the one with the fewest, which has one more from now on. */
  pickNode(): string {
    const load = ({ heartbeat, assigned }: Member) =>
      heartbeat.matches + assigned + (heartbeat.overloaded ? Number.MAX_SAFE_INTEGER / 2 : 0);
    const active = [...this.#members.values()].filter(
      ({ heartbeat }) => !heartbeat.opening && !heartbeat.retired && !heartbeat.isolated,
    );
    const [least] = active.sort((a, b) => load(a) - load(b));
    if (!least) return this.#self;
    least.assigned++;
    return least.heartbeat.name;
  }
}
