/** Several processes as one server. See docs/adr/0009-one-matchmaker-many-processes.md. */
import type { InviteAnswer, WatchableMatch } from "@quickpong/shared/protocol/http-answers.ts";
import { StartError } from "../config.ts";
import { LOBBY_SEAT } from "../http/matchmake-path.ts";
import type { LeaverKeys } from "../match/seats.ts";
import { inOrder } from "../matchmaking/match-directory.ts";
import type { CreateMatchRequest, MatchmakerClient, Notice } from "../matchmaking/matchmaker.ts";
import type { Cluster, ClusterState, LocalNode, Requester } from "./cluster.ts";
import { Leadership } from "./leadership.ts";
import { MatchPlacement, stamped } from "./match-placement.ts";
import type { ProcessHeartbeat } from "./members.ts";
import { matchmakerHandlers, remoteMatchmaker } from "./remote-matchmaker.ts";
import { type Handlers, Rpc } from "./rpc.ts";
import type { OpenClusterTransport } from "./transport.ts";

/** How often a process sends a heartbeat (ms). */
const HEARTBEAT_EVERY = 250;
/** At the start the transport has to work within this time (ms). */
const START_IN = 5000;

export class ClusterNode implements Cluster {
  readonly matchmaker: MatchmakerClient;
  readonly #name: string;
  readonly #own: LocalNode;
  readonly #since = Date.now();
  /** Undefined while the first heartbeat is made for it. */
  readonly #leadership: Leadership;
  readonly #rpc: Rpc;
  readonly #placement: MatchPlacement;
  readonly #timer: NodeJS.Timeout;
  #opening = true;
  #retired = false;
  #onKnown: () => void = () => {};
  #onNameConflict: () => void = () => {};

  constructor(open: OpenClusterTransport, name: string, own: LocalNode) {
    this.#name = name;
    this.#own = own;
    const { lobby } = own;
    const matchmaker = own.createMatchmaker(this);
    const leadership = new Leadership(this.#heartbeat(), {
      changed(wasLeader) {
        if (wasLeader) matchmaker.handOver();
        lobby.matchmakerMoved();
      },
      reachable: (names) => matchmaker.keepProcesses(names),
      known: () => this.#onKnown(),
      nameConflict: () => this.#onNameConflict(),
    });
    this.#leadership = leadership;
    this.matchmaker = remoteMatchmaker({ matchmaker, leadership, rpc: () => this.#rpc });
    this.#rpc = new Rpc({
      name,
      open,
      handlers: { ...this.#handlers(), ...matchmakerHandlers(matchmaker, leadership) },
      heard: (heartbeat) => leadership.heard(heartbeat),
      gone: (process) => leadership.gone(process),
      failed: own.failed,
    });
    this.#placement = new MatchPlacement({ name, leadership, rpc: this.#rpc, own });
    this.#timer = setInterval(() => {
      this.#rpc.sendHeartbeat(this.#heartbeat());
      leadership.sending();
    }, HEARTBEAT_EVERY);
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
        cluster.#onKnown = resolve;
        cluster.#onNameConflict = fail(`QUICKPONG_PROCESS: another process is called ${name}.`);
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

  /** Any process lets players into its lobby; the process of a match lets them back into it, or watch it. */
  async matchmake(
    path: string,
    options: Record<string, unknown>,
    from: Requester,
  ): Promise<unknown> {
    const { local, site } = from;
    const args = [path, options, { local, site }] as const;
    const ownAnswer = this.#matchmakeHere(path, options, from);
    if (path === LOBBY_SEAT || this.#isolated) return ownAnswer;
    return ownAnswer.catch((error) =>
      Promise.any(this.#others().map((name) => this.#rpc.call(name, "matchmake", ...args))).catch(
        () => {
          throw error;
        },
      ),
    );
  }

  createMatch(request: CreateMatchRequest): Promise<[unknown, unknown]> {
    return this.#placement.create(request);
  }

  /** An invite is where its host found the matchmaker. */
  async invite(code: string): Promise<InviteAnswer> {
    const ownAnswer = this.#own.invite(code);
    if (ownAnswer.state !== "unknown" || this.#isolated) return ownAnswer;
    const answers = this.#others().map(async (name) => {
      const answer = (await this.#rpc.call(name, "invite", code)) as InviteAnswer;
      return answer.state === "unknown" ? Promise.reject(new Error(code)) : answer;
    });
    return Promise.any(answers).catch(() => ownAnswer);
  }

  left(keys: LeaverKeys): void {
    const { isLeader, leader } = this.#leadership;
    if (isLeader) this.#own.left(keys);
    else this.#rpc.notify(leader, "left", keys);
  }

  opponentNoShow(ticket: string, ms: number): void {
    const { isLeader, leader } = this.#leadership;
    if (isLeader) this.#own.opponentNoShow(ticket, ms);
    else this.#rpc.notify(leader, "opponentNoShow", ticket, ms);
  }

  notify(processId: string, id: string, notice: Notice): void {
    if (processId === this.#name) this.#own.lobby.notify(id, notice);
    else this.#rpc.notify(processId, "notify", id, notice);
  }

  strayed(name: string, roomId: string): boolean {
    if (!this.#others().includes(name)) return false;
    this.#rpc.notify(name, "strayed", roomId);
    return true;
  }

  online(): number {
    return this.#leadership.members.heartbeats().reduce((sum, { online }) => sum + online, 0);
  }

  /** Matches of other processes can be watched only while those processes can be asked for a place. */
  watchable(): readonly WatchableMatch[] {
    if (this.#isolated) return this.#own.watchable();
    return inOrder(this.#leadership.members.heartbeats().flatMap(({ watchable }) => watchable));
  }

  state(): ClusterState {
    const { isLeader: leads, isolated, members } = this.#leadership;
    const refused = this.#rpc.refused;
    return { leads, isolated, processes: members.heartbeats().length, refused };
  }

  opened(): void {
    this.#opening = false;
    this.#sendHeartbeatNow();
  }

  /** Matches that are here can still be found: only the heartbeat says that there should be no more. */
  retire(): void {
    this.#retired = true;
    this.#sendHeartbeatNow();
  }

  #sendHeartbeatNow(): void {
    const heartbeat = this.#heartbeat();
    this.#rpc.sendHeartbeat(heartbeat);
    this.#leadership.heard(heartbeat);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#rpc.close();
  }

  get #isolated(): boolean {
    return this.#leadership.isolated;
  }

  #others(): string[] {
    return this.#leadership.members.others();
  }

  /** The methods that other processes can call here. */
  #handlers(): Handlers {
    const { left, opponentNoShow, invite, lobby, strayed } = this.#own;
    return {
      left,
      opponentNoShow,
      invite,
      strayed,
      matchmake: (...args: Parameters<LocalNode["matchmake"]>) => this.#matchmakeHere(...args),
      createMatch: (request: CreateMatchRequest) => this.#placement.createHere(request),
      notify: (id: string, notice: Notice) => lobby.notify(id, notice),
    };
  }

  #heartbeat(): ProcessHeartbeat {
    const { online, matches, watchable, isOverloaded } = this.#own;
    return {
      name: this.#name,
      since: this.#since,
      opening: this.#opening,
      retired: this.#retired,
      isolated: this.#leadership?.isolated ?? false,
      overloaded: isOverloaded(),
      online: online(),
      matches: matches(),
      watchable: watchable(),
    };
  }

  /** What this process answers, with its name. */
  async #matchmakeHere(...args: Parameters<LocalNode["matchmake"]>): Promise<unknown> {
    return stamped(await this.#own.matchmake(...args), this.#name);
  }
}
