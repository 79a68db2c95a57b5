/** Several processes as one server. See docs/adr/0009-one-matchmaker-many-processes.md. */
import type { InviteAnswer, WatchableMatch } from "@quickpong/shared/protocol/http-answers.ts";
import { LOBBY_SEAT } from "../colyseus/matchmake-endpoint.ts";
import { StartError } from "../config.ts";
import type { LeaverKeys } from "../matchmaking/leaver-penalties.ts";
import { inOrder } from "../matchmaking/match-directory.ts";
import type { Notice } from "../matchmaking/matchmaker.ts";
import type { CreateMatchRequest } from "../matchmaking/offers.ts";
import type { Cluster, ClusterState, From, LocalNode, MatchmakerClient } from "./cluster.ts";
import { Leadership } from "./leadership.ts";
import type { ProcessHeartbeat } from "./members.ts";
import { matchmakerHandlers, remoteMatchmaker } from "./remote-matchmaker.ts";
import { type Handlers, Rpc } from "./rpc.ts";
import type { OpenClusterTransport } from "./transport.ts";

const BEAT_EVERY = 250;
/** The wire has to be there at the start, within this (ms). */
const START_IN = 5000;

export class ClusterNode implements Cluster {
  readonly desk: MatchmakerClient;
  readonly #name: string;
  readonly #own: LocalNode;
  readonly #since = Date.now();
  readonly #lead: Leadership;
  readonly #bus: Rpc;
  readonly #timer: NodeJS.Timeout;
  #opening = true;
  #retired = false;
  #known: () => void = () => {};
  #twin: () => void = () => {};

