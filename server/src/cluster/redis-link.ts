/** The connections to Redis: one for scripts, one that waits for messages. A node on its own and a cluster alike. */
import { setTimeout as sleep } from "node:timers/promises";
import { Cluster, Redis } from "ioredis";
import { type RedisAddress, readRedisUrl } from "./redis-address.ts";
import { SCRIPT_NAMES, type ScriptName, scriptText } from "./scripts.ts";

/** What a script can't answer within this time (ms) has failed. */
const ANSWER_IN = 1000;
/** A reader comes back with nothing after this time (s). */
const READ_FOR = 0.5;
/** A reader that does not come back within this time (ms) is stuck: Redis has vanished without a word. */
const READ_TIMEOUT = 2500;
const CONNECTION = {
  // What can't be sent now is not worth sending later.
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  connectTimeout: 2000,
  // For the other end to close as well; one that has vanished never does.
  disconnectTimeout: 200,
  retryStrategy: (attempt: number) => Math.min(attempt * 100, 500),
  sentinelRetryStrategy: (attempt: number) => Math.min(attempt * 100, 500),
  // A node that is no master any more, after a failover: there is another one.
  reconnectOnError: ({ message }: Error) => message.includes("READONLY"),
} satisfies RedisAddress;
/** How often a Redis that does not answer at the start is asked again (ms). */
const ASK_AGAIN = 100;
const LOOK_EVERY = 10;
/** What no waiting changes. */
const FOR_EVER = /^(NOAUTH|WRONGPASS|NOPERM)/;

type Connection = Redis | Cluster;
type Scripts = Record<ScriptName, (prefix: string, args: string) => Promise<unknown>>;

export interface RedisLink {
  /** Runs a script on the keys under `prefix`; rejects when Redis does not answer in time. */
  run(name: ScriptName, args: object): Promise<unknown>;
  /** The messages in an inbox, oldest first; none when none came for half a second. Rejects like `run`. */
  read(inbox: string): Promise<string[]>;
  /** Begins both connections anew: they may be dead without knowing it. */
  reset(): void;
  close(): void;
}

export interface RedisOptions {
  url: string;
  /** What all keys begin with. */
  prefix: string;
  /** What every script is told besides its arguments. */
  constants: object;
  /** Hears why something does not work. */
  failed(reason: string): void;
  /** A script has to answer within this time (ms). */
  answerIn?: number;
}

/** Connects to Redis. Rejects when it does not answer within `patience` (ms), or will never. */
export async function openRedis(options: RedisOptions, patience: number): Promise<RedisLink> {
  const { failed } = options;
  const address = { ...CONNECTION, ...readRedisUrl(options.url) };
  const deadline = performance.now() + patience;
  const several = await isCluster(address, failed, deadline);
  const link = new Link(() => connect(address, several, failed), options);
  while (!link.isReady && performance.now() < deadline) await sleep(LOOK_EVERY);
  return link;
}

/** Asks once, or again and again, whether the node is one of a cluster. */
async function isCluster(
  address: RedisAddress,
  failed: (reason: string) => void,
  deadline: number,
): Promise<boolean> {
  const probe = new Redis({ ...address, commandTimeout: ANSWER_IN });
  let last = "";
  const hear = ({ message }: Error) => {
    failed(message);
    last = message;
  };
  probe.on("error", hear);
  try {
    for (;;) {
      try {
        return /cluster_enabled:1/.test(await probe.info("cluster"));
      } catch (error) {
        if (probe.status === "ready") hear(error as Error);
        if (FOR_EVER.test(last) || performance.now() > deadline) throw error;
        await sleep(ASK_AGAIN);
      }
    }
  } finally {
    probe.disconnect();
  }
}

function connect(
  address: RedisAddress,
  several: boolean,
  failed: (reason: string) => void,
): Connection {
  const connection = several ? clusterAt(address) : new Redis(address);
  connection.on("error", (error: Error & { lastNodeError?: Error }) => {
    failed(error.lastNodeError?.message ?? error.message);
  });
  return connection;
}

/** Its nodes have the login of the one that is named, and are asked for by the names that they give. */
const clusterAt = ({ host, port, ...each }: RedisAddress): Cluster =>
  new Cluster([{ host: host ?? "", port: port ?? 0 }], {
    enableOfflineQueue: false,
    redisOptions: each,
    dnsLookup: (name, found) => found(null, name),
    clusterRetryStrategy: CONNECTION.retryStrategy,
  });

class Link implements RedisLink {
  readonly #options: RedisOptions;
  readonly #scripts: Connection;
  readonly #reader: Connection;

  constructor(open: () => Connection, options: RedisOptions) {
    this.#options = options;
    this.#scripts = open();
    this.#reader = open();
    for (const name of SCRIPT_NAMES) {
      const command = { numberOfKeys: 1, lua: scriptText(name) };
      for (const each of [this.#scripts, this.#reader]) each.defineCommand(name, command);
    }
  }

  get isReady(): boolean {
    return [this.#scripts, this.#reader].every(({ status }) => status === "ready");
  }

  run(name: ScriptName, args: object): Promise<unknown> {
    return this.#on(this.#scripts, name, args);
  }

  async read(inbox: string): Promise<string[]> {
    const key = `${this.#options.prefix}inbox:${inbox}`;
    const found = await inTime(this.#reader.blpop(key, READ_FOR), READ_TIMEOUT);
    if (!found) return [];
    // The rest at once: on a busy server more have come meanwhile.
    const more = (await this.#on(this.#reader, "drain", { process: inbox })) as string[];
    return [found[1], ...more];
  }

  reset(): void {
    const all = [this.#scripts, this.#reader];
    const nodes = all.flatMap((each) => (each instanceof Redis ? [each] : each.nodes()));
    // One that is being opened is not to begin anew for ever.
    for (const node of nodes) if (node.status === "ready") node.disconnect(true);
  }

  close(): void {
    for (const each of [this.#scripts, this.#reader]) each.disconnect();
  }

  #on(connection: Connection, name: ScriptName, args: object): Promise<unknown> {
    const scripts = connection as Connection & Scripts;
    const { prefix, constants, answerIn = ANSWER_IN } = this.#options;
    const text = JSON.stringify({ ...constants, ...args });
    return inTime(scripts[name](prefix, text), answerIn);
  }
}

async function inTime<T>(answer: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const fail = () => reject(new Error("Redis does not answer in time"));
    // After a pause of this process timers come first: what has been answered meanwhile is read before this fails.
    timer = setTimeout(() => setImmediate(() => setImmediate(fail)), ms);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
