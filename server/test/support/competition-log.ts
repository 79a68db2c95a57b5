/** A competition with its log, as a server keeps it: what changes nothing is not written down. */

import type { CompetitionSettings } from "@quickpong/shared/protocol/competition.ts";
import { advance, decide, nextDue } from "../../src/competitions/decide.ts";
import type { CompetitionEvent, Happening } from "../../src/competitions/events.ts";
import { fold } from "../../src/competitions/fold.ts";
import type { CompetitionState } from "../../src/competitions/state.ts";

/** ms since 1970. */
export const BEGIN = 1_700_000_000_000;

export class CompetitionLog {
  readonly events: CompetitionEvent[] = [];
  state: CompetitionState;
  now = BEGIN;

  constructor(settings: CompetitionSettings, seed = 1) {
    const created = { type: "created", settings, seed, at: this.now } as const;
    this.events.push(created);
    this.state = fold(null, created);
  }

  /** Lets it happen now; whether it changed anything. */
  tell(happening: Happening): boolean {
    const event = { ...happening, at: this.now };
    const next = fold(this.state, event);
    if (next === this.state) return false;
    this.state = next;
    this.events.push(event);
    return true;
  }

  /** Everything that falls due up to `ms` from now, each at its time; what there was. */
  wait(ms: number): CompetitionEvent[] {
    const end = this.now + ms;
    const before = this.events.length;
    for (let due = nextDue(this.state); due <= end; due = nextDue(this.state)) {
      this.now = Math.max(this.now, due);
      const happens = decide(this.state, this.now).filter((event) => this.tell(event));
      if (happens.length === 0) throw new Error(`due at ${due}, and nothing happens`);
    }
    this.now = end;
    return this.events.slice(before);
  }

  /** As a process does that was busy: it asks once, late. */
  waitLate(ms: number): CompetitionEvent[] {
    this.now += ms;
    const { state, events } = advance(this.state, this.now);
    this.state = state;
    this.events.push(...events);
    return events;
  }

  join(key: string, rating: number | null = null): boolean {
    return this.tell({ type: "joined", entrant: { key, name: key, rating, bot: false } });
  }
}
