/**
 * One contract for both matchmakers. Whatever happens, in whatever order, at whichever of two to five processes, the
 * matchmaker in Redis tells each player what the one in memory tells them.
 */
import { LobbyMessage } from "@quickpong/shared/protocol/messages.ts";
import { DEFAULT_RULES } from "@quickpong/shared/rules.ts";
import fc from "fast-check";
import { Redis } from "ioredis";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openRedis, type RedisLink } from "../../src/cluster/redis-link.ts";
import { scriptConstants } from "../../src/cluster/scripts.ts";
import type { Offer } from "../../src/matchmaking/matchmaker.ts";
import { OwnRedis } from "../../src/process-manager/own-redis.ts";
import {
  ANY_BOT,
  comparable,
  type MatchmakerRun,
  MemoryRun,
  RedisRun,
  requestOf,
} from "../support/matchmaker-run.ts";

/** Nothing here is about time, however busy the machine is (ms). */
const SLOWEST = 60_000;
const TABS = 6;
const OTHER_HOST = { pointsToWin: 3, pace: 1, watch: false } as const;
const HOST = { pointsToWin: 7, pace: 1, watch: true } as const;
const KINDS = [
  ...[
    "play",
    "warmUp",
    "warmUp",
    "warmUp",
    "daily",
    "ask",
    "yes",
    "yes",
    "no",
    "played",
    "otherRules",
  ],
  ...["play", "play", "play", "host", "join", "join", "return", "leave", "drop", "bot", "allow"],
  ...["made", "made", "failed", "wait", "wait", "desert", "missed", "over", "noShow"],
] as const;

interface Step {
  kind: string;
  tab: number;
  ms: number;
  points: number;
  address: number;
}
const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(...KINDS),
  tab: fc.nat(TABS - 1),
  ms: fc.constantFrom(1, 149, 1000, 6000, 400_000),
  points: fc.constantFrom(1200, 1500, 2100),
  address: fc.nat(2),
});

let redis: OwnRedis | undefined;
let missing: string | undefined;
let client: Redis;
const links: RedisLink[] = [];

beforeAll(async () => {
  try {
    redis = await OwnRedis.start();
    client = new Redis(redis.url);
  } catch (error) {
    missing = (error as Error).message;
  }
});
beforeEach(({ skip }) => skip(missing !== undefined, missing));
afterAll(() => {
  client?.disconnect();
  for (const link of links) link.close();
  redis?.stop();
});

let runs = 0;
let shared: RedisLink | undefined;
/** A matchmaker in Redis of processes of its own. */
async function redisRun(processes: readonly string[]): Promise<RedisRun> {
  await client.flushdb();
  const prefix = "{test}:";
  const constants = scriptConstants(DEFAULT_RULES);
  const options = { url: redis?.url ?? "", prefix, constants, failed: () => {} };
  shared ??= await openRedis({ ...options, answerIn: SLOWEST }, SLOWEST);
  if (!links.includes(shared)) links.push(shared);
  runs++;
  const run = new RedisRun(shared, processes, (key, value) => client.set(prefix + key, value));
  return run.open((key) => client.persist(prefix + key));
}

interface Session {
  id: string;
  tab: number;
  process: string;
}

/** Plays the same steps in one of the matchmakers. */
class Player {
  readonly run: MatchmakerRun;
  readonly sessions = new Map<string, Session>();
  readonly #codes: string[] = [];
  /** The private match that each tab heard of last. */
  readonly #codeOf: string[] = [];
  readonly #tickets: (string | undefined)[] = [];
  readonly #rooms: { code: string; room: string }[] = [];
  /** The proposal that each session heard of last. */
  readonly #asked = new Map<string, number>();
  #heard = new Map<string, number>();
  #ids = 0;

  constructor(run: MatchmakerRun) {
    this.run = run;
  }

