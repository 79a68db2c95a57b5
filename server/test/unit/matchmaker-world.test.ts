/**
 * The whole matchmaker on a virtual clock: every sequence of strangers, hosts and guests who come, go and
 * are lost, while matches take their time to be made or fail. A plain record of sessions stands beside it.
 */
import { BOT_LEVELS } from "@quickpong/shared/bot-levels.ts";
import { LobbyMessage, type Proposal } from "@quickpong/shared/protocol/messages.ts";
import { randomFrom } from "@quickpong/shared/random.ts";
import { DEFAULT_RULES } from "@quickpong/shared/rules.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { InMemoryMatchmaker } from "../../src/matchmaking/in-memory-matchmaker.ts";
import { Invites } from "../../src/matchmaking/invites.ts";
import { LeaverPenalties } from "../../src/matchmaking/leaver-penalties.ts";
import type { JoinRequest, Notice } from "../../src/matchmaking/matchmaker.ts";
import { PriorityTickets } from "../../src/matchmaking/priority-tickets.ts";

const TABS = 5;
const PROCESSES = ["p1", "p2"];
const HOST = { pointsToWin: 7, pace: 1, watch: true } as const;

const KINDS = [
  "play",
  "play",
  "host",
  "join",
  "join",
  "return",
  "leave",
  "drop",
  "bot",
  "allow",
  "begin bot",
  "end bot",
  "yes",
  "yes",
  "no",
] as const;
type Kind = (typeof KINDS)[number] | "made" | "failed" | "wait";
type Step = { kind: Kind; tab: number; ms: number; points: number };
const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom<Kind>(...KINDS, "made", "made", "failed", "wait"),
  tab: fc.nat(TABS - 1),
  ms: fc.constantFrom(1, 200, 6000),
  points: fc.constantFrom(1200, 1500, 2100),
});

interface Session {
  request: JoinRequest;
  /** The match that the player was offered, and against whom. */
  offered: { match: number; opponent: string; bot: string } | undefined;
  /** Plays a bot meanwhile; may have been asked. */
  askFirst: boolean;
  asked: Proposal | null;
  closed: boolean;
}

const NEW_SESSION: Omit<Session, "request"> = {
  offered: undefined,
  askFirst: false,
  asked: null,
  closed: false,
};

class World {
  readonly sessions = new Map<string, Session>();
  /** What must not happen, and did: an exception in the middle of an offer would be nobody's. */
  readonly #faults: string[] = [];
  readonly #offered = new Set<string>();
  readonly #invites = new Invites(randomFrom(11));
  readonly #making: { make(): void; fail(): void }[] = [];
  /** The private match that each tab heard of last. */
  readonly #codes: string[] = [];
  /** A tab may have opened another one while the first was being made. */
  readonly #allCodes = new Set<string>();
  readonly #matchmaker: InMemoryMatchmaker;
  #now = 0;
  #ids = 0;
  #matches = 0;

