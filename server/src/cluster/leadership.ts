/**
 * Which process leads, as this one sees it, and whether it can reach the others at all. It has no clock: it
 * counts its own heartbeats, and which of them come back to it.
 */
import { Members, type ProcessHeartbeat } from "./members.ts";

/** After so many of our heartbeats that don't come back the others can't be reached. */
const SILENT_MAX = 5;
/** A process knows the others after so many heartbeats of its own. */
const FIRST_HEARTBEATS = 3;

export interface LeadershipHooks {
  /** Another process leads than before; `wasLeader` is whether it was this one. */
  changed(wasLeader: boolean): void;
  /** These are the processes whose players can be reached, this one among them. */
  reachable(names: readonly string[]): void;
  /** The others are known by now. */
  known(): void;
  /** Another process has our name. */
  nameConflict(): void;
}

export class Leadership {
  readonly members: Members;
  /** The process whose matchmaker is everybody's. */
  leader: string;
  readonly #self: ProcessHeartbeat;
  readonly #hooks: LeadershipHooks;
  /** Heartbeats since one came back. */
  #silent = 0;
  #heard = 0;

  constructor(self: ProcessHeartbeat, hooks: LeadershipHooks) {
    this.#self = self;
    this.#hooks = hooks;
    this.leader = self.name;
    this.members = new Members(self);
  }

  get isLeader(): boolean {
    return this.leader === this.#self.name;
  }

  /** Nobody can be reached: this process is on its own, and leads itself. */
  get isolated(): boolean {
    return this.#silent > SILENT_MAX;
  }

  /** A heartbeat of ours goes out. */
  sending(): void {
    this.#silent++;
    this.#update();
  }

  /** A heartbeat has come in, ours or another's. */
  heard(heartbeat: ProcessHeartbeat): void {
    const { name, since } = this.#self;
    const mine = heartbeat.name === name;
    if (mine && heartbeat.since !== since) return this.#hooks.nameConflict();
    this.members.heard(heartbeat);
    if (mine) this.#silent = 0;
    this.#update();
    if (mine && ++this.#heard === FIRST_HEARTBEATS) this.#hooks.known();
  }

  /** Nobody listens under this name any more. */
  gone(name: string): void {
    this.members.forget(name);
    this.#update();
  }

  #update(): void {
    const { name } = this.#self;
    const leader = this.isolated ? name : this.members.leader;
    const wasLeader = this.isLeader;
    if (leader !== this.leader) {
      this.leader = leader;
      this.#hooks.changed(wasLeader);
    }
    this.#hooks.reachable([name, ...(this.isolated ? [] : this.members.others())]);
  }
}
