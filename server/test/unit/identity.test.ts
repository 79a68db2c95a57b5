/** Secrets, the cookie, and who somebody turns out to be who comes with one. */
import type { IncomingMessage } from "node:http";
import { parseSetCookie } from "cookie";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { visitorOf } from "../../src/http/visitor.ts";
import {
  type CookiePlace,
  cookieName,
  dropCookie,
  keepCookie,
  readCookie,
} from "../../src/players/cookie.ts";
import { ANSWER_IN, recognize } from "../../src/players/recognition.ts";
import { hashOf, isSecret, newSecret } from "../../src/players/secrets.ts";
import { noStore } from "../../src/store/no-store.ts";
import { type KnownPlayer, type Store, StoreError } from "../../src/store/store.ts";

const PLAIN: CookiePlace = { secure: false, basePath: "" };
const TLS: CookiePlace = { secure: true, basePath: "" };
const BELOW: CookiePlace = { secure: true, basePath: "/pong" };

test("secrets have 256 bits, differ, and are known by their hashes only", () => {
  const secrets = Array.from({ length: 1000 }, newSecret);
  expect(new Set(secrets).size).toBe(1000);
  for (const secret of secrets) {
    expect(isSecret(secret)).toBe(true);
    expect(Buffer.from(secret, "base64url")).toHaveLength(32);
    expect(hashOf(secret)).toMatch(/^[\da-f]{64}$/);
  }
  // From FIPS 180-2.
  expect(hashOf("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});

test("IDENTITY-2: no script reads the cookie, no other site sends it with what changes something", () => {
  const secret = newSecret();
  for (const [place, name, path] of [
    [PLAIN, "qp", "/"],
    [TLS, "__Host-qp", "/"],
    [BELOW, "__Secure-qp", "/pong"],
    [{ secure: false, basePath: "/pong" }, "qp", "/pong"],
  ] as const) {
    expect(parseSetCookie(keepCookie(secret, place))).toEqual({
      name,
      value: secret,
      maxAge: 400 * 24 * 3600,
      path,
      httpOnly: true,
      sameSite: "lax",
      ...(place.secure && { secure: true }),
    });
    expect(parseSetCookie(dropCookie(place))).toMatchObject({ name, value: "", maxAge: 0, path });
  }
});

test("a cookie that was set is read again, whatever stands beside it", () => {
  const others = fc.array(fc.stringMatching(/^[\w-]{1,20}=[\w-]{0,40}$/), { maxLength: 20 });
  fc.assert(
    fc.property(others, fc.constantFrom(PLAIN, TLS, BELOW), (beside, place) => {
      const secret = newSecret();
      const own = keepCookie(secret, place).split(";", 1)[0] as string;
      const header = [...beside.filter((each) => !each.startsWith(cookieName(place))), own];
      expect(readCookie(header.join("; "), place)).toEqual({ secret, malformed: false });
    }),
  );
});

test.each([
  ["forged", `qp=${"é".repeat(43)}`],
  ["short", "qp=abc"],
  ["of 4 kB", `qp=${"a".repeat(4096)}`],
  ["empty", "qp="],
  ["with other signs", `qp=${"%41".repeat(43)}`],
  ["in a header of 9 kB", `other=${"a".repeat(9000)}; qp=${newSecret()}`],
])("IDENTITY-3: a cookie that is %s is ignored and counted", (_, header) => {
  expect(readCookie(header, PLAIN)).toEqual({ secret: undefined, malformed: true });
});

test("whatever a Cookie header holds, it is read as a secret or not at all", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 9000 }), (header) => {
      const { secret } = readCookie(`qp=${header}`, PLAIN);
      if (secret !== undefined) expect(isSecret(secret)).toBe(true);
    }),
  );
});

test("a cookie sent twice is the first one; plain http's does not count behind TLS", () => {
  const [first, second] = [newSecret(), newSecret()];
  expect(readCookie(`qp=${first}; qp=${second}`, PLAIN).secret).toBe(first);
  expect(readCookie(`qp=${first}`, TLS)).toEqual({ secret: undefined, malformed: false });
  expect(readCookie(undefined, TLS)).toEqual({ secret: undefined, malformed: false });
});