  constructor() {
    this.#matchmaker = new InMemoryMatchmaker(
      {
        rules: DEFAULT_RULES,
        invites: this.#invites,
        tickets: new PriorityTickets(),
        penalties: new LeaverPenalties(),
      },
      {
        now: () => this.#now,
        newTicket: () => "",
        network: () => ({
          notify: (...notice) => this.#notify(...notice),
          createMatch: () => this.#create(),
        }),
        pairIn: () => {},
        observeWait: () => {},
        failed: () => {},
      },
    );
  }

  async run({ kind, tab, ms, points }: Step): Promise<void> {
    const mine = [...this.sessions.values()].find(({ request }) => request.player === `tab ${tab}`);
    if (kind === "play") this.#come(tab, { rating: { rating: points, deviation: 60 } });
    else if (kind === "host") this.#come(tab, { host: HOST });
    else if (kind === "join") this.#come(tab, { code: this.#codes[(tab + 1) % TABS] ?? "BBBBBB" });
    else if (kind === "return") this.#come(tab, { code: this.#codes[tab] ?? "BBBBBB" });
    else if (kind === "made") this.#making.shift()?.make();
    else if (kind === "failed") this.#making.shift()?.fail();
    else if (kind === "wait") this.#wait(ms);
    else if (mine) this.#act(kind, mine);
    await settled();
    this.#check();
  }

  /** Everybody stays, and all matches are made. */
  async calm(): Promise<void> {
    for (const id of this.sessions.keys()) this.#setAskFirst(id, false);
    for (let n = 0; n < 20; n++) {
      this.#wait(200);
      for (const { make } of this.#making.splice(0)) make();
      await settled();
    }
    this.#check();
    const strangers = this.#open(({ host, code }) => !host && !code);
    expect(new Set(strangers.map(({ account }) => account)).size).toBeLessThanOrEqual(1);
    expect(this.#matchmaker.status().waiting).toBe(strangers.length);
    const invited = [...this.#allCodes].flatMap((code) => this.#checkInvite(code));
    // Nobody waits in a private match that is over.
    for (const { id } of this.#open(({ host, code }) => !!host || !!code))
      expect(invited).toContain(id);
  }

  /** Players who are here and wait for something. */
  #open(which: (request: JoinRequest) => boolean): JoinRequest[] {
    const requests = [...this.sessions.values()].map(({ request }) => request);
    return requests.filter((request) => this.#waits(request.id) && which(request));
  }

  /** A private match that waits says truly who is there, and nobody waits in it beside the other. */
  #checkInvite(code: string): string[] {
    const answer = this.#invites.answer(code, this.#now);
    if (answer.state === "waiting") {
      expect(answer.hostHere).toBe(this.#waits(answer.host));
      return [answer.host];
    }
    if (answer.state !== "full") return [];
    const [host = "", guest = ""] = answer.players;
    const both = [host, guest].map((id) => this.#waits(id));
    if (!this.#offered.has(guest)) expect(both).toEqual([false, true]);
    return [host, guest];
  }

  #waits(id: string): boolean {
    const session = this.sessions.get(id);
    return session !== undefined && !session.closed && !session.offered;
  }

  /** A proposal goes with the bot; where a match is being made already, nothing changes. */
  #setAskFirst(id: string, askFirst: boolean): void {
    const session = this.sessions.get(id);
    const { host, code } = session?.request ?? {};
    if (!session || !this.#waits(id) || host || code) return;
    if (!askFirst) session.asked = null;
    session.askFirst = askFirst;
    this.#matchmaker.setAskFirst(id, askFirst);
  }

  #answer(id: string, yes: boolean): void {
    const session = this.sessions.get(id);
    if (!session?.asked) return;
    this.#matchmaker.answerProposal(id, session.asked.n, yes);
  }

  #act(kind: Kind, { request: { id } }: Session): void {
    if (kind === "bot") this.#matchmaker.playBot(id, BOT_LEVELS[0]);
    else if (kind === "allow") this.#matchmaker.allowSpectators(id, false);
    else if (kind === "begin bot" || kind === "end bot")
      this.#setAskFirst(id, kind === "begin bot");
    else if (kind === "yes" || kind === "no") this.#answer(id, kind === "yes");
    else this.#leave(id, kind === "leave");
  }

  #come(tab: number, more: Partial<JoinRequest>): void {
    const player = `tab ${tab}`;
    const id = `s${this.#ids++}`;
    const processId = PROCESSES[tab % PROCESSES.length] as string;
    const keys = { tab: player, address: undefined };
    // The first two tabs are of one account.
    const account = `account ${Math.max(1, tab)}`;
    const request = { id, processId, player, account, name: id, waited: 0, keys, ...more };
    this.sessions.set(id, { request, ...NEW_SESSION });
    this.#matchmaker.enter(request);
  }

  #leave(id: string, onPurpose: boolean): void {
    this.sessions.delete(id);
    this.#matchmaker.leave(id, onPurpose);
  }

  #wait(ms: number): void {
    this.#now += ms;
    // A client that was turned away or has a seat leaves the lobby.
    for (const [id, { closed, offered }] of this.sessions)
      if (closed || offered) this.#leave(id, true);
    this.#matchmaker.pair();
  }

  #create(): Promise<[unknown, unknown]> {
    const match = this.#matches++;
    return new Promise((resolve, reject) => {
      const make = () => resolve([match, match]);
      this.#making.push({ make, fail: () => reject(new Error("no room")) });
    });
  }

  #notify(processId: string, id: string, notice: Notice): void {
    const session = this.sessions.get(id);
    // Only players who are here are told anything, at their process, and nothing after an offer.
    if (!session) return void this.#faults.push(`a notice to ${id}, who has gone`);
    if (session.request.processId !== processId) this.#faults.push(`${id} is not at ${processId}`);
    if (session.offered) this.#faults.push(`a notice to ${id}, who has an offer`);
    if ("close" in notice) session.closed = true;
    else if (notice.type === LobbyMessage.found) {
      const { reservation, opponent, bot } = notice.content;
      this.#offered.add(id);
      session.offered = { match: reservation as number, opponent, bot };
    } else if (notice.type === LobbyMessage.proposal) {
      if (!session.askFirst) this.#faults.push(`${id} plays no bot and is asked`);
      session.asked = notice.content;
    } else if (notice.type === LobbyMessage.invite && notice.content.role === "host") {
      const { code } = notice.content;
      this.#codes[Number(session.request.player.slice(4))] = code;
      this.#allCodes.add(code);
    }
  }

  #check(): void {
    expect(this.#faults).toEqual([]);
    for (const processId of PROCESSES) {
      const own = [...this.sessions.values()].filter(
        ({ request }) => request.processId === processId,
      );
      const ids = own.map(({ request }) => request.id);
      // The matchmaker knows everybody who is here, but for players with an offer.
      const offered = own.filter((session) => session.offered).map(({ request }) => request.id);
      expect(this.#matchmaker.reconcile(processId, ids).missing).toEqual(offered);
    }
    for (const { request, offered } of this.sessions.values()) {
      if (!offered || offered.bot) continue;
      const other = this.sessions.get(offered.opponent);
      // Both of a pair are offered the same match, and no tab plays itself.
      if (other)
        expect(other.offered).toMatchObject({ match: offered.match, opponent: request.id });
      expect(other?.request.player).not.toBe(request.player);
      // Nor does an account in public, although it may in private.
      if (!request.host && !request.code) expect(other?.request.account).not.toBe(request.account);
    }
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test("QUEUE-1, QUEUE-4, INVITE-2: whatever happens, each player is known until offered a match, and offered one", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 50 }), async (steps) => {
      const world = new World();
      for (const each of steps) await world.run(each);
      await world.calm();
    }),
    { numRuns: 150 },
  );
});
