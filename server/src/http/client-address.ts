/**
 * Where a request comes from, as far as limits are concerned. Behind `n` proxies the client is the n-th
 * last entry of X-Forwarded-For: those before it anybody can make up.
 */
import type { IncomingMessage } from "node:http";
import ipaddr from "ipaddr.js";
import proxyaddr from "proxy-addr";

/** What is wrong with what a proxy says, so that the operator can put it right. */
export type ProxyFault =
  | "undeclared"
  | "missing"
  | "forwardedOnly"
  | "short"
  | "unreadable"
  | "fly";

export interface ClientAddress {
  /** What counts as one client for limits: an IPv4 address, or the /64 of IPv6 that a household has. */
  address: string;
  /** The /48 of IPv6 that a customer can have; an IPv4 address is its own. */
  site: string;
  /** From this machine, so not limited: load tests. Nobody is behind a proxy, whatever is claimed. */
  local: boolean;
  fault: ProxyFault | undefined;
}

/** Groups of 16 bits in a household's and in a customer's part of an IPv6 address. */
const HOUSEHOLD = 4;
const SITE = 3;
/** Longest way to write an address, with brackets, zone and port. */
const TEXT_MAX = 80;
const LOOPBACK: readonly unknown[] = ["127.0.0.1", "::1"];

/** Finds out where a request comes from, `proxies` of which stand in front. */
export function clientAddressOf(request: IncomingMessage, proxies: number): ClientAddress {
  const { headers, socket } = request;
  const hops = proxyaddr.all(request, (_, hop) => hop < proxies);
  const nearest = read(socket.remoteAddress ?? "");
  const claimed = read(hops.at(-1) ?? "");
  // Where it can't be read, the proxy that passed it on stands for it.
  const found = claimed ?? hops.map(read).findLast((each) => each !== undefined);
  const forwarded = headers["x-forwarded-for"] !== undefined || headers.forwarded !== undefined;
  return {
    address: networkOf(found, HOUSEHOLD),
    site: networkOf(found, SITE),
    local: proxies === 0 && !forwarded && isLoopback(nearest),
    fault: faultIn(request, proxies, { hops, nearest, claimed }),
  };
}

/** Whether an address is this machine's own. */
export const isLocal = (address: string): boolean => isLoopback(read(address));

/** The network that an address counts for: the household's part of an IPv6 address. */
export const householdOf = (address: string): string => networkOf(read(address), HOUSEHOLD);

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** What was found out on the way to the client. */
interface Trail {
  /** Addresses from the socket's on, as far as proxies are trusted. */
  hops: readonly string[];
  nearest: Address | undefined;
  claimed: Address | undefined;
}

function faultIn(request: IncomingMessage, proxies: number, trail: Trail): ProxyFault | undefined {
  const { "x-forwarded-for": list, forwarded } = request.headers;
  if (proxies === 0) {
    const said = list !== undefined || forwarded !== undefined;
    return said && trail.nearest?.range() !== "unicast" ? "undeclared" : undefined;
  }
  if (list === undefined) return forwarded === undefined ? "missing" : "forwardedOnly";
  if (trail.hops.length <= proxies) return "short";
  if (!trail.claimed) return "unreadable";
  return isFlyFurther(request, trail) ? "fly" : undefined;
}

/** Fly.io adds its own address behind the client's. That it is the one, only its machines say (config.ts). */
function isFlyFurther(request: IncomingMessage, { hops }: Trail): boolean {
  const client = request.headers["fly-client-ip"];
  return client !== undefined && proxyaddr.all(request)[hops.length] === client;
}

/** An address as proxies write it: with a port, in brackets, with a zone, or IPv4 as IPv6. */
function read(text: string): Address | undefined {
  if (text.length > TEXT_MAX) return undefined;
  const bare =
    /^\[([^\]]+)\](?::\d{1,5})?$/.exec(text)?.[1] ?? /^([\d.]+):\d{1,5}$/.exec(text)?.[1] ?? text;
  const isAddress = ipaddr.IPv4.isValidFourPartDecimal(bare) || ipaddr.IPv6.isValid(bare);
  return isAddress ? ipaddr.process(bare) : undefined;
}

const isLoopback = (address: Address | undefined): boolean =>
  LOOPBACK.includes(address?.toString());

/** The first `groups` of an IPv6 address; an IPv4 address as it is. */
function networkOf(address: Address | undefined, groups: number): string {
  if (!address) return "";
  if (address instanceof ipaddr.IPv4) return address.toString();
  const parts = address.parts.slice(0, groups);
  return parts.map((part) => part.toString(16)).join(":");
}