const asked = (headers: Record<string, string>) => ({ headers }) as unknown as IncomingMessage;
const seen = (
  headers: Record<string, string>,
  settings: Partial<Parameters<typeof visitorOf>[2]> = {},
) =>
  visitorOf(
    asked(headers),
    { host: "pong.example" },
    { proxies: 0, publicAddress: undefined, ...settings },
  );

test("IDENTITY-1: pages of ours can keep a secret, programs and pages of other origins can't", () => {
  const secret = newSecret();
  const credential = hashOf(secret);
  const own = "https://pong.example";
  expect(seen({})).toMatchObject({ credential: undefined, ownPage: false });
  expect(seen({ origin: own })).toMatchObject({ credential: undefined, ownPage: true });
  expect(seen({ origin: "https://evil.example" })).toMatchObject({ ownPage: false });
  expect(seen({ origin: own, cookie: `qp=${secret}` })).toMatchObject({
    credential,
    ownPage: true,
  });
  expect(seen({ cookie: `qp=${secret}` })).toMatchObject({ credential, ownPage: false });
});

test("TLS is what a trusted proxy says, else what the public address says", () => {
  const place = (headers: Record<string, string>, settings = {}) => seen(headers, settings).place;
  const forwarded = { "x-forwarded-proto": "https" };
  const publicAddress = { origin: "https://pong.example", basePath: "/pong" };
  expect(place({})).toEqual(PLAIN);
  // Anybody can say so.
  expect(place(forwarded)).toEqual(PLAIN);
  expect(place(forwarded, { proxies: 1 })).toEqual(TLS);
  expect(place({}, { publicAddress })).toEqual(BELOW);
  expect(place({ "x-forwarded-proto": "http" }, { proxies: 1, publicAddress }).secure).toBe(false);
});

const KNOWN: KnownPlayer = {
  id: "abcdefghijklmnop",
  name: "Ann",
  rating: { rating: 1500, deviation: 350, volatility: 0.06 },
};
const storeThat = (findPlayer: Store["findPlayer"], state: Store["state"] = "ready"): Store => ({
  ...noStore(),
  state,
  findPlayer,
});
const comes = { credential: hashOf("x"), ownPage: true };
const credential = { kind: "credential", hash: comes.credential };

test("IDENTITY-1: a player who comes is known, new or a stranger from the start", async () => {
  const answer = (known: KnownPlayer | null) => storeThat(async () => known);
  expect(await recognize(answer(KNOWN), comes, 0)).toEqual({
    how: "known",
    identity: { ...credential, player: KNOWN.id },
    player: KNOWN,
    account: KNOWN.id,
  });
  // That of a deleted player is nobody's, and who comes with it is like a new one.
  const newcomer = { kind: "newcomer" };
  expect(await recognize(answer(null), comes, 0)).toEqual({ how: "unknown", identity: newcomer });
  const program = { ...comes, ownPage: false };
  const stranger = { kind: "stranger" };
  expect(await recognize(answer(null), program, 0)).toEqual({ how: "unknown", identity: stranger });
  const bare = { credential: undefined, ownPage: true };
  expect(await recognize(answer(KNOWN), bare, 0)).toEqual({ how: "none", identity: newcomer });
  expect(await recognize(noStore(), comes, 0)).toEqual({ how: "none", identity: newcomer });
});

test("IDENTITY-4: a store that is slow or broken delays nobody by more than 50 ms", async () => {
  vi.useFakeTimers();
  try {
    const unknown = { identity: credential, account: comes.credential };
    const broken = storeThat(() => Promise.reject(new StoreError("broken")));
    expect(await recognize(broken, comes, 0)).toEqual({ how: "failed", ...unknown });
    let late: unknown;
    void recognize(
      storeThat(() => new Promise(() => {})),
      comes,
      0,
    ).then((who) => {
      late = who;
    });
    await vi.advanceTimersByTimeAsync(ANSWER_IN - 1);
    expect(late).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    expect(late).toEqual({ how: "late", ...unknown });
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});
