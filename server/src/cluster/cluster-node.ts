/** Several processes as one server, by way of Redis. See docs/adr/0027-pair-players-in-redis-with-no-leader.md. */
import type { InviteAnswer, WatchableMatch } from "@quickpong/shared/protocol/http-answers.ts";
import { HttpError } from "../http/body.ts";
import { LOBBY_SEAT } from "../http/matchmake-path.ts";
import type { LeaverKeys } from "../match/seats.ts";
import { answerOf } from "../matchmaking/invite.ts";
import { inOrder } from "../matchmaking/match-directory.ts";
import type {
  CreateMatchRequest,
  Matchmaker,
  MatchmakerClient,
  Notice,
} from "../matchmaking/matchmaker.ts";
import type { Cluster, ClusterState, LocalNode, Requester } from "./cluster.ts";
import { type InboxMessage, readMessage } from "./inbox-message.ts";
import { Membership, type ProcessState } from "./membership.ts";
import { PairTimer } from "./pair-timer.ts";
import type { RedisLink } from "./redis-link.ts";
import { RedisMatchmaker } from "./redis-matchmaker.ts";
import { SeatRequests } from "./seat-requests.ts";
import { SeenOrders } from "./seen-orders.ts";

export class ClusterNode implements Cluster {
  readonly #name: string;
  readonly #own: LocalNode;
  readonly #membership: Membership;
  readonly #redis: RedisMatchmaker;
  /** Pairs those who are connected here while the others can't be reached. */
  readonly #memory: Matchmaker;
  readonly #seats = new SeatRequests();
  readonly #seen = new SeenOrders();
  readonly #timer = new PairTimer(() => void this.#redis.pair());
  #accepts = false;
  #refused = 0;

