/**
 * Which process leads, as this one sees it, and whether it can reach the others at all. Without a
 * clock: it counts its own beats, and which of them come back to it.
 */
import { Members, type ProcessHeartbeat } from "./members.ts";

/** So many of our beats that don't come back to us, and the others can't be reached. */
const SILENT_MAX = 5;
/** A process knows the others after as many beats of its own. */
const FIRST_BEATS = 3;

export interface LeadershipHooks {
  /** Another leads than did; `before` is whether it was this process. */
  changed(before: boolean): void;
  /** These are the processes whose guests can be reached, this one among them. */
  reachable(names: readonly string[]): void;
  /** The others are known by now. */
  known(): void;
  /** Another process goes by our name. */
  twin(): void;
}

export class Leadership {
  readonly members: Members;
  /** Whose desk is everybody's. */
  leader: string;
  readonly #self: ProcessHeartbeat;
  readonly #hooks: LeadershipHooks;
  /** Beats since one came back. */
  #silent = 0;
  #heard = 0;

  constructor(self: ProcessHeartbeat, hooks: LeadershipHooks) {
    this.#self = self;
    this.#hooks = hooks;
    this.leader = self.name;
    this.members = new Members(self);
  }

  get here(): boolean {
    return this.leader === this.#self.name;
  }

  /** Nobody can be reached: this process is on its own, and leads itself. */
  get away(): boolean {
    return this.#silent > SILENT_MAX;
  }

  /** A beat of ours goes out. */
  beating(): void {
    this.#silent++;
    this.#look();
  }

  /** A beat has come in, ours or another's. */
  heard(beat: ProcessHeartbeat): void {
    const { name, since } = this.#self;
    const mine = beat.name === name;
    if (mine && beat.since !== since) return this.#hooks.twin();
    this.members.heard(beat);
    if (mine) this.#silent = 0;
    this.#look();
    if (mine && ++this.#heard === FIRST_BEATS) this.#hooks.known();
  }

  /** Nobody listens under this name any more. */
  gone(name: string): void {
    this.members.forget(name);
    this.#look();
  }

  #look(): void {
    const { name } = this.#self;
    const leader = this.away ? name : this.members.leader;
    const before = this.here;
    if (leader !== this.leader) {
      this.leader = leader;
      this.#hooks.changed(before);
    }
    this.#hooks.reachable([name, ...(this.away ? [] : this.members.others())]);
  }
}
