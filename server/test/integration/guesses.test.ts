/** Move codes are not found by trying, from one address or from many. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { RequestInfo } from "../../src/http/request-info.ts";
import { spendGuess } from "../../src/http/spend.ts";
import { createLimits, type Limits } from "../../src/limits/limits.ts";
import { newMoveCode, newRecoveryCode, readAnyCode } from "../../src/players/codes.ts";
import { deviceLabel } from "../../src/players/device-label.ts";
import { Browser } from "../support/browser.ts";
import { startServer, storeOpens } from "../support/start.ts";
import { newFolder } from "../support/test-store.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["performance"] }));
afterEach(() => void vi.useRealTimers());

const CODES = 16 ** 8;
/** More than a server of 10,000 players has at a time. */
const GOOD_AT_A_TIME = 100;

const from = (address: string) => ({ address, site: address, local: false }) as RequestInfo;

/** How many of so many guesses are looked at that come over `hours` from so many addresses in turn. */
async function lookedAt(guesses: number, addresses: number, hours: number): Promise<number> {
  const limits: Limits = createLimits();
  let count = 0;
  for (let n = 0; n < guesses; n++) {
    vi.advanceTimersByTime((hours * 3_600_000) / guesses);
    const look = async () => {
      count++;
      return null;
    };
    await spendGuess(limits, from(`198.51.100.${n % addresses}`), "BCDFGHJK", look).catch(() => {});
  }
  return count;
}

test.each([
  [1, 0.1],
  [40, 0.1],
  [1, 24],
  [40, 24],
])(
  "IDENTITY-8: 100,000 guesses from %i addresses within %f h find nothing",
  async (addresses, hours) => {
    const count = await lookedAt(100_000, addresses, hours);
    // So many a second from everybody together, some at once, and one from each address that comes anew.
    const bound = 60 + 0.2 * 3600 * hours + addresses * (1 + 6 * hours);
    expect(count).toBeLessThanOrEqual(bound);
    const chance = (count * GOOD_AT_A_TIME) / CODES;
    expect(chance).toBeLessThan(hours > 1 ? 1 / 2000 : 1 / 100_000);
    console.log(
      `${addresses} addresses, ${hours} h: ${count} looked at, 1 in ${Math.round(1 / chance)}`,
    );
  },
);

test("IDENTITY-8: meanwhile a code from an address that has shown none is looked at", async () => {
  const limits = createLimits();
  for (let n = 0; n < 1000; n++)
    await spendGuess(limits, from(`198.51.100.${n % 40}`), "BCDFGHJK", async () => null).catch(
      () => {},
    );
  expect(await spendGuess(limits, from("203.0.113.7"), "BCDFGHJK", async () => "ann")).toBe("ann");
});

test("IDENTITY-8: a real server looks at few of many guesses from one address", async () => {
  vi.useRealTimers();
  const data = newFolder();
  const server = await startServer({ dataFolder: data.folder, proxies: 1 });
  await storeOpens(server);
  try {
    const own = new Browser(server.url);
    const forwarded = { "X-Forwarded-For": "198.51.100.7" };
    const guess = async () =>
      (await own.ask("POST", "/api/move", { code: newMoveCode() }, forwarded)).status;
    const statuses = await Promise.all(Array.from({ length: 200 }, guess));
    const counts = Map.groupBy(statuses, (status) => status);
    expect([...counts.keys()].sort()).toEqual([404, 429]);
    expect(counts.get(404)?.length).toBeLessThanOrEqual(11);
  } finally {
    await server.close();
    data.remove();
  }
});

test("codes are read however they are typed, and nothing else is", () => {
  for (let n = 0; n < 200; n++) {
    const [move, recovery] = [newMoveCode(), newRecoveryCode()];
    expect(readAnyCode(move)).toBe(move);
    expect(readAnyCode(` ${move.slice(0, 4).toLowerCase()}-${move.slice(4)} `)).toBe(move);
    expect(readAnyCode(recovery.toUpperCase())).toBe(recovery);
    expect(readAnyCode(recovery.replace(/(.{4})/g, "$1 "))).toBe(recovery);
  }
  for (const wrong of [
    "",
    "BCDFGH",
    "ABCDEFGH",
    "BCDFGHJK1",
    "a".repeat(25),
    "x".repeat(500),
    7,
    null,
    {},
  ])
    expect(readAnyCode(wrong)).toBe("");
});

test.each([
  ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
    "Safari, iOS",
  ],
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
    "Edge, Windows",
  ],
  [
    "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36",
    "Chrome, Android",
  ],
  [
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15",
    "Safari, macOS",
  ],
  ["curl/8.0", ""],
  [`<script>${"a".repeat(9000)}`, ""],
])("a device is called by browser and system alone: %s", (agent, label) => {
  expect(deviceLabel(agent)).toBe(label);
});
