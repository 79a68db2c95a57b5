/**
 * Players who play a bot while they wait are asked before they are paired. Pure: time is an argument (ms,
 * any origin).
 *
 * Rules:
 * - A proposal reserves nobody: whom it is about waits on and may be paired with anybody meanwhile.
 * - So many at once are asked about a player who waits, the longest waiting first; the first yes wins.
 * - Two who both play a bot are asked about each other, and both have to agree.
 * - A proposal that is not answered is withdrawn after a while, so that others can be asked.
 * - Nobody is asked about the same player again who has declined; and about other players with a bot not
 *   for a while after a proposal came to nothing.
 */

/** A proposal without an answer is withdrawn after so long (ms); a rally against a bot is shorter. */
export const ANSWER_WITHIN = 20_000;
/** After a proposal that came to nothing (ms). */
export const ASK_AGAIN_AFTER = 30_000;
/** So many players are asked about the same one at once. */
export const ASKED_AT_ONCE = 3;
/** Numbers of proposals fit into a payload of one byte. */
const NUMBERS = 128;

interface OpenProposal {
  readonly n: number;
  readonly about: string;
  readonly until: number;
  accepted: boolean;
}

/** What the player `to` is told: who waits, or null when nobody does any more. */
export interface ProposalNews {
  to: string;
  proposal: { n: number; about: string } | null;
}

/** Who waits, in their order, and what is known of two of them. */
export interface WaitingPlayers {
  /** Need not be asked. */
  free: readonly string[];
  askFirst: readonly string[];
  /** From when on these two may be paired (ms); Infinity for never. */
  allowedFrom(a: string, b: string): number;
}

export class Proposals {
  /** By the player who is asked. */
  readonly #open = new Map<string, OpenProposal>();
  /** Until when a player is not asked again about another one (ms), by both. */
  readonly #passed = new Map<string, Map<string, number>>();
  /** Until when a player is not asked about other players with a bot (ms). */
  readonly #quiet = new Map<string, number>();
  readonly #news = new Map<string, ProposalNews["proposal"]>();
  #n = 0;

  /** The player `id` would play; false when the proposal is no more. */
  accept(id: string, n: number): boolean {
    const proposal = this.#open.get(id);
    if (proposal?.n !== n) return false;
    proposal.accepted = true;
    return true;
  }

  /** The player `id` would not. */
  decline(id: string, n: number, now: number): void {
    const proposal = this.#open.get(id);
    if (proposal?.n !== n) return;
    this.#pass(id, proposal.about, Number.POSITIVE_INFINITY, now);
  }

  /** The player `id` waits no more, or need not be asked any more. */
  forget(id: string): void {
    this.#open.delete(id);
    this.#passed.delete(id);
    this.#quiet.delete(id);
    this.#news.delete(id);
    for (const [asked, { about }] of this.#open) if (about === id) this.#withdraw(asked);
  }

  /** Pairs of which everybody who has to be asked has agreed. */
  agreed(): [string, string][] {
    const out: [string, string][] = [];
    for (const [id, { about, accepted }] of this.#open) {
      const other = this.#open.get(about);
      // Whoever is asked about each other stands in the map twice.
      const bothAgree = other?.about === id ? other.accepted && id < about : true;
      if (accepted && bothAgree) out.push([id, about]);
    }
    return out;
  }

  /** Withdraws what is out of time and asks whoever can be asked now. Returns when that is next due (ms). */
  update(waiting: WaitingPlayers, now: number): number {
    // Two who are asked about each other have both not answered.
    for (const [id, { about, until }] of [...this.#open])
      if (until <= now) this.#pass(id, about, now + ASK_AGAIN_AFTER, now);
    const due = new Due(now);
    this.#askAboutFree(waiting, due);
    this.#askAboutEachOther(waiting, due);
    for (const { until } of this.#open.values()) due.note(until);
    return due.next;
  }

  /** What players are to be told, since this was asked last. */
  takeNews(): ProposalNews[] {
    const news = [...this.#news].map(([to, proposal]) => ({ to, proposal }));
    this.#news.clear();
    return news;
  }

  #askAboutFree({ free, askFirst, allowedFrom }: WaitingPlayers, due: Due): void {
    for (const about of free) {
      let asked = 0;
      for (const proposal of this.#open.values()) if (proposal.about === about) asked++;
      for (const id of askFirst) {
        if (asked >= ASKED_AT_ONCE) break;
        if (this.#open.has(id) || !due.has(this.#passedUntil(id, about))) continue;
        if (!due.has(allowedFrom(id, about))) continue;
        this.#ask(id, about, due.now);
        asked++;
      }
    }
  }

  #askAboutEachOther({ askFirst, allowedFrom }: WaitingPlayers, due: Due): void {
    const quietUntil = (id: string) => this.#quiet.get(id) ?? Number.NEGATIVE_INFINITY;
    const idle = askFirst.filter((id) => !this.#open.has(id) && due.has(quietUntil(id)));
    for (const [i, a] of idle.entries()) {
      if (this.#open.has(a)) continue;
      const b = idle
        .slice(i + 1)
        .find((id) => !this.#open.has(id) && this.#mayMeet(a, id, allowedFrom, due));
      if (b === undefined) continue;
      this.#ask(a, b, due.now);
      this.#ask(b, a, due.now);
    }
  }

  #mayMeet(a: string, b: string, allowedFrom: WaitingPlayers["allowedFrom"], due: Due): boolean {
    const passed = Math.max(this.#passedUntil(a, b), this.#passedUntil(b, a));
    return due.has(passed) && due.has(allowedFrom(a, b));
  }

  #ask(id: string, about: string, now: number): void {
    const n = this.#n++ % NUMBERS;
    this.#open.set(id, { n, about, until: now + ANSWER_WITHIN, accepted: false });
    this.#news.set(id, { n, about });
  }

  /** A proposal comes to nothing; so does the one that asks the other player about this one. */
  #pass(id: string, about: string, until: number, now: number): void {
    this.#withdraw(id);
    const passed = this.#passed.get(id) ?? new Map<string, number>();
    this.#passed.set(id, passed.set(about, until));
    this.#quiet.set(id, now + ASK_AGAIN_AFTER);
    if (this.#open.get(about)?.about === id) this.#withdraw(about);
  }

  #withdraw(id: string): void {
    this.#open.delete(id);
    this.#news.set(id, null);
  }

  #passedUntil(id: string, about: string): number {
    return this.#passed.get(id)?.get(about) ?? Number.NEGATIVE_INFINITY;
  }
}

/** What can be done now, and when the first of what can't be. */
class Due {
  readonly now: number;
  next = Number.POSITIVE_INFINITY;

  constructor(now: number) {
    this.now = now;
  }

  /** Whether `time` (ms) has come. */
  has(time: number): boolean {
    this.note(time);
    return time <= this.now;
  }

  note(time: number): void {
    if (time > this.now) this.next = Math.min(this.next, time);
  }
}