  constructor(link: RedisLink, name: string, own: LocalNode, failed: (reason: string) => void) {
    this.#name = name;
    this.#own = own;
    this.#memory = own.createMatchmaker(this);
    const dueIn = (ms: number) => this.#timer.in(ms);
    this.#membership = new Membership(link, name, {
      state: () => this.#state(),
      received: (texts) => {
        for (const text of texts) this.#receive(text);
      },
      changed: (isolated) => this.#changed(isolated),
      dueIn,
      failed,
    });
    const { pairing, lobby } = own;
    const { random, observeWait } = pairing;
    this.#redis = new RedisMatchmaker({
      link,
      random,
      observeWait,
      processId: () => this.#membership.id,
      createMatch: (request) => this.createMatch(request),
      discardMatch: own.discardMatch,
      notify: (id, notice) => lobby.notify(id, notice),
      dueIn,
      failed: (error) => own.failed(error, "createMatch"),
    });
  }

  /** Whether this process is with the others by now, or why it is not. */
  get joining(): "joined" | "name taken" | "no answer" {
    if (!this.#isolated) return "joined";
    return this.#membership.nameIsTaken ? "name taken" : "no answer";
  }

  /** In Redis, or here while Redis is away. */
  get matchmaker(): MatchmakerClient {
    return this.#isolated ? this.#memory : this.#redis;
  }

  /** Any process lets players into its lobby; the process of a match lets them back into it, or watch it. */
  async matchmake(
    path: string,
    options: Record<string, unknown>,
    from: Requester,
  ): Promise<unknown> {
    try {
      return await this.#matchmakeHere(path, options, from);
    } catch (error) {
      if (path === LOBBY_SEAT || this.#isolated || !(error instanceof HttpError)) throw error;
      const { local, site } = from;
      const ask = { kind: "ask", from: this.#membership.id, path, options, local, site } as const;
      return this.#seats.ask((id) => this.#send({ ...ask, id }), error);
    }
  }

  /** Makes a match here: the process was chosen before. */
  async createMatch(request: CreateMatchRequest): Promise<[unknown, unknown]> {
    const [left, right] = await this.#own.createMatch(request);
    return [this.#stamped(left), this.#stamped(right)];
  }

  async invite(code: string): Promise<InviteAnswer> {
    const here = this.#own.invite(code);
    if (here.state !== "unknown" || this.#isolated) return here;
    const found = await this.#redis.invite(code);
    return found ? answerOf(found.invite, found.now) : here;
  }

  matchOpened(code: string, roomId: string): void {
    this.#own.matchOpened(code, roomId);
  }

  matchPlayed(code: string, roomId: string, played: boolean): void {
    this.#own.matchPlayed(code, roomId, played);
    void this.#redis.run("match_played", { code, room: roomId, played });
  }

  matchOver(code: string, roomId: string, noShow: boolean): void {
    this.#own.matchOver(code, roomId, noShow);
    void this.#redis.run("match_over", { code, room: roomId, noShow });
  }

  allowSpectators(code: string, roomId: string, allowed: boolean): void {
    this.#own.allowSpectators(code, roomId, allowed);
    void this.#redis.run("match_watch", { code, room: roomId, allowed });
  }

  /** Remembered in both places: what is in Redis counts, and what is here while Redis is away. */
  left(keys: LeaverKeys): void {
    this.#own.left(keys);
    void this.#redis.run("left", keys);
  }

  opponentNoShow(ticket: string, ms: number): void {
    this.#own.opponentNoShow(ticket, ms);
    void this.#redis.run("no_show", { ticket, waited: Math.round(ms) });
  }

  notify(_: string, id: string, notice: Notice): void {
    this.#own.lobby.notify(id, notice);
  }

  strayed(name: string, roomId: string): boolean {
    if (!this.#membership.others.some((other) => other.name === name)) return false;
    void this.#send({ kind: "strayed", room: roomId }, name);
    return true;
  }

  online(): number {
    return this.#membership.others.reduce((sum, { online }) => sum + online, this.#own.online());
  }

  /** Matches of other processes can be watched only while those processes can be asked for a place. */
  watchable(): readonly WatchableMatch[] {
    const elsewhere = this.#membership.others.flatMap(({ watchable }) => watchable);
    return inOrder([...this.#own.watchable(), ...elsewhere]);
  }

  state(): ClusterState {
    const processes = this.#membership.others.length + 1;
    return { isolated: this.#isolated, processes, refused: this.#refused };
  }

  opened(): void {
    this.#accepts = true;
    void this.#membership.renew();
  }

  /** Matches that are here can still be found: only the others know that there should be no more. */
  retire(): void {
    this.#accepts = false;
    void this.#membership.renew();
  }

  close(): void {
    this.#timer.clear();
    void this.#membership.close();
  }

  get #isolated(): boolean {
    return this.#membership.isolated;
  }

  #state(): ProcessState {
    const { online, matches, watchable, isOverloaded } = this.#own;
    return {
      name: this.#name,
      accepts: this.#accepts,
      overloaded: isOverloaded(),
      online: online(),
      matches: matches(),
      watchable: watchable(),
    };
  }

  /** Gives those who wait here to the matchmaker that is there from now on. */
  #changed(isolated: boolean): void {
    if (!isolated) this.#memory.handOver();
    this.#own.lobby.matchmakerMoved();
  }

  #receive(text: string): void {
    const message = readMessage(text);
    if (!message || (message.kind === "make" && !this.#seen.isNew(message.order))) this.#refused++;
    else if (message.kind === "make") void this.#redis.make(message);
    else if (message.kind === "notify") this.#redis.tell(message);
    else if (message.kind === "strayed") this.#own.strayed(message.room);
    else if (message.kind === "ask") void this.#answer(message);
    else this.#seats.answered(message);
  }

  async #answer({ from, id, path, options, local, site }: InboxMessage & { kind: "ask" }) {
    const answer = await this.#matchmakeHere(path, { ...options }, { local, site }).then(
      (value) => ({ value }),
      (error) => {
        if (!(error instanceof HttpError)) this.#own.failed(error, "matchmake");
        return { status: 404 };
      },
    );
    const args = { toProcess: from, message: { kind: "answer", id, ...answer } };
    await this.#redis.run("send", { ...args, process: this.#membership.id });
  }

  /** To the process of this name, or to all others; says to how many. */
  async #send(message: InboxMessage, to?: string): Promise<number> {
    const sent = await this.#redis.run("send", { message, to, process: this.#membership.id });
    return Number(sent ?? 0);
  }

  /** What this process answers, with its name. */
  async #matchmakeHere(...args: Parameters<LocalNode["matchmake"]>): Promise<unknown> {
    return this.#stamped(await this.#own.matchmake(...args));
  }

  /** The load balancer finds the process by its name, as the first part of a socket's path. */
  #stamped(reservation: unknown): unknown {
    return reservation ? { ...reservation, processId: this.#name } : reservation;
  }
}
