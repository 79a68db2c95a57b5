/**
 * This process among the others: a key in Redis that expires unless it is renewed, and an inbox. A process that
 * can't renew its key, or can't read its inbox, is on its own before the key expires; when it can do both again it
 * comes back under another id, so that nothing that was meant for the former one reaches it.
 */
import { randomUUID } from "node:crypto";
import type { WatchableMatch } from "@quickpong/shared/protocol/http-answers.ts";
import type { RedisLink } from "./redis-link.ts";

/** How often a process renews its key (ms). */
const RENEW_EVERY = 400;
/** How often it is looked whether all works (ms). */
const LOOK_EVERY = 100;
/** So long after its key was last renewed (ms) a process is on its own: less than LEASE in register.lua. */
const ISOLATED_AFTER = 1700;
/** So long after it last came back from its inbox (ms), too: a reader comes back every half second. */
const DEAF_AFTER = 2500;
/** Connections that have not worked for so long (ms) are begun anew, and again after as long. */
const RESET_AFTER = 2500;
/** A reader that failed is used again after this time (ms). */
const READ_AGAIN = 100;

/** What others know of a process. */
export interface ProcessInfo {
  name: string;
  online: number;
  watchable: readonly WatchableMatch[];
}

/** How a process is. */
export interface ProcessState extends ProcessInfo {
  /** It takes matches: it listens, and is not ending. */
  accepts: boolean;
  matches: number;
  overloaded: boolean;
}

export interface MembershipHooks {
  state(): ProcessState;
  /** Messages have come. */
  received(texts: readonly string[]): void;
  /** The process is with the others, or on its own, from now on. */
  changed(isolated: boolean): void;
  /** In so long (ms) there will be more players to pair. */
  dueIn(ms: number): void;
  failed(reason: string): void;
}

/** What register.lua answers. */
interface Registered {
  gone?: true;
  taken?: boolean;
  others?: unknown;
  due?: number;
}

/** A load that is heavier than any number of matches. */
const OVERLOADED = 1e9;

export class Membership {
  readonly #link: RedisLink;
  readonly #name: string;
  readonly #hooks: MembershipHooks;
  readonly #timer: NodeJS.Timeout;
  #id = randomUUID();
  /** The id that this process had before, until it has taken its place. */
  #former: string | undefined;
  #isolated = true;
  #starting = true;
  /** Redis knows this process by its present id. */
  #known = false;
  /** When it was last looked whether all works (ms). */
  #lookedAt = performance.now();
  #closed = false;
  #renewing = false;
  /** When the last renewal that worked was begun, and the last reading that worked ended (ms). */
  #renewedAt = Number.NEGATIVE_INFINITY;
  #readAt = Number.NEGATIVE_INFINITY;
  #resetAt = performance.now();
  #renewalBegunAt = Number.NEGATIVE_INFINITY;
  #others: ProcessInfo[] = [];
  #nameIsTaken = false;

  constructor(link: RedisLink, name: string, hooks: MembershipHooks) {
    this.#link = link;
    this.#name = name;
    this.#hooks = hooks;
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY);
    void this.#readOn();
  }

  /** The id of this process, until it is on its own the next time. */
  get id(): string {
    return this.#id;
  }

  /** The others can't be reached. */
  get isolated(): boolean {
    return this.#isolated;
  }

  /** Another process has this one's name, so that this one can't start, or gets no matches. */
  get nameIsTaken(): boolean {
    return this.#nameIsTaken;
  }

  /** The other processes, as they said last. */
  get others(): readonly ProcessInfo[] {
    return this.#others;
  }

  /** Renews the key; also at once when something has changed that others should know. */
  async renew(): Promise<void> {
    const now = performance.now();
    // A process that hears nobody is no help to anybody.
    if (this.#renewing || this.#closed || now - this.#readAt > DEAF_AFTER) return;
    this.#renewing = true;
    this.#renewalBegunAt = now;
    try {
      const id = this.#id;
      const answer = JSON.parse(String(await this.#link.run("register", this.#registration())));
      if (!this.#closed && id === this.#id) this.#take(answer as Registered, now);
    } catch (error) {
      this.#hooks.failed((error as Error).message);
    } finally {
      this.#renewing = false;
    }
  }

  /** Leaves the others; nothing is heard of them any more. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    await this.#link.run("unregister", { process: this.#id }).catch(() => {});
    this.#link.close();
  }

  #look(): void {
    const now = performance.now();
    this.#forgive(now);
    const works = now - this.#renewedAt < ISOLATED_AFTER && now - this.#readAt < DEAF_AFTER;
    if (!works && !this.#isolated) this.#leave();
    const worked = Math.min(this.#renewedAt, this.#readAt);
    if (now - Math.max(worked, this.#resetAt) > RESET_AFTER) this.#reset();
    if (now - this.#renewalBegunAt >= RENEW_EVERY) void this.renew();
  }

  #registration(): object {
    const { accepts, matches, overloaded, ...info } = this.#hooks.state();
    return {
      process: this.#id,
      former: this.#former,
      fresh: !this.#known,
      starting: this.#starting,
      name: this.#name,
      accepts,
      load: matches + (overloaded ? OVERLOADED : 0),
      info: JSON.stringify(info),
    };
  }

  #take({ gone, taken, others, due }: Registered, begunAt: number): void {
    this.#nameIsTaken = taken === true;
    if (gone) return this.#comeAnew();
    if (taken)
      this.#hooks.failed(`another process is called ${this.#name}, too: it gets the matches`);
    if (others === undefined) return;
    this.#renewedAt = begunAt;
    this.#former = undefined;
    this.#others = (Array.isArray(others) ? others : []).map((info) => JSON.parse(info));
    if (due !== undefined) this.#hooks.dueIn(due);
    if (this.#known) return;
    this.#known = true;
    this.#isolated = false;
    this.#starting = false;
    this.#hooks.changed(false);
  }

  /** Time in which this process stood still says nothing of Redis: its answers have not been read yet. */
  #forgive(now: number): void {
    const stood = Math.max(0, now - this.#lookedAt - 2 * LOOK_EVERY);
    this.#lookedAt = now;
    this.#renewedAt += stood;
    this.#readAt += stood;
  }

  /** Its key had expired: whoever waits here is no longer known to Redis. */
  #comeAnew(): void {
    this.#former = this.#id;
    this.#id = randomUUID();
    this.#known = false;
    // Not at once: this renewal has not ended.
    setImmediate(() => void this.renew());
  }

  #leave(): void {
    this.#isolated = true;
    this.#others = [];
    this.#comeAnew();
    this.#hooks.changed(true);
  }

  #reset(): void {
    this.#resetAt = performance.now();
    this.#hooks.failed("Redis does not answer");
    this.#link.reset();
  }

  async #readOn(): Promise<void> {
    while (!this.#closed) {
      const inbox = this.#id;
      try {
        const texts = await this.#link.read(inbox);
        this.#readAt = performance.now();
        if (inbox === this.#id && texts.length > 0) this.#hooks.received(texts);
      } catch (error) {
        if (this.#closed) return;
        this.#hooks.failed((error as Error).message);
        await new Promise((resolve) => setTimeout(resolve, READ_AGAIN));
      }
    }
  }
}
