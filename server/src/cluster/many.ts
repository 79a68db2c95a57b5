/** Several processes as one server. See docs/adr/0009-one-desk-many-courts.md. */
import type { InviteAnswer, WatchableMatch } from "@quickpong/shared/protocol/http-answers.ts";
import { StartError } from "../config.ts";
import { HttpError } from "../edge/body.ts";
import type { Coming, Notice, Roll } from "../lobby/desk.ts";
import type { LeaverKeys } from "../lobby/leavers.ts";
import type { MatchOrder } from "../lobby/offers.ts";
import { Bus, type Handlers } from "./bus.ts";
import {
  type Cluster,
  type ClusterState,
  type DeskLine,
  deskHere,
  type From,
  type Own,
} from "./cluster.ts";
import { type Beat, Members } from "./members.ts";
import type { OpenWire } from "./wire.ts";

const BEAT_EVERY = 250;
/** So many of our beats that don't come back to us, and the others can't be reached. */
const SILENT_MAX = 5;
/** The wire has to be there at the start, within this (ms). */
const START_IN = 5000;
/** A process knows the others after as many beats of its own. */
const FIRST_BEATS = 3;
/** Matches listed. */
const LISTED = 50;
const LOBBY = "/matchmake/joinOrCreate/";

export class Many implements Cluster {
  readonly desk: DeskLine;
  readonly #name: string;
  readonly #own: Own;
  readonly #since = Date.now();
  readonly #members: Members;
  readonly #bus: Bus;
  readonly #timer: NodeJS.Timeout;
  readonly #here: DeskLine;
  /** Whose desk our guests are at. */
  #leader: string;
  /** Beats since one came back. */
  #silent = 0;
  #heard = 0;
  #retired = false;
  #known: () => void = () => {};
  #twin: () => void = () => {};

