/** How processes reach each other. Nothing is stored on the way, so nothing can be stale. */
import { Redis, type RedisOptions } from "ioredis";

export interface Wire {
  /** To one process, or without `to` to all, the sender too. Says how many got it, if it is known. */
  send(to: string | undefined, text: string): Promise<number | undefined>;
  close(): void;
}

/** Opens a wire for the process called `name`, which hears what is for it. */
export type OpenWire = (name: string, heard: (text: string) => void) => Wire;

/** What can't be said within this time (ms) is not said. */
const SAID_IN = 1500;
const CONNECTION = {
  // What can't be said now is not worth saying later.
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  commandTimeout: SAID_IN,
  connectTimeout: 1000,
  retryStrategy: (attempt: number) => Math.min(attempt * 100, 500),
} satisfies RedisOptions;
const channelOf = (to?: string) => (to === undefined ? "quickpong:all" : `quickpong:to:${to}`);

/** Over Redis pub/sub, to processes on any machine. */
export const redisWire =
  (url: string): OpenWire =>
  (name, heard) => {
    const out = new Redis(url, CONNECTION);
    // A subscriber says nothing for long, so it has no deadline.
    const { commandTimeout: _, ...patient } = CONNECTION;
    const into = new Redis(url, { ...patient, autoResubscribe: false });
    for (const redis of [out, into]) redis.on("error", () => {});
    into.on("ready", () => into.subscribe(channelOf(), channelOf(name)).catch(() => {}));
    into.on("message", (_, text: string) => heard(text));
    return {
      send: (to, text) => out.publish(channelOf(to), text),
      close: () => {
        for (const redis of [into, out]) redis.disconnect();
      },
    };
  };

/** What a launched process and its launcher say to each other about this. */
export interface Passed {
  to: string | undefined;
  text: string;
}

/** Through the process that launched this one, to the others that it did. */
export const parentWire: OpenWire = (_, heard) => {
  const take = (message: Partial<Passed>) => {
    if (message.text !== undefined) heard(message.text);
  };
  process.on("message", take);
  return {
    async send(to, text) {
      // When the launcher is gone this process ends, and needs nobody to tell it so.
      if (process.connected) process.send?.({ to, text } satisfies Passed, undefined, {}, () => {});
      return undefined;
    },
    close: () => process.off("message", take),
  };
};
