/**
 * What somebody sees who looks at a competition's events alone, without its state: who is in which match, how
 * long entrants wait while there is a partner, and how many points they have made.
 */
import type { CompetitionEvent, MatchOutcome } from "@quickpong/server/competitions/events.ts";
import type { CompetitionState } from "@quickpong/server/competitions/state.ts";
import type { Distribution } from "../../load/distribution.ts";

/** At the end of an arena, somebody who has waited for longer counts as somebody who was stuck (ms). */
const STUCK = 20_000;

export class Observer {
  /** Calls of somebody who was in a match already. */
  doublePairings = 0;
  readonly #waits: Distribution;
  readonly #matches = new Map<number, readonly [number, number]>();
  readonly #busy = new Set<number>();
  readonly #ready = new Set<number>();
  readonly #waited = new Map<number, number>();
  readonly #points = new Map<number, number>();
  readonly #streaks = new Map<number, number>();
  #running = false;
  #at = 0;
  #joined = 0;
  readonly #numbers = new Map<string, number>();

  /** `waits`: gets how long each entrant who is called had waited while somebody else did (s). */
  constructor(waits: Distribution) {
    this.#waits = waits;
  }

  see(event: CompetitionEvent): void {
    this.#letWait(event.at);
    switch (event.type) {
      case "joined":
        return this.#join(event.entrant.key);
      case "present":
        return void this.#ready.add(event.entrant);
      case "left":
      case "removed":
      case "absent":
        return this.#goes(event.entrant);
      case "called":
        return this.#call(event.match, event.entrants);
      case "result":
        return this.#result(event.match, event.outcome);
      case "restarted":
        for (const entrant of [...this.#ready]) this.#goes(entrant);
        for (const match of event.lost) this.#result(match, { how: "void" });
        return;
      case "started":
      case "resumed":
        this.#running = true;
        return;
      case "paused":
      case "timeUp":
      case "ended":
        return this.#stop(event.type !== "paused");
    }
  }

  /** Entrants whose points in `state` are not those that were seen. */
  wrongPoints({ entrants }: CompetitionState): number {
    return entrants.filter(({ number, points }) => points !== (this.#points.get(number) ?? 0))
      .length;
  }

  #letWait(at: number): void {
    const passed = Math.max(0, at - this.#at);
    this.#at = Math.max(at, this.#at);
    if (!this.#running || passed === 0) return;
    const free = [...this.#ready].filter((each) => !this.#busy.has(each));
    if (free.length < 2) return;
    for (const each of free) this.#waited.set(each, (this.#waited.get(each) ?? 0) + passed);
  }

  #join(key: string): void {
    const number = this.#numbers.get(key) ?? this.#joined++;
    this.#numbers.set(key, number);
    this.#ready.add(number);
  }

  #goes(entrant: number): void {
    this.#ready.delete(entrant);
    this.#waited.delete(entrant);
  }

  #call(match: number, entrants: readonly [number, number]): void {
    if (entrants.some((each) => this.#busy.has(each)) || entrants[0] === entrants[1]) {
      this.doublePairings++;
    }
    this.#matches.set(match, entrants);
    for (const each of entrants) {
      this.#busy.add(each);
      this.#waits.add((this.#waited.get(each) ?? 0) / 1000);
      this.#waited.delete(each);
    }
  }

  #result(match: number, outcome: MatchOutcome): void {
    const entrants = this.#matches.get(match);
    if (!entrants) return;
    this.#matches.delete(match);
    for (const each of entrants) this.#busy.delete(each);
    if (outcome.how === "void") return;
    for (const [index, entrant] of entrants.entries()) {
      const winner = "winner" in outcome ? outcome.winner : null;
      this.#score(entrant, outcome.how === "drawn" ? 1 : winner === index ? 2 : 0);
      const isLost = winner !== null && winner !== index;
      const failed = outcome.how === "walkover" || (outcome.how === "won" && outcome.forfeit);
      if (outcome.how === "bothAbsent" || (isLost && failed)) this.#goes(entrant);
    }
  }

  /** 2 for a win, 1 for a draw; twice as many after two wins in a row. */
  #score(entrant: number, points: 0 | 1 | 2): void {
    const streak = this.#streaks.get(entrant) ?? 0;
    const all = points * (streak >= 2 ? 2 : 1);
    this.#points.set(entrant, (this.#points.get(entrant) ?? 0) + all);
    this.#streaks.set(entrant, points === 2 ? streak + 1 : 0);
  }

  #stop(isOver: boolean): void {
    this.#running = false;
    if (!isOver) return;
    for (const waited of this.#waited.values()) if (waited > STUCK) this.#waits.add(waited / 1000);
    this.#waited.clear();
  }
}
