import type { IncomingMessage } from "node:http";
import type { Logger } from "pino";
import { expect, test } from "vitest";
import { isOriginAllowed } from "../../src/http/origins.ts";
import { proxyAdvice } from "../../src/http/proxy-advice.ts";
import { readRequest } from "../../src/http/request-info.ts";

const request = (remoteAddress: string, headers: Record<string, string> = {}): IncomingMessage =>
  ({
    method: "GET",
    url: "/x?y=1",
    headers: { host: "pong.example", ...headers },
    socket: { remoteAddress },
  }) as unknown as IncomingMessage;

const addressOf = (remote: string, forwarded: string | undefined, proxies: number) =>
  readRequest(request(remote, forwarded ? { "x-forwarded-for": forwarded } : {}), proxies)?.address;

test("a request comes from the client that connected; what it claims counts only behind a proxy, from its end", () => {
  expect(addressOf("1.2.3.4", undefined, 0)).toBe("1.2.3.4");
  expect(addressOf("::ffff:1.2.3.4", undefined, 0)).toBe("1.2.3.4");
  expect(addressOf("1.2.3.4", "9.9.9.9", 0)).toBe("1.2.3.4");
  expect(addressOf("127.0.0.1", "6.6.6.6, 9.9.9.9", 1)).toBe("9.9.9.9");
  expect(addressOf("127.0.0.1", "6.6.6.6, 9.9.9.9, 10.0.0.1", 2)).toBe("9.9.9.9");
  expect(addressOf("1.2.3.4", "nonsense", 1)).toBe("1.2.3.4");
});

const readIn = (remote: string, headers: Record<string, string>, proxies: number) =>
  readRequest(request(remote, headers), proxies);

test.each([
  ["1.2.3.4:5678", "1.2.3.4"],
  ["[2001:db8:1:2::7]:443", "2001:db8:1:2"],
  ["[2001:db8:1:2::7]", "2001:db8:1:2"],
  ["::ffff:1.2.3.4", "1.2.3.4"],
  ["[::ffff:1.2.3.4]:80", "1.2.3.4"],
  ["::ffff:102:304", "1.2.3.4"],
  ["fe80::1:2:3:4%eth0", "fe80:0:0:0"],
])("an entry may have a port, brackets, a zone: %s", (entry, address) => {
  const asked = readIn("127.0.0.1", { "x-forwarded-for": `6.6.6.6, ${entry}` }, 1);
  expect(asked).toMatchObject({ address, local: false, fault: undefined });
});

/** What a client or a badly set up proxy sends, and what is said about it. */
const CLAIMS: [string, Record<string, string>, number, string | undefined][] = [
  ["this machine's address", { "x-forwarded-for": "127.0.0.1" }, 1, undefined],
  ["this machine's address with a port", { "x-forwarded-for": "127.0.0.1:80" }, 1, undefined],
  ["the other one", { "x-forwarded-for": "[::1]:443" }, 1, undefined],
  ["the other one as IPv4", { "x-forwarded-for": "::ffff:127.0.0.1" }, 1, undefined],
  ["nothing to be read", { "x-forwarded-for": "unknown" }, 1, "unreadable"],
  ["numbers of other kinds", { "x-forwarded-for": "0x7f.1" }, 1, "unreadable"],
  ["a long text", { "x-forwarded-for": "1".repeat(5000) }, 1, "unreadable"],
  ["no header", {}, 1, "missing"],
  ["only Forwarded", { forwarded: "for=9.9.9.9" }, 1, "forwardedOnly"],
  ["fewer hops", { "x-forwarded-for": "127.0.0.1" }, 2, "short"],
  ["a proxy nobody told of", { "x-forwarded-for": "9.9.9.9" }, 0, "undeclared"],
  ["another one", { forwarded: "for=9.9.9.9" }, 0, "undeclared"],
];
test.each(CLAIMS)("SECURITY: nobody behind a proxy is local: %s", (_, headers, proxies, fault) => {
  expect(readIn("127.0.0.1", headers, proxies)).toMatchObject({ local: false, fault });
});

test("whose address can't be read has that of the proxy which passed it on", () => {
  const headers = { "x-forwarded-for": "6.6.6.6, unknown, 10.0.0.9" };
  expect(readIn("10.0.0.1", headers, 2)).toMatchObject({ address: "10.0.0.9" });
});

test("a header that a player sends past no proxy is no fault of one", () => {
  expect(readIn("9.9.9.9", { "x-forwarded-for": "127.0.0.1" }, 0)).toMatchObject({
    address: "9.9.9.9",
    fault: undefined,
  });
});

test("what is wrong is said once, with what to do; probes come past the proxies", () => {
  const lines: string[] = [];
  const log = { warn: (_: object, text: string) => lines.push(text) } as unknown as Logger;
  const fly = { "x-forwarded-for": "9.9.9.9, 66.241.1.1", "fly-client-ip": "9.9.9.9" };
  const seen: [Record<string, string>, number, string?][] = [
    [{}, 1, "/healthz"],
    [{}, 1],
    [{}, 1],
    [{ forwarded: "for=9.9.9.9" }, 1],
    [{ "x-forwarded-for": "9.9.9.9" }, 0],
    [fly, 1],
    [fly, 2],
  ];
  for (const onFly of [false, true]) {
    const look = proxyAdvice(log, 1, onFly);
    for (const [headers, proxies, url = "/x"] of seen) {
      const asked = readRequest(Object.assign(request("127.0.0.1", headers), { url }), proxies);
      if (asked) look(asked);
    }
  }
  expect(lines).toHaveLength(7);
  for (const word of ["Have the proxy add it", "Forwarded, which is not read", "number of proxies"])
    expect(lines.filter((line) => line.includes(word))).toHaveLength(2);
  expect(lines.filter((line) => line.includes("one higher"))).toHaveLength(1);
});

test("a customer's IPv6 addresses are of one site", () => {
  const site = (remote: string) => readRequest(request(remote), 0)?.site;
  expect(site("2001:db8:1:2::7")).toBe(site("2001:db8:1:3::7"));
  expect(site("2001:db8:2::7")).not.toBe(site("2001:db8:1::7"));
  expect(site("::ffff:1.2.3.4")).toBe("1.2.3.4");
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
