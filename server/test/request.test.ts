import type { IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { isOriginAllowed } from "../src/edge/origins.ts";
import { readRequest } from "../src/edge/request.ts";

const request = (remoteAddress: string, headers: Record<string, string> = {}): IncomingMessage =>
  ({
    method: "GET",
    url: "/x?y=1",
    headers: { host: "pong.example", ...headers },
    socket: { remoteAddress },
  }) as unknown as IncomingMessage;

const addressOf = (remote: string, forwarded: string | undefined, proxies: number) =>
  readRequest(request(remote, forwarded ? { "x-forwarded-for": forwarded } : {}), proxies)?.address;

test("who asks is who connected; what they claim counts only behind a proxy, from its end", () => {
  expect(addressOf("1.2.3.4", undefined, 0)).toBe("1.2.3.4");
  expect(addressOf("::ffff:1.2.3.4", undefined, 0)).toBe("1.2.3.4");
  expect(addressOf("1.2.3.4", "9.9.9.9", 0)).toBe("1.2.3.4");
  expect(addressOf("127.0.0.1", "6.6.6.6, 9.9.9.9", 1)).toBe("9.9.9.9");
  expect(addressOf("127.0.0.1", "6.6.6.6, 9.9.9.9, 10.0.0.1", 2)).toBe("9.9.9.9");
  expect(addressOf("1.2.3.4", "nonsense", 1)).toBe("1.2.3.4");
});

test("a household's IPv6 addresses are one", () => {
  expect(addressOf("2001:db8:1:2::7", undefined, 0)).toBe(
    addressOf("2001:db8:1:2:ffff::9", undefined, 0),
  );
  expect(addressOf("2001:db8:1:3::7", undefined, 0)).not.toBe(
    addressOf("2001:db8:1:2::7", undefined, 0),
  );
});

test("zeros in an address don't hide which household it is of", () => {
  const one = ["2001:db8::1", "2001:db8:0:0:a:b:c:d", "2001:DB8::a:0:0:0", "2001:db8::1%eth0"];
  expect(new Set(one.map((address) => addressOf(address, undefined, 0))).size).toBe(1);
  const others = ["2001:db8::1:0:0:0:1", "2001:db8:1::1", "2001::1"];
  expect(new Set(others.map((address) => addressOf(address, undefined, 0))).size).toBe(3);
  expect(addressOf("2001:db8::7:1:2:3:4", undefined, 0)).toBe("2001:db8:0:7");
});

test("this machine is known by its address, not by what a client behind a proxy claims", () => {
  expect(readRequest(request("127.0.0.1"), 0)?.local).toBe(true);
  expect(readRequest(request("::1"), 0)?.local).toBe(true);
  expect(readRequest(request("127.0.0.1", { "x-forwarded-for": "9.9.9.9" }), 1)?.local).toBe(false);
  expect(readRequest(request("9.9.9.9"), 0)?.local).toBe(false);
});

test("other origins are refused, whatever they look like", () => {
  const asked = { host: "pong.example", local: false };
  const allowed = (origin: string | undefined) =>
    isOriginAllowed(origin, asked, ["https://friend.example"]);
  for (const origin of [undefined, "https://pong.example", "https://friend.example"]) {
    expect(allowed(origin)).toBe(true);
  }
  for (const origin of ["null", "https://pong.example.evil", "http://localhost:5173", ""]) {
    expect(allowed(origin)).toBe(false);
  }
});

test("a page's own address is known however a proxy writes it", () => {
  const at = (host: string) => (origin: string) =>
    isOriginAllowed(origin, { host, local: false }, []);
  expect(at("Pong.Example")("https://pong.example")).toBe(true);
  expect(at("pong.example:443")("https://pong.example")).toBe(true);
  expect(at("pong.example:80")("http://pong.example")).toBe(true);
  expect(at("pong.example:8443")("https://pong.example:8443")).toBe(true);
  expect(at("pong.example:443")("http://pong.example")).toBe(false);
  expect(at("pong.example:8443")("https://pong.example")).toBe(false);
  expect(at("")("https://pong.example")).toBe(false);
});

test("behind a proxy the host is the one that was asked of it", () => {
  const forwarded = { host: "127.0.0.1:2567", "x-forwarded-host": "pong.example" };
  expect(readRequest(request("127.0.0.1", forwarded), 1)?.host).toBe("pong.example");
  expect(readRequest(request("127.0.0.1", forwarded), 0)?.host).toBe("127.0.0.1:2567");
  const broken = { "x-forwarded-host": "a b" };
  expect(readRequest(request("127.0.0.1", broken), 1)).toBeNull();
});
