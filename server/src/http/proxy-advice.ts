/** Says in the log what is wrong with the proxies in front, once each, and what to do about it. */
import type { Logger } from "pino";
import type { ProxyFault } from "./client-address.ts";
import type { RequestInfo } from "./request-info.ts";

const ADVICE: Record<ProxyFault, string> = {
  undeclared:
    "a proxy adds X-Forwarded-For or Forwarded, but QUICKPONG_PROXIES is 0: all its players share the limits of one address. Set it to the number of proxies in front",
  missing:
    "no X-Forwarded-For although QUICKPONG_PROXIES is set: all who come without share the limits of one address. Have the proxy add it",
  forwardedOnly:
    "the proxy adds Forwarded, which is not read: all its players share the limits of one address. Have it add X-Forwarded-For",
  short:
    "X-Forwarded-For has fewer entries than QUICKPONG_PROXIES says: some come past a proxy, or fewer stand in front",
  unreadable:
    "an entry of X-Forwarded-For is no address: whom it stands for shares the limits of the proxy that passed it on",
  fly: "Fly.io adds an address of its own behind the client's: count it, too, and set QUICKPONG_PROXIES one higher",
};

/** Probes come from the machine or its balancer itself, past the proxies. */
const PROBES = ["/healthz", "/readyz", "/metrics"];

/** What to call for every request; `onFly`: this machine is Fly.io's. */
export function proxyAdvice(
  log: Logger,
  proxies: number,
  onFly: boolean,
): (info: RequestInfo) => void {
  const told = new Set<ProxyFault>();
  return ({ fault, path, forwardedFor }) => {
    if (fault === undefined || told.has(fault) || PROBES.includes(path)) return;
    // Anybody may send that header to a server that is elsewhere.
    if (fault === "fly" && !onFly) return;
    told.add(fault);
    log.warn({ fault, QUICKPONG_PROXIES: proxies, "x-forwarded-for": forwardedFor }, ADVICE[fault]);
  };
}
