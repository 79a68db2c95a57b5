/**
 * One matchmaker of several processes, in memory or in Redis, on a virtual clock: who comes and goes, which matches
 * are ordered, and what each player is told.
 */
import { BOT_LEVELS } from "@quickpong/shared/bot-levels.ts";
import { LobbyMessage } from "@quickpong/shared/protocol/messages.ts";
import { randomFrom } from "@quickpong/shared/random.ts";
import { DEFAULT_RULES } from "@quickpong/shared/rules.ts";
import { ReplyError } from "ioredis";
import { readMessage } from "../../src/cluster/inbox-message.ts";
import type { RedisLink } from "../../src/cluster/redis-link.ts";
import { RedisMatchmaker } from "../../src/cluster/redis-matchmaker.ts";
import { InMemoryMatchmaker } from "../../src/matchmaking/in-memory-matchmaker.ts";
import { Invites } from "../../src/matchmaking/invites.ts";
import { LeaverPenalties } from "../../src/matchmaking/leaver-penalties.ts";
import type {
  CreateMatchRequest,
  JoinRequest,
  MatchmakerClient,
  Notice,
  Reconciliation,
} from "../../src/matchmaking/matchmaker.ts";
import { PriorityTickets } from "../../src/matchmaking/priority-tickets.ts";

/** The scripts take this one in place of Redis' clock. */
const CLOCK = "clock";

/** A match that is to be made. */
interface Making {
  made(): void;
  failed(): void;
}

export abstract class MatchmakerRun {
  readonly processes: readonly string[];
  /** What each session was told, in order. */
  readonly notices = new Map<string, Notice[]>();
  readonly making: Making[] = [];
  now = 1_000_000;
  #matches = 0;

  constructor(processes: readonly string[]) {
    this.processes = processes;
  }

  abstract at(process: string): MatchmakerClient;
  abstract pair(): Promise<void>;
  abstract left(tab: string, address: string | undefined): Promise<void>;
  abstract noShow(ticket: string, waited: number): Promise<void>;
  /** A match in a private room has ended, and its players are still there. */
  abstract matchPlayed(code: string, room: string): Promise<void>;
  /** A room is over: `noShow` when a player never came. */
  abstract matchOver(code: string, room: string, noShow: boolean): Promise<void>;
  abstract goOn(ms: number): Promise<void>;
  /** Resolves when everything has happened that happens by itself. */
  abstract settle(): Promise<void>;

  async reconcile(process: string, ids: readonly string[]): Promise<Reconciliation> {
    return this.at(process).reconcile(process, ids);
  }

  protected notify(id: string, notice: Notice): void {
    this.notices.set(id, [...(this.notices.get(id) ?? []), notice]);
  }

  /** A room whose number is its name, once the test has it made. */
  protected create(_: CreateMatchRequest): Promise<[unknown, unknown]> {
    const roomId = `room ${this.#matches++}`;
    return new Promise((resolve, reject) => {
      this.making.push({
        made: () => resolve([{ roomId }, { roomId }]),
        failed: () => reject(new Error("no room")),
      });
    });
  }
}

export class MemoryRun extends MatchmakerRun {
  readonly #invites = new Invites(randomFrom(11));
  readonly #tickets = new PriorityTickets();
  readonly #penalties = new LeaverPenalties();
  readonly #matchmaker: InMemoryMatchmaker;
  #lastTicket = 0;

  constructor(processes: readonly string[]) {
    super(processes);
    const [invites, tickets, penalties] = [this.#invites, this.#tickets, this.#penalties];
    this.#matchmaker = new InMemoryMatchmaker(
      { rules: DEFAULT_RULES, invites, tickets, penalties },
      {
        now: () => this.now,
        newTicket: () => `ticket ${this.#lastTicket++}`,
        network: () => ({
          notify: (_, id, notice) => this.notify(id, notice),
          createMatch: async (request) => {
            const reservations = await this.create(request);
            const { roomId } = reservations[0] as { roomId: string };
            invites.opened(request.code, roomId);
            return reservations;
          },
        }),
        pairIn: () => {},
        observeWait: () => {},
        failed: () => {},
      },
    );
  }

  at(): MatchmakerClient {
    return this.#matchmaker;
  }

  async pair(): Promise<void> {
    this.#matchmaker.pair();
  }

  async left(tab: string, address: string | undefined): Promise<void> {
    this.#penalties.left({ tab, address }, this.now);
  }

  async noShow(ticket: string, waited: number): Promise<void> {
    this.#tickets.activate(ticket, this.now - waited, this.now);
  }

  async matchPlayed(code: string, room: string): Promise<void> {
    this.#invites.played(code, room, true);
  }

