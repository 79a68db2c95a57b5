/** Several processes that find each other over Redis. See docs/adr/0009-one-lobby-many-courts.md. */
import type { InviteAnswer } from "@quickpong/shared/protocol/http-answers.ts";
import { StartError } from "../config.ts";
import type { LeaverKeys } from "../lobby/leavers.ts";
import type { MatchOrder } from "../lobby/offers.ts";
import { Bus } from "./bus.ts";
import type { Cluster, From, Own } from "./cluster.ts";
import { type Beat, Members } from "./members.ts";

const BEAT_EVERY = 250;
/** Redis has to be there at the start, within this (ms). */
const START_IN = 5000;
/** A process knows the others after as many beats of its own. */
const FIRST_BEATS = 3;
/** Matches listed. */
const LISTED = 50;
const LOBBY = "/matchmake/joinOrCreate/";

export class RedisCluster implements Cluster {
  readonly #name: string;
  readonly #own: Own;
  readonly #since = Date.now();
  readonly #members: Members;
  readonly #bus: Bus;
  readonly #timer: NodeJS.Timeout;
  #heard = 0;
  #retired = false;
  #known: () => void = () => {};

  constructor(url: string, name: string, own: Own) {
    this.#name = name;
    this.#own = own;
    this.#members = new Members(this.#beat());
    const { left, inVain, invite } = own;
    const handlers = {
      left,
      inVain,
      invite,
      matchmake: (path: string, options: Record<string, unknown>, from: From) =>
        this.#here(own.matchmake(path, options, from)),
      openMatch: (order: MatchOrder) => this.#open(order),
    };
    this.#bus = new Bus(url, name, handlers, (beat) => {
      this.#members.heard(beat);
      if (beat.name === name && ++this.#heard === FIRST_BEATS) this.#known();
    });
    this.#timer = setInterval(() => this.#bus.beat(this.#beat()), BEAT_EVERY);
  }

  /** Resolves when this process knows the others. */
  static async join(url: string, name: string, own: Own): Promise<RedisCluster> {
    const cluster = new RedisCluster(url, name, own);
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve, reject) => {
      cluster.#known = resolve;
      timer = setTimeout(() => {
        cluster.close();
        reject(new StartError("REDIS_URL: Redis does not answer there."));
      }, START_IN);
    }).finally(() => clearTimeout(timer));
    return cluster;
  }

  leads(): boolean {
    return this.#members.leader === this.#name;
  }

  /** To the lobby at the leader's; back to a match, or to watch one, where it is. */
  async matchmake(path: string, options: Record<string, unknown>, from: From): Promise<unknown> {
    const { local, address } = from;
    const asked = ["matchmake", path, options, { local, address }] as const;
    if (path.startsWith(LOBBY) && !this.leads()) {
      return this.#bus.ask(this.#members.leader, ...asked);
    }
    const here = this.#here(this.#own.matchmake(path, options, from));
    if (path.startsWith(LOBBY)) return here;
    return here.catch((error) =>
      Promise.any(this.#members.others().map((name) => this.#bus.ask(name, ...asked))).catch(() => {
        throw error;
      }),
    );
  }

  /** Private matches stay with their lobby, which knows their code; others go where it is quiet. */
  async openMatch(order: MatchOrder): Promise<[unknown, unknown]> {
    const place = order.code === "" ? this.#members.place() : this.#name;
    const now = performance.now();
    // Clocks differ: what travels is for how long somebody has waited.
    const sent = seats(order, (since) => now - since);
    if (place === this.#name) return this.#open(sent);
    try {
      return (await this.#bus.ask(place, "openMatch", sent)) as [unknown, unknown];
    } catch {
      return this.#open(sent);
    }
  }

  invite(code: string): InviteAnswer | Promise<InviteAnswer> {
    if (this.leads()) return this.#own.invite(code);
    return this.#bus.ask(this.#members.leader, "invite", code) as Promise<InviteAnswer>;
  }

  left(keys: LeaverKeys): void {
    if (this.leads()) this.#own.left(keys);
    else this.#bus.ask(this.#members.leader, "left", keys).catch(() => {});
  }

  inVain(ticket: string, ms: number): void {
    if (this.leads()) this.#own.inVain(ticket, ms);
    else this.#bus.ask(this.#members.leader, "inVain", ticket, ms).catch(() => {});
  }

  online(): number {
    return this.#members.beats().reduce((sum, { online }) => sum + online, 0);
  }

  watchable() {
    return this.#members
      .beats()
      .flatMap(({ watchable }) => watchable)
      .slice(0, LISTED);
  }

  /** Rooms that are here can still be found: only the beat says that there should be no more. */
  retire(): void {
    this.#retired = true;
    this.#bus.beat(this.#beat());
  }

  close(): void {
    clearInterval(this.#timer);
    this.#bus.close();
  }

  #beat(): Beat {
    const { online, matches, watchable } = this.#own;
    const now = { online: online(), matches: matches(), watchable: watchable() };
    return { name: this.#name, since: this.#since, retired: this.#retired, ...now };
  }

  /** Opens a match here, for players who have waited for as long as their seats' `since` says. */
  async #open(order: MatchOrder): Promise<[unknown, unknown]> {
    const now = performance.now();
    const [left, right] = await this.#own.openMatch(seats(order, (waited) => now - waited));
    return [this.#stamp(left), this.#stamp(right)];
  }

  async #here(reservation: Promise<unknown>): Promise<unknown> {
    return this.#stamp(await reservation);
  }

  /** The front door finds the process by its name, which is the first part of a socket's path. */
  #stamp(reservation: unknown): unknown {
    return reservation ? { ...reservation, processId: this.#name } : reservation;
  }
}

const seats = (order: MatchOrder, time: (since: number) => number): MatchOrder => ({
  ...order,
  left: { ...order.left, since: time(order.left.since) },
  right: { ...order.right, since: time(order.right.since) },
});
