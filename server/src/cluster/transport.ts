/** How processes reach each other. Nothing is stored on the way, so nothing can be stale. */
import { PROTOCOL_VERSION } from "@quickpong/shared/protocol/version.ts";
import { Redis, type RedisOptions } from "ioredis";

export interface ClusterTransport {
  /** To one process, or without `to` to all, the sender too. Says how many got it, if it is known. */
  send(to: string | undefined, text: string): Promise<number | undefined>;
  close(): void;
}

/** Opens a transport for the process called `name`; `heard` gets what is for it. */
export type OpenClusterTransport = (
  name: string,
  heard: (text: string) => void,
) => ClusterTransport;

/** A message that can't be sent within this time (ms) is not sent. */
const SEND_TIMEOUT = 1500;
const CONNECTION = {
  // A message that can't be sent now is not worth sending later.
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  commandTimeout: SEND_TIMEOUT,
  connectTimeout: 1000,
  // For the other end to close as well; one that has vanished never does.
  disconnectTimeout: 200,
  retryStrategy: (attempt: number) => Math.min(attempt * 100, 500),
} satisfies RedisOptions;
/** The version of the messages between processes; processes of another version use other channels. */
const VERSION = 4;

/**
 * Names of channels, of one process or of all. Redis has the same channels in all its databases, so the number of
 * the database is in the name: servers in two databases are two. Players of two versions of the game's protocol
 * can't play together, so their processes don't hear each other either.
 */
const channelsIn =
  (database: number) =>
  (to?: string): string =>
    `quickpong:${VERSION}:${PROTOCOL_VERSION}:${database}:${to === undefined ? "all" : `to:${to}`}`;

/**
 * Our own heartbeats come back four times a second. After so many checks (a second apart) at which nothing
 * had come, both connections are begun anew: a Redis that vanishes closes none, TCP would wait for minutes,
 * and one that refused our subscription is not asked again by anybody else.
 */
const CHECK_EVERY = 1000;
const SILENT_CHECKS = 2;
/** The states of an ioredis connection that may be dead; it gives up others by itself. */
const OPEN = ["connect", "ready"];

/** Over Redis pub/sub, to processes on any machine; `failed` hears why when something does not work. */
export const redisTransport =
  (url: string, failed: (reason: string) => void): OpenClusterTransport =>
  (name, heard) => {
    const out = new Redis(url, CONNECTION);
    // A subscriber sends nothing for long, so it has no deadline.
    const { commandTimeout: _, ...patient } = CONNECTION;
    const into = new Redis(url, { ...patient, autoResubscribe: false });
    const channelOf = channelsIn(out.options.db ?? 0);
    const fail = ({ message }: Error) => failed(message);
    for (const redis of [out, into]) redis.on("error", fail);
    into.on("ready", () => into.subscribe(channelOf(), channelOf(name)).catch(fail));
    let checks = 0;
    into.on("message", (_, text: string) => {
      checks = 0;
      heard(text);
    });
    const watch = setInterval(() => {
      if (++checks % (SILENT_CHECKS + 1) !== 0) return;
      failed(`nothing has come back for ${checks} s`);
      for (const redis of [out, into]) if (OPEN.includes(redis.status)) redis.disconnect(true);
    }, CHECK_EVERY);
    return {
      send: (to, text) => out.publish(channelOf(to), text),
      close: () => {
        clearInterval(watch);
        for (const redis of [into, out]) redis.disconnect();
      },
    };
  };

/** A message between a worker and its supervisor. */
export interface RelayedMessage {
  to: string | undefined;
  text: string;
}

/** Through the process that started this one, to the others that it started. */
export const parentTransport: OpenClusterTransport = (_, heard) => {
  const take = (message: Partial<RelayedMessage>) => {
    if (message.text !== undefined) heard(message.text);
  };
  process.on("message", take);
  return {
    async send(to, text) {
      // When the supervisor is gone this process ends without a message.
      if (process.connected)
        process.send?.({ to, text } satisfies RelayedMessage, undefined, {}, () => {});
      return undefined;
    },
    close: () => process.off("message", take),
  };
};
