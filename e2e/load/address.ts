/** Addresses of servers. */
import { UsageError } from "../lib/options.ts";

/** The server that option `name` names, as an http or https address without a path. Throws a UsageError. */
export function readAddress(name: string, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^(ws|http)s?:$/.test(url.protocol)) {
    throw new UsageError(`${name} ${text}: expected an address such as ws://127.0.0.1:2567`);
  }
  const { host, pathname, search, hash, username, password } = url;
  if (pathname.length > 1 || search || hash || username || password) {
    throw new UsageError(`${name} ${text}: expected the server alone, without a path or a user`);
  }
  // ws and http addresses mean the same server.
  return `${url.protocol.replace("ws", "http")}//${host}`;
}

/** Whether what goes there is encrypted. */
export const isEncrypted = (address: string): boolean => address.startsWith("https:");

/** Where to connect to. */
export function socketOf({ hostname, port, protocol }: URL): { host: string; port: number } {
  const usual = protocol === "https:" ? 443 : 80;
  // A URL has brackets around an IPv6 address, a socket's host has none.
  return { host: hostname.replace(/^\[|\]$/g, ""), port: port === "" ? usual : Number(port) };
}