  constructor(open: OpenWire, name: string, own: Own) {
    this.#name = name;
    this.#own = own;
    this.#leader = name;
    this.#here = deskHere(own.desk, name);
    this.desk = this.#line();
    this.#members = new Members(this.#beat());
    const handlers = this.#handlers();
    const heard = (beat: Beat) => this.#hear(beat);
    const gone = (who: string) => {
      this.#members.forget(who);
      this.#look();
    };
    this.#bus = new Bus({ name, open, handlers, heard, gone });
    this.#timer = setInterval(() => {
      this.#silent++;
      this.#bus.beat(this.#beat());
      this.#look();
    }, BEAT_EVERY);
  }

  /** Resolves when this process knows the others; rejects with a StartError. */
  static async join(open: OpenWire, name: string, own: Own): Promise<Many> {
    const cluster = new Many(open, name, own);
    let timer: NodeJS.Timeout | undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        const fail = (text: string) => () => reject(new StartError(text));
        cluster.#known = resolve;
        cluster.#twin = fail(`QUICKPONG_PROCESS: another process is called ${name}.`);
        timer = setTimeout(fail("REDIS_URL: Redis does not answer there."), START_IN);
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
    const { local, address } = from;
    const asked = ["matchmake", path, options, { local, address }] as const;
    const here = this.#stamped(this.#own.matchmake(path, options, from));
    if (path.startsWith(LOBBY) || this.#away) return here;
    return here.catch((error) =>
      Promise.any(this.#members.others().map((name) => this.#bus.ask(name, ...asked))).catch(() => {
        throw error;
      }),
    );
  }

  /** Private matches stay with the desk, which knows their code; others go where it is quiet. */
  async openMatch(order: MatchOrder): Promise<[unknown, unknown]> {
    const isHere = order.code !== "" || this.#away;
    const place = isHere ? this.#name : this.#members.place();
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
    const asked = this.#members.others().map(async (name) => {
      const answer = (await this.#bus.ask(name, "invite", code)) as InviteAnswer;
      return answer.state === "unknown" ? Promise.reject(new Error(code)) : answer;
    });
    return Promise.any(asked).catch(() => here);
  }

  left(keys: LeaverKeys): void {
    if (this.#leads) this.#own.left(keys);
    else this.#bus.tell(this.#leader, "left", keys);
  }

  inVain(ticket: string, ms: number): void {
    if (this.#leads) this.#own.inVain(ticket, ms);
    else this.#bus.tell(this.#leader, "inVain", ticket, ms);
  }

  tell(home: string, id: string, notice: Notice): void {
    if (home === this.#name) this.#own.hall.tell(id, notice);
    else this.#bus.tell(home, "tell", id, notice);
  }

  online(): number {
    return this.#members.beats().reduce((sum, { online }) => sum + online, 0);
  }

  /** Those of others can be watched only while they can be asked for a place. */
  watchable(): readonly WatchableMatch[] {
    if (this.#away) return this.#own.watchable();
    const all = this.#members.beats().flatMap(({ watchable }) => watchable);
    return all.slice(0, LISTED);
  }

  state(): ClusterState {
    const processes = this.#members.beats().length;
    return { leads: this.#leads, away: this.#away, processes };
  }

  /** Rooms that are here can still be found: only the beat says that there should be no more. */
  retire(): void {
    this.#retired = true;
    const beat = this.#beat();
    this.#members.heard(beat);
    this.#bus.beat(beat);
    this.#look();
  }

  close(): void {
    clearInterval(this.#timer);
    this.#bus.close();
  }

  get #leads(): boolean {
    return this.#leader === this.#name;
  }

  get #away(): boolean {
    return this.#silent > SILENT_MAX;
  }

  #hear(beat: Beat): void {
    const mine = beat.name === this.#name;
    if (mine && beat.since !== this.#since) return this.#twin();
    this.#members.heard(beat);
    if (mine) this.#silent = 0;
    this.#look();
    if (mine && ++this.#heard === FIRST_BEATS) this.#known();
  }

  /** Who leads now, and whose guests there still are. */
  #look(): void {
    const leader = this.#away ? this.#name : this.#members.leader;
    const led = this.#leads;
    if (leader !== this.#leader) {
      this.#leader = leader;
      if (led) this.#own.desk.handOver();
      this.#own.hall.moved();
    }
    const others = this.#away ? [] : this.#members.others();
    this.#own.desk.keep([this.#name, ...others]);
  }

  /** Our guests' line to the leader's desk. What gets lost on it is put right by the next roll. */
  #line(): DeskLine {
    const tell = (method: string, ...args: unknown[]) =>
      this.#bus.tell(this.#leader, method, ...args);
    const here = this.#here;
    const line = {
      enter: (coming: Coming) => tell("enter", this.#name, coming),
      leave: (id: string, onPurpose: boolean) => tell("leave", id, onPurpose),
      bot: (id: string, level: string) => tell("bot", id, level),
      consent: (id: string, watch: boolean) => tell("consent", id, watch),
      roll: (ids: readonly string[]) =>
        this.#bus.ask(this.#leader, "roll", this.#name, ids) as Promise<Roll>,
      queue: () => undefined,
    } satisfies DeskLine;
    const now = (): DeskLine => (this.#leads ? here : line);
    return {
      enter: (coming) => now().enter(coming),
      leave: (id, onPurpose) => now().leave(id, onPurpose),
      bot: (id, level) => now().bot(id, level),
      consent: (id, watch) => now().consent(id, watch),
      roll: (ids) => now().roll(ids),
      queue: () => now().queue(),
    };
  }

  /** What other processes can ask of this one, and tell it. */
  #handlers(): Handlers {
    const { left, inVain, invite, desk, hall } = this.#own;
    return {
      left,
      inVain,
      invite,
      matchmake: (...asked: Parameters<Own["matchmake"]>) =>
        this.#stamped(this.#own.matchmake(...asked)),
      openMatch: (order: MatchOrder) => this.#open(order),
      tell: (id: string, notice: Notice) => hall.tell(id, notice),
      // Who sends guests to a desk that is no longer everybody's will hear of the right one.
      enter: (home: string, coming: Coming) => this.#leads && desk.enter(home, coming),
      leave: (id: string, onPurpose: boolean) => desk.leave(id, onPurpose),
      bot: (...asked: Parameters<DeskLine["bot"]>) => desk.bot(...asked),
      consent: (id: string, watch: boolean) => desk.consent(id, watch),
      roll: (home: string, ids: readonly string[]) => {
        if (this.#leads) return desk.roll(home, ids);
        throw new HttpError(503, "not the leader");
      },
    };
  }

  #beat(): Beat {
    const { online, matches, watchable, isOverloaded } = this.#own;
    return {
      name: this.#name,
      since: this.#since,
      retired: this.#retired,
      overloaded: isOverloaded(),
      online: online(),
      matches: matches(),
      watchable: watchable(),
    };
  }

  /** Opens a match here, for players who have waited for as long as their seats' `since` says. */
  async #open(order: MatchOrder): Promise<[unknown, unknown]> {
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

const seats = (order: MatchOrder, time: (since: number) => number): MatchOrder => ({
  ...order,
  left: { ...order.left, since: time(order.left.since) },
  right: { ...order.right, since: time(order.right.since) },
});