  async matchOver(code: string, room: string, noShow: boolean): Promise<void> {
    this.#invites.over(code, room, noShow, this.now);
  }

  async goOn(ms: number): Promise<void> {
    this.now += ms;
  }

  settle(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
  }
}

export class RedisRun extends MatchmakerRun {
  readonly #link: RedisLink;
  readonly #matchmakers = new Map<string, RedisMatchmaker>();
  readonly #set: (key: string, value: number) => Promise<unknown>;
  /** Scripts that were called and have not answered. */
  #running = 0;
  /** Rooms that nobody wanted any more. */
  readonly discarded: string[] = [];
  /** What came into an inbox and was no message. */
  readonly garbage: string[] = [];

  /** `set` writes a key under the link's prefix. */
  constructor(
    link: RedisLink,
    processes: readonly string[],
    set: (key: string, value: number) => Promise<unknown>,
  ) {
    super(processes);
    this.#set = set;
    this.#link = {
      ...link,
      run: async (name, args) => {
        this.#running++;
        try {
          return await link.run(name, args);
        } finally {
          this.#running--;
        }
      },
    };
    for (const process of processes) this.#matchmakers.set(process, this.#make(process));
  }

  /** Registers all processes, for longer than the test takes. */
  async open(persist: (key: string) => Promise<unknown>): Promise<this> {
    await this.#set(CLOCK, this.now);
    for (const process of this.processes) {
      const state = { fresh: true, starting: true, name: process, accepts: true, load: 0 };
      await this.#link.run("register", { ...state, process, info: "{}" });
      await persist(`process:${process}`);
    }
    return this;
  }

  at(process: string): RedisMatchmaker {
    return this.#matchmakers.get(process) as RedisMatchmaker;
  }

  async pair(): Promise<void> {
    await this.at(this.processes[0] ?? "").pair();
  }

  async left(tab: string, address: string | undefined): Promise<void> {
    await this.#link.run("left", { tab, address });
  }

  async noShow(ticket: string, waited: number): Promise<void> {
    await this.#link.run("no_show", { ticket, waited });
  }

  async matchPlayed(code: string, room: string): Promise<void> {
    await this.at(this.processes[0] ?? "").run("match_played", { code, room, played: true });
  }

  async matchOver(code: string, room: string, noShow: boolean): Promise<void> {
    await this.at(this.processes[0] ?? "").run("match_over", { code, room, noShow });
  }

  async goOn(ms: number): Promise<void> {
    this.now += ms;
    await this.#set(CLOCK, this.now);
  }

  async settle(): Promise<void> {
    do {
      do await new Promise((resolve) => setImmediate(resolve));
      while (this.#running > 0);
    } while (await this.#pump());
  }

  /** Has every process read its inbox; false when nothing was in any. */
  async #pump(): Promise<boolean> {
    const inboxes = this.processes.map((process) => this.#link.run("drain", { process }));
    const found = (await Promise.all(inboxes)) as string[][];
    for (const [n, texts] of found.entries())
      for (const text of texts) this.#receive(this.processes[n] ?? "", text);
    return found.some((texts) => texts.length > 0);
  }

  #receive(process: string, text: string): void {
    const message = readMessage(text);
    if (message?.kind === "make") void this.at(process).make(message);
    else if (message?.kind === "notify") this.at(process).tell(message);
    else this.garbage.push(text);
  }

  #make(process: string): RedisMatchmaker {
    return new RedisMatchmaker({
      link: { run: (name, args) => this.#link.run(name, args) },
      random: randomFrom(11),
      processId: () => process,
      createMatch: (request) => this.create(request),
      discardMatch: (room) => this.discarded.push(room),
      notify: (id, notice) => this.notify(id, notice),
      dueIn: () => {},
      observeWait: () => {},
      failed: (error) => {
        if (error instanceof ReplyError) this.garbage.push(String(error));
      },
    });
  }
}

/** A notice without what differs from run to run: tickets, reservations and codes, which become numbers. */
export function comparable(notice: Notice, numberOf: (code: string) => number): unknown {
  if (!("type" in notice)) return notice;
  if (notice.type === LobbyMessage.found) {
    const { opponent, bot, code, side, rules } = notice.content;
    return { found: opponent, bot, code: code && numberOf(code), side, rules };
  }
  if (notice.type === LobbyMessage.invite)
    return { ...notice.content, code: numberOf(notice.content.code) };
  return notice;
}

export const ANY_BOT = BOT_LEVELS[0];
export const requestOf = (
  more: Partial<JoinRequest> & { id: string; player: string },
): JoinRequest => ({
  processId: "p1",
  name: more.id,
  waited: 0,
  keys: { tab: more.player, address: undefined },
  ...more,
});
