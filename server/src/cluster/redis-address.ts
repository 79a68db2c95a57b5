/** Where a Redis is, as REDIS_URL says it: one node or a cluster, behind sentinels, or at a socket of this machine. */
import type { RedisOptions } from "ioredis";
import { StartError } from "../config.ts";

const PORT = 6379;
const SENTINEL_PORT = 26379;
const EXPECTED =
  "REDIS_URL: expected redis://user:password@host:port/database, rediss:// for TLS, " +
  "redis+sentinel://user:password@host:port,host:port/name/database, or the path of a socket";

/** How to connect; what the client answers is not changed. */
export type RedisAddress = Omit<RedisOptions, "replyMapping">;

/** Throws a StartError, which does not repeat the text: it may contain a password. */
export function readRedisUrl(text: string): RedisAddress {
  if (text.startsWith("/")) return { path: text };
  const [scheme = "", rest = ""] = text.split("://", 2);
  const at = rest.lastIndexOf("@");
  const [hosts = "", ...path] = rest.slice(at + 1).split("/");
  const bySentinel = scheme.endsWith("+sentinel");
  const [name, database] = bySentinel ? path : ["", ...path];
  if (name === undefined || path.length > (bySentinel ? 2 : 1)) throw new StartError(EXPECTED);
  const common = { ...loginIn(rest.slice(0, Math.max(0, at))), db: databaseIn(database) };
  const hasTls = scheme.startsWith("rediss");
  const tls = hasTls ? { tls: {} } : {};
  if (!bySentinel) return { ...hostIn(hosts, PORT), ...common, ...tls };
  const sentinels = hosts.split(",").map((host) => hostIn(host, SENTINEL_PORT));
  const overTls = hasTls ? { sentinelTLS: {}, enableTLSForSentinelMode: true } : {};
  return { sentinels, name, ...common, ...tls, ...overTls };
}

function loginIn(text: string): { username?: string; password?: string } {
  if (text === "") return {};
  const colon = text.indexOf(":");
  const [user, password] = colon < 0 ? [text, ""] : [text.slice(0, colon), text.slice(colon + 1)];
  try {
    return {
      ...(user && { username: decodeURIComponent(user) }),
      ...(password && { password: decodeURIComponent(password) }),
    };
  } catch {
    throw new StartError(EXPECTED);
  }
}

function databaseIn(text = ""): number {
  if (text.length > 5 || !/^\d*$/.test(text)) throw new StartError(EXPECTED);
  return Number(text);
}

function hostIn(text: string, usual: number): { host: string; port: number } {
  const address = `redis://${text}`;
  if (text === "" || text.includes("?") || !URL.canParse(address)) throw new StartError(EXPECTED);
  const { hostname, port } = new URL(address);
  // An IPv6 address is in brackets.
  const host = hostname.startsWith("[") ? hostname.slice(1, -1) : hostname;
  return { host, port: Number(port) || usual };
}