  async play(step: Step): Promise<void> {
    const { kind, tab, ms } = step;
    const mine = [...this.sessions.values()].find((session) => session.tab === tab);
    const player = `tab ${tab}`;
    const address = step.address === 0 ? undefined : `address ${step.address}`;
    const rating = { rating: step.points, deviation: 60 };
    if (kind === "play") this.#come(step, { rating, ticket: this.#tickets[tab] });
    else if (kind === "daily") this.#come(step, { daily: true });
    else if (kind === "warmUp") this.#come(step, { rating, askFirst: true });
    else if (mine && kind === "ask") this.run.at(mine.process).setAskFirst(mine.id, ms < 1000);
    else if (mine && (kind === "yes" || kind === "no")) this.#answer(mine, kind === "yes");
    else if (kind === "played") await this.#over("played");
    else if (kind === "otherRules") this.#come(step, { host: OTHER_HOST, code: this.#codeOf[tab] });
    else if (kind === "host") this.#come(step, { host: HOST });
    else if (kind === "join")
      this.#come(step, { code: this.#codeOf[(tab + 1) % TABS] ?? "BBBBBB" });
    else if (kind === "return") this.#come(step, { host: HOST, code: this.#codeOf[tab] });
    else if (kind === "made") this.run.making.shift()?.made();
    else if (kind === "failed") this.run.making.shift()?.failed();
    else if (kind === "wait") await this.#wait(ms);
    else if (kind === "desert") await this.run.left(player, address);
    else if (kind === "missed" && this.#tickets[tab])
      await this.run.noShow(this.#tickets[tab], 500);
    else if (kind === "over" || kind === "noShow") await this.#over(kind);
    else if (mine && kind === "bot") this.run.at(mine.process).playBot(mine.id, ANY_BOT);
    else if (mine && kind === "allow") this.run.at(mine.process).allowSpectators(mine.id, false);
    else if (mine && (kind === "leave" || kind === "drop")) this.#leave(mine, kind === "leave");
    // No two come in the same moment.
    await this.run.goOn(1);
    await this.run.settle();
    await this.run.pair();
    await this.run.settle();
    this.#hear();
  }

  /** What everybody was told, and what each process is told of the queue. */
  async state(): Promise<unknown> {
    // Memory closes private matches that are out of time only then.
    const queues = await Promise.all(this.run.processes.map((process) => this.#queueAt(process)));
    await this.run.settle();
    this.#hear();
    const told = [...this.sessions.keys()].map((id) => [
      id,
      (this.run.notices.get(id) ?? []).map((notice) =>
        comparable(notice, (code) => this.#numberOf(code)),
      ),
    ]);
    return { told, queues };
  }

  async #queueAt(process: string): Promise<unknown> {
    const here = [...this.sessions.values()].filter((each) => each.process === process);
    const ids = here.map(({ id }) => id);
    const { waiting, usualWait, missing } = await this.run.reconcile(process, ids);
    return { waiting, usualWait, missing: missing.toSorted() };
  }

  #come({ tab, address }: Step, more: object): void {
    const id = `s${this.#ids++}`;
    const { processes } = this.run;
    const process = processes[tab % processes.length] as string;
    const player = `tab ${tab}`;
    // The first two tabs are of one account.
    const account = `account ${Math.max(1, tab)}`;
    const keys = { tab: player, address: address === 0 ? undefined : `address ${address}` };
    this.sessions.set(id, { id, tab, process });
    this.run
      .at(process)
      .enter(requestOf({ id, player, processId: process, account, keys, ...more }));
  }

  #leave({ id, process }: Session, onPurpose: boolean): void {
    this.sessions.delete(id);
    this.run.at(process).leave(id, onPurpose);
  }

  /** Matches are made before they are late: only one of the two would wait for them. */
  async #wait(ms: number): Promise<void> {
    if (ms > 150) {
      while (this.run.making.length > 0) {
        this.run.making.shift()?.made();
        await this.run.settle();
      }
    }
    this.#hear();
    await this.run.goOn(ms);
    // A client that was turned away or has a seat leaves the lobby.
    for (const session of [...this.sessions.values()]) {
      const last = this.run.notices.get(session.id)?.at(-1);
      if (last && ("close" in last || last.type === LobbyMessage.found)) this.#leave(session, true);
    }
    await this.run.settle();
  }

  async #over(how: "played" | "over" | "noShow"): Promise<void> {
    const [match] = this.#rooms;
    if (!match) return;
    if (how === "played") return this.run.matchPlayed(match.code, match.room);
    this.#rooms.shift();
    await this.run.matchOver(match.code, match.room, how === "noShow");
  }

  /** To what the player was asked last, which may have been withdrawn. */
  #answer({ id, process }: Session, accepted: boolean): void {
    const n = this.#asked.get(id);
    if (n !== undefined) this.run.at(process).answerProposal(id, n, accepted);
  }

  /** Takes in what players were told since the last time. */
  #hear(): void {
    for (const [id, { tab }] of this.sessions) {
      const notices = this.run.notices.get(id) ?? [];
      for (const notice of notices.slice(this.#heard.get(id) ?? 0)) {
        if (!("type" in notice)) continue;
        if (notice.type === LobbyMessage.found) this.#found(tab, notice.content);
        if (notice.type === LobbyMessage.proposal && notice.content)
          this.#asked.set(id, notice.content.n);
        if (notice.type === LobbyMessage.invite && notice.content.role === "host")
          this.#codeOf[tab] = notice.content.code;
      }
      this.#heard.set(id, notices.length);
    }
  }

  #found(tab: number, { ticket, code, side, reservation }: Offer): void {
    this.#tickets[tab] = ticket;
    const { roomId } = reservation as { roomId: string };
    if (code !== "" && side === 0) this.#rooms.push({ code, room: roomId });
  }

  #numberOf(code: string): number {
    if (!this.#codes.includes(code)) this.#codes.push(code);
    return this.#codes.indexOf(code);
  }
}

test("QUEUE-1 to 6, INVITE-2, INVITE-8, LEAVE-5, CLUSTER-1: memory and Redis tell everybody the same, whatever happens", async () => {
  const steps = fc.array(step, { minLength: 10, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(steps, fc.integer({ min: 2, max: 5 }), async (steps, count) => {
      const processes = Array.from({ length: count }, (_, n) => `p${n + 1}`);
      const [memory, redisOne] = [new MemoryRun(processes), await redisRun(processes)];
      const [model, real] = [new Player(memory), new Player(redisOne)];
      for (const each of steps) {
        await model.play(each);
        await real.play(each);
        expect(redisOne.garbage).toEqual([]);
        expect(await real.state()).toEqual(await model.state());
      }
    }),
    // As many as a busy machine plays in this time; what fails is told as it is, for to make it smaller takes long.
    { numRuns: 60, interruptAfterTimeLimit: 30_000, endOnFailure: true, seed: 27 },
  );
  expect(runs).toBeGreaterThan(1);
}, 240_000);