  constructor(open: OpenClusterTransport, name: string, own: LocalNode) {
    this.#name = name;
    this.#own = own;
    const { desk, hall } = own;
    const lead = new Leadership(this.#beat(), {
      changed(before) {
        if (before) desk.handOver();
        hall.moved();
      },
      reachable: (names) => desk.keep(names),
      known: () => this.#known(),
      twin: () => this.#twin(),
    });
    this.#lead = lead;
    this.desk = remoteMatchmaker({ name, desk, lead, bus: () => this.#bus });
    this.#bus = new Rpc({
      name,
      open,
      handlers: { ...this.#handlers(), ...matchmakerHandlers(desk, lead) },
      heard: (beat) => lead.heard(beat),
      gone: (who) => lead.gone(who),
      failed: own.failed,
    });
    this.#timer = setInterval(() => {
      this.#bus.beat(this.#beat());
      lead.beating();
    }, BEAT_EVERY);
  }

  /** Resolves when this process knows the others; rejects with a StartError. */
  static async join(
    open: OpenClusterTransport,
    name: string,
    own: LocalNode,
  ): Promise<ClusterNode> {
    const cluster = new ClusterNode(open, name, own);
    let timer: NodeJS.Timeout | undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        const fail = (text: string) => () => reject(new StartError(text));
        cluster.#known = resolve;
        cluster.#twin = fail(`QUICKPONG_PROCESS: another process is called ${name}.`);
        timer = setTimeout(
          fail("REDIS_URL: Redis does not answer there; the log says why."),
          START_IN,
        );
      });
      return cluster;
    } catch (error) {
      cluster.close();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Joining the lobby is possible anywhere; back to a match, or to watch one, where it is. */
  async matchmake(path: string, options: Record<string, unknown>, from: From): Promise<unknown> {
    const { local, site } = from;
    const asked = ["matchmake", path, options, { local, site }] as const;
    const here = this.#stamped(this.#own.matchmake(path, options, from));
    if (path === LOBBY_SEAT || this.#away) return here;
    return here.catch((error) =>
      Promise.any(this.#lead.members.others().map((name) => this.#bus.ask(name, ...asked))).catch(
        () => {
          throw error;
        },
      ),
    );
  }

  /** Private matches stay with the desk, which knows their code; others go where it is quiet. */
  async openMatch(order: CreateMatchRequest): Promise<[unknown, unknown]> {
    const isHere = order.code !== "" || this.#away;
    const place = isHere ? this.#name : this.#lead.members.place();
    const now = performance.now();
    // Clocks differ: what travels is for how long somebody has waited.
    const sent = seats(order, (since) => now - since);
    if (place === this.#name) return this.#open(sent);
    try {
      return (await this.#bus.ask(place, "openMatch", sent)) as [unknown, unknown];
    } catch {
      // Should it open one after all, nobody comes to it, and it is void after 5 s (PRESENCE-1).
      return this.#open(sent);
    }
  }

  /** A private room is where its host found the desk. */
  async invite(code: string): Promise<InviteAnswer> {
    const here = this.#own.invite(code);
    if (here.state !== "unknown" || this.#away) return here;
    const asked = this.#lead.members.others().map(async (name) => {
      const answer = (await this.#bus.ask(name, "invite", code)) as InviteAnswer;
      return answer.state === "unknown" ? Promise.reject(new Error(code)) : answer;
    });
    return Promise.any(asked).catch(() => here);
  }

  left(keys: LeaverKeys): void {
    if (this.#lead.here) this.#own.left(keys);
    else this.#bus.tell(this.#lead.leader, "left", keys);
  }

  inVain(ticket: string, ms: number): void {
    if (this.#lead.here) this.#own.inVain(ticket, ms);
    else this.#bus.tell(this.#lead.leader, "inVain", ticket, ms);
  }

  tell(home: string, id: string, notice: Notice): void {
    if (home === this.#name) this.#own.hall.tell(id, notice);
    else this.#bus.tell(home, "tell", id, notice);
  }

  strayed(name: string, roomId: string): boolean {
    if (!this.#lead.members.others().includes(name)) return false;
    this.#bus.tell(name, "strayed", roomId);
    return true;
  }

  online(): number {
    return this.#lead.members.beats().reduce((sum, { online }) => sum + online, 0);
  }

  /** Those of others can be watched only while they can be asked for a place. */
  watchable(): readonly WatchableMatch[] {
    if (this.#away) return this.#own.watchable();
    return inOrder(this.#lead.members.beats().flatMap(({ watchable }) => watchable));
  }

  state(): ClusterState {
    const { here: leads, away, members } = this.#lead;
    return { leads, away, processes: members.beats().length };
  }

  opened(): void {
    this.#opening = false;
    this.#beatNow();
  }

  /** Rooms that are here can still be found: only the beat says that there should be no more. */
  retire(): void {
    this.#retired = true;
    this.#beatNow();
  }

  #beatNow(): void {
    const beat = this.#beat();
    this.#bus.beat(beat);
    this.#lead.heard(beat);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#bus.close();
  }

  get #away(): boolean {
    return this.#lead.away;
  }

  /** What other processes can ask of this one, and tell it. */
  #handlers(): Handlers {
    const { left, inVain, invite, hall, strayed } = this.#own;
    return {
      left,
      inVain,
      invite,
      strayed,
      matchmake: (...asked: Parameters<LocalNode["matchmake"]>) =>
        this.#stamped(this.#own.matchmake(...asked)),
      openMatch: (order: CreateMatchRequest) => this.#open(order),
      tell: (id: string, notice: Notice) => hall.tell(id, notice),
    };
  }

  #beat(): ProcessHeartbeat {
    const { online, matches, watchable, isOverloaded } = this.#own;
    return {
      name: this.#name,
      since: this.#since,
      opening: this.#opening,
      retired: this.#retired,
      overloaded: isOverloaded(),
      online: online(),
      matches: matches(),
      watchable: watchable(),
    };
  }

  /** Opens a match here, for players who have waited for as long as their seats' `since` says. */
  async #open(order: CreateMatchRequest): Promise<[unknown, unknown]> {
    const now = performance.now();
    const [left, right] = await this.#own.openMatch(seats(order, (waited) => now - waited));
    return [this.#stamp(left), this.#stamp(right)];
  }

  async #stamped(reservation: Promise<unknown>): Promise<unknown> {
    return this.#stamp(await reservation);
  }

  /** The front door finds the process by its name, which is the first part of a socket's path. */
  #stamp(reservation: unknown): unknown {
    return reservation ? { ...reservation, processId: this.#name } : reservation;
  }
}

const seats = (order: CreateMatchRequest, time: (since: number) => number): CreateMatchRequest => ({
  ...order,
  left: { ...order.left, since: time(order.left.since) },
  right: { ...order.right, since: time(order.right.since) },
});
